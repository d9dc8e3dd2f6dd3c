// The date scale: which months and years are written at the side, and where. The scale is the
// scrollbar, so a date stands exactly where dragging to it leads. Pure.
import type { DateMark } from '$lib/backend/generated';

/** A date at the side of the grid. */
export interface Mark {
  /** Pixels from the scale's upper end. */
  readonly y: number;
  /** `2026-11-22`. */
  readonly date: string;
  readonly what: 'month' | 'year';
}

/** Nearer to each other than this, two dates could not be read; months want more room. */
const APART = { year: 20, month: 40 };

/** The first day of every month, in the order of the view. */
export function monthsOf(days: readonly DateMark[]): DateMark[] {
  return days.filter(({ date }, at) => days[at - 1]?.date.slice(0, 7) !== date.slice(0, 7));
}

/**
 * Dates that have room. A year's first mark says the year, except the newest, which says its
 * month: what is looked at first. Years win over months where both do not fit.
 */
export function marksOf(
  months: readonly DateMark[],
  heading: number,
  far: number,
  room: number,
): Mark[] {
  const all = months.map(({ date, top }, at): Mark => {
    const before = months[at - 1]?.date.slice(0, 4);
    const what = before !== undefined && before !== date.slice(0, 4) ? 'year' : 'month';
    const share = Math.min(1, Math.max(0, top - heading) / Math.max(1, far));
    return { y: Math.round(share * room), date, what };
  });
  const taken: Mark[] = [];
  const fits = ({ y, what }: Mark): boolean =>
    taken.every((other) => Math.abs(other.y - y) >= APART[what]);
  for (const mark of all) if (mark.what === 'year' && fits(mark)) taken.push(mark);
  for (const mark of all) if (mark.what === 'month' && fits(mark)) taken.push(mark);
  return taken.sort((one, other) => one.y - other.y);
}

/** The day that a picture belongs to; null where the order has no days. */
export function dayOf(days: readonly DateMark[], picture: number): DateMark | null {
  let low = 0;
  let high = days.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((days[middle] as DateMark).first <= picture) low = middle;
    else high = middle - 1;
  }
  return days[low] ?? null;
}

/** Noon of a day, for `Intl`: no time zone makes another day of it. */
export function noonOf(date: string): number {
  return new Date(`${date}T12:00:00`).getTime();
}
