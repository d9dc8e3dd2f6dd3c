// Where a key, a rectangle or an anchor leads among the lines. Pure.
import { isComposing } from '$lib/state/shortcuts';
import type { Line, Lines, Place } from './lines';

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
export function target(key: string, from: number, lines: Lines, view: number): number | null {
  const last = lines.shapes.count - 1;
  if (last < 0) return null;
  switch (key) {
    case 'ArrowLeft':
      return Math.max(0, from - 1);
    case 'ArrowRight':
      return Math.min(last, from + 1);
    case 'ArrowUp':
      return vertical(lines, from, -1) ?? from;
    case 'ArrowDown':
      return vertical(lines, from, 1) ?? from;
    case 'PageUp':
      return pageFrom(lines, from, -view * 0.9);
    case 'PageDown':
      return pageFrom(lines, from, view * 0.9);
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return null;
  }
}

/** Of the next row, the picture under (or over) the middle of this one. */
export function vertical(lines: Lines, from: number, step: 1 | -1): number | null {
  const start = lines.lineOf(from);
  if (start < 0) return null;
  const place = lines.places(lines.line(start)).find(({ index }) => index === from);
  if (place === undefined) return null;
  const middle = place.left + place.width / 2;
  if (step > 0) lines.reachIndex(Math.min(lines.shapes.count - 1, from + 256));
  for (let at = start + step; at >= 0 && at < lines.length; at += step) {
    const next = lines.line(at);
    if (next.kind === 'tiles') return nearest(lines.places(next), middle);
  }
  return null;
}

/** The picture about so many pixels further down (or up), in the same column. */
export function pageFrom(lines: Lines, from: number, distance: number): number {
  const start = lines.lineOf(from);
  if (start < 0) return from;
  const step = distance < 0 ? -1 : 1;
  const begin = lines.line(start).top;
  let here = from;
  for (;;) {
    const next = vertical(lines, here, step);
    if (next === null) return here;
    const { top } = lines.line(lines.lineOf(next));
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

/** The lines between two heights, and the one that holds the picture that Tab reaches. */
export function linesAround(lines: Lines, top: number, bottom: number, reached: number): Line[] {
  if (lines.shapes.count === 0) return [];
  const first = lines.lineAt(Math.max(0, top));
  const last = lines.lineAt(Math.max(0, bottom));
  const around: Line[] = [];
  for (let at = first; at <= last; at += 1) around.push(lines.line(at));
  // Without its tile in the document, the keyboard would fall back to the window.
  const held = reached >= 0 && reached < lines.placed ? lines.lineOf(reached) : -1;
  if (held < 0 || (held >= first && held <= last)) return around;
  return held < first ? [lines.line(held), ...around] : [...around, lines.line(held)];
}

/** A rectangle in true pixels of the grid. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Pictures that a rectangle touches, in their order. */
export function within(lines: Lines, box: Box): number[] {
  const found: number[] = [];
  if (lines.shapes.count === 0) return found;
  const last = lines.lineAt(Math.max(0, box.bottom));
  for (let at = lines.lineAt(Math.max(0, box.top)); at <= last; at += 1) {
    const line = lines.line(at);
    if (line.top + line.height < box.top) continue;
    for (const { index, left, width } of lines.places(line)) {
      if (left < box.right && left + width > box.left) found.push(index);
    }
  }
  return found;
}

/** What is looked at: the first row that is at least half in sight, and how far it is from the top. */
export interface Looked {
  /** Its pictures, in their order. */
  readonly first: number;
  readonly end: number;
  readonly offset: number;
}

/** What is looked at where the window stands; null at the very top, where new pictures may push. */
export function lookedAt(lines: Lines, top: number): Looked | null {
  if (top <= 0 || lines.shapes.count === 0) return null;
  for (let at = lines.lineAt(top); at < lines.length; at += 1) {
    const { kind, first, end, top: begins, height } = lines.line(at);
    if (kind === 'tiles' && begins + height / 2 >= top) return { first, end, offset: top - begins };
  }
  return null;
}
