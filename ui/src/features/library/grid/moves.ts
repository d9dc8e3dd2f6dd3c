// Where a key, a rectangle or an anchor leads among the rows. Pure but for reading the event.
import { isComposing } from '$lib/state/shortcuts';
import type { Place, Row, Rows } from './rows';
import type { View } from './view.svelte';

/** Keys that lead from picture to picture. */
export const MOVES = [
  'ArrowLeft',
  'ArrowRight',
  'ArrowUp',
  'ArrowDown',
  'Home',
  'End',
  'PageUp',
  'PageDown',
] as const;
const KEYS: ReadonlySet<string> = new Set([...MOVES, 'Enter', ' ']);

/** Keys with Alt are the system's, and an input method's keys are its own. */
export function isGridKey(event: KeyboardEvent): boolean {
  return KEYS.has(event.key) && !event.altKey && !isComposing(event);
}

/** The picture that a key leads to; null where it leads nowhere. */
export function target(key: string, from: number, view: View, height: number): number | null {
  const last = view.count - 1;
  if (last < 0) return null;
  switch (key) {
    case 'ArrowLeft':
      return Math.max(0, from - 1);
    case 'ArrowRight':
      return Math.min(last, from + 1);
    case 'ArrowUp':
      return vertical(view, from, -1) ?? from;
    case 'ArrowDown':
      return vertical(view, from, 1) ?? from;
    case 'PageUp':
      return pageFrom(view, from, -height * 0.9);
    case 'PageDown':
      return pageFrom(view, from, height * 0.9);
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return null;
  }
}

/** Of the next row, the picture under (or over) the middle of this one. */
export function vertical(view: View, from: number, step: 1 | -1): number | null {
  const { rows } = view;
  const start = rows.rowOf(from);
  const next = start + step;
  if (start < 0 || next < 0 || next >= rows.length) return null;
  const place = view.places(rows.row(start)).find(({ index }) => index === from);
  if (place === undefined) return null;
  return nearest(view.places(rows.row(next)), place.left + place.width / 2);
}

/** The picture about so many pixels further down (or up), in the same column. */
export function pageFrom(view: View, from: number, distance: number): number {
  const { rows } = view;
  const start = rows.rowOf(from);
  if (start < 0) return from;
  const step = distance < 0 ? -1 : 1;
  const begin = rows.row(start).top;
  let here = from;
  for (;;) {
    const next = vertical(view, here, step);
    if (next === null) return here;
    const { top } = rows.row(rows.rowOf(next));
    if (Math.abs(top - begin) > Math.abs(distance) && here !== from) return here;
    here = next;
  }
}

function nearest(places: readonly Place[], middle: number): number | null {
  let best: number | null = null;
  let away = Infinity;
  for (const { index, left, width } of places) {
    const distance = Math.abs(left + width / 2 - middle);
    if (distance < away) [best, away] = [index, distance];
  }
  return best;
}

/** The rows between two heights, and the one that holds the picture that Tab reaches. */
export function rowsAround(view: View, top: number, bottom: number, reached: number): Row[] {
  const { rows } = view;
  if (rows.length === 0) return [];
  const first = rows.rowAt(Math.max(0, top));
  const last = rows.rowAt(Math.max(0, bottom));
  const around: Row[] = [];
  for (let at = first; at <= last; at += 1) around.push(rows.row(at));
  // Without its tile in the document, the keyboard would fall back to the window.
  const held = rows.rowOf(reached);
  if (held < 0 || (held >= first && held <= last)) return around;
  return held < first ? [rows.row(held), ...around] : [...around, rows.row(held)];
}

/** A rectangle in true pixels of the grid. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Pictures that a rectangle touches, in their order. */
export function within(view: View, box: Box): number[] {
  const found: number[] = [];
  const { rows } = view;
  if (rows.length === 0) return found;
  const last = rows.rowAt(Math.max(0, box.bottom));
  for (let at = rows.rowAt(Math.max(0, box.top)); at <= last; at += 1) {
    const row = rows.row(at);
    if (row.top + row.height < box.top || row.top > box.bottom) continue;
    for (const { index, left, width } of view.places(row)) {
      if (left < box.right && left + width > box.left) found.push(index);
    }
  }
  return found;
}

/** What is looked at: the first row that is at least half in sight, and how far it is from the top. */
export interface Looked {
  readonly first: number;
  readonly end: number;
  readonly offset: number;
}

/** What is looked at where the window stands; null at the very top, where new pictures may push. */
export function lookedAt({ rows }: { readonly rows: Rows }, top: number): Looked | null {
  if (top <= 0) return null;
  for (let at = rows.rowAt(top); at < rows.length; at += 1) {
    const { first, end, top: begins, height } = rows.row(at);
    if (begins + height / 2 >= top) return { first, end, offset: top - begins };
  }
  return null;
}
