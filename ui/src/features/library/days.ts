// Pictures by the day on which they were saved, as the clock on this computer says it.
// Pages append and events prepend: a day whose pictures are the same stays the same object,
// so that its rows need not be laid out again.
import type { PictureView } from '$lib/backend/generated';

export interface Day {
  /** `2026-11-22`, with `#2` behind it where the same date comes again. */
  readonly key: string;
  /** Some moment of that day, for `Intl`. */
  readonly date: Date;
  readonly pictures: readonly PictureView[];
}

/** `2026-11-22` in the local time zone. */
export function dayOf(createdAt: string): string {
  const date = new Date(createdAt);
  if (Number.isNaN(date.getTime())) return '';
  const two = (number: number) => String(number).padStart(2, '0');
  return `${String(date.getFullYear())}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** Neighbours of one day together; the order is the library's and is kept. */
export function byDay(pictures: readonly PictureView[], before: readonly Day[] = []): Day[] {
  const known = new Map(before.map((day) => [day.key, day]));
  const times = new Map<string, number>();
  const days: Day[] = [];
  let begin = 0;
  while (begin < pictures.length) {
    const first = pictures[begin] as PictureView;
    const name = dayOf(first.createdAt);
    let end = begin + 1;
    while (end < pictures.length && dayOf((pictures[end] as PictureView).createdAt) === name)
      end += 1;
    const time = (times.get(name) ?? 0) + 1;
    times.set(name, time);
    const key = time === 1 ? name : `${name}#${String(time)}`;
    const own = pictures.slice(begin, end);
    const old = known.get(key);
    days.push(
      old && sameItems(old.pictures, own)
        ? old
        : { key, date: new Date(first.createdAt), pictures: own },
    );
    begin = end;
  }
  return days;
}

function sameItems(one: readonly PictureView[], other: readonly PictureView[]): boolean {
  return one.length === other.length && one.every((picture, index) => picture === other[index]);
}
