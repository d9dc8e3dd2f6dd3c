// How high a row of the library may be, in CSS pixels.
export const LOWEST_ROW = 96;
export const HIGHEST_ROW = 320;
export const DEFAULT_ROW = 156;
export const ROW_STEP = 4;
