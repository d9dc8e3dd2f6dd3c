// The date scale: which months and years are written at the side, and where. The scale is the
// scrollbar, so a date stands exactly where dragging to it leads. Pure.
import type { Lines } from './lines';

/** A date at the side of the grid. */
export interface Mark {
  /** Pixels from the scale's upper end. */
  readonly y: number;
  /** Where it leads, in true pixels. */
  readonly top: number;
  /** Some moment of it, in milliseconds. */
  readonly at: number;
  readonly what: 'month' | 'year';
}

/** A month that begins somewhere. */
export interface Month {
  /** Index of its first picture. */
  readonly index: number;
  readonly at: number;
  readonly year: number;
}

/** Nearer to each other than this, two dates could not be read. */
const APART = 22;

/** The months of pictures in their order. `at` says a picture's moment in milliseconds. */
export function monthsOf(count: number, at: (index: number) => number): Month[] {
  const months: Month[] = [];
  let begin = Infinity;
  let end = -Infinity;
  for (let index = 0; index < count; index += 1) {
    const moment = at(index);
    if (moment >= begin && moment < end) continue;
    const date = new Date(moment);
    begin = new Date(date.getFullYear(), date.getMonth(), 1).getTime();
    end = new Date(date.getFullYear(), date.getMonth() + 1, 1).getTime();
    months.push({ index, at: moment, year: date.getFullYear() });
  }
  return months;
}

/**
 * Dates that have room. A year's first mark says the year, except the newest, which says its
 * month: what is looked at first. Years win over months where both do not fit.
 */
export function marksOf(
  months: readonly Month[],
  lines: Lines,
  track: number,
  view: number,
): Mark[] {
  const far = Math.max(1, lines.height - view);
  const all = months.map((month, at): Mark => {
    // Where rows are still to come, an average says where the month will stand.
    const known = month.index < lines.placed;
    const top = known
      ? topOf(lines, month.index)
      : (lines.height * month.index) / Math.max(1, lines.shapes.count);
    const before = months[at - 1];
    const what = before !== undefined && before.year !== month.year ? 'year' : 'month';
    return { y: Math.round(Math.min(1, top / far) * track), top, at: month.at, what };
  });
  const taken: Mark[] = [];
  const fits = ({ y }: Mark): boolean => taken.every((other) => Math.abs(other.y - y) >= APART);
  for (const mark of all) if (mark.what === 'year' && fits(mark)) taken.push(mark);
  for (const mark of all) if (mark.what === 'month' && fits(mark)) taken.push(mark);
  return taken.sort((one, other) => one.y - other.y);
}

function topOf(lines: Lines, picture: number): number {
  const row = lines.line(lines.lineOf(picture));
  const above = row.index > 0 ? lines.line(row.index - 1) : row;
  return above.kind === 'heading' ? above.top : row.top;
}
