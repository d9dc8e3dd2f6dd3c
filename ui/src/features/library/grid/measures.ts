// The measures of the grid in CSS pixels, the same for what Rust lays out and for what is drawn.

/** Between tiles. */
export const GAP = 6;
/** Left and right of the rows. */
export const SIDE = 14;
/** A day's heading, the gap above it included. */
export const HEADING = 36;
/** The date scale beside the rows. */
export const SCALE = 60;
/** How high a row may be. */
export const LOWEST_ROW = 96;
export const HIGHEST_ROW = 320;
export const DEFAULT_ROW = 120;
export const ROW_STEP = 4;
/** Under the last row, so that the bar of the selection hides no picture. */
export const FOOT = 96;
/** Rows are drawn so far beyond the window, as a part of its height: where it goes, and behind. */
export const AHEAD = 0.75;
export const BEHIND = 0.2;
/** Scrolling by less than this changes nothing in the document. */
export const STEP = 40;
