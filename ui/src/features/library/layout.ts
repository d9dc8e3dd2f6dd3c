// The whole library as a list of lines (day headings and rows of tiles) with known places, and
// the part of it that is near the window. All heights are known before anything is drawn, so
// nothing has to be measured and nothing jumps.
import type { PictureId, PictureView } from '$lib/backend/generated';
import type { Day } from './days';
import { justify, type Measure, type Tile } from './rows';

export interface HeadingLine {
  readonly kind: 'heading';
  readonly key: string;
  readonly date: Date;
  readonly top: number;
  readonly height: number;
}

export interface TileLine {
  readonly kind: 'tiles';
  readonly key: string;
  readonly top: number;
  readonly height: number;
  readonly tiles: readonly Tile<PictureView>[];
}

export type Line = HeadingLine | TileLine;

export interface Layout {
  readonly lines: readonly Line[];
  readonly height: number;
  /** Index into `lines` of the row that holds a picture. */
  readonly lineOf: ReadonlyMap<PictureId, number>;
}

export const HEADING = 40;

export const NO_LINES: Layout = { lines: [], height: 0, lineOf: new Map() };

interface Block {
  readonly width: number;
  readonly rowHeight: number;
  readonly rows: ReturnType<typeof justify<PictureView>>;
}

/** Rows of days that did not change, by the day's identity. */
export type RowCache = WeakMap<Day, Block>;

/** Lays the days out; days that are in the cache at this measure are not laid out again. */
export function layOut(days: readonly Day[], measure: Measure, cache: RowCache): Layout {
  const lines: Line[] = [];
  const lineOf = new Map<PictureId, number>();
  let top = 0;
  for (const day of days) {
    lines.push({ kind: 'heading', key: day.key, date: day.date, top, height: HEADING });
    top += HEADING;
    for (const row of rowsOf(day, measure, cache)) {
      const first = row.tiles[0]?.item.id ?? '';
      for (const tile of row.tiles) lineOf.set(tile.item.id, lines.length);
      lines.push({ kind: 'tiles', key: first, top, height: row.height, tiles: row.tiles });
      top += row.height + measure.gap;
    }
  }
  return { lines, height: top, lineOf };
}

function rowsOf(day: Day, measure: Measure, cache: RowCache): Block['rows'] {
  const old = cache.get(day);
  if (old?.width === measure.width && old.rowHeight === measure.rowHeight) return old.rows;
  const rows = justify(day.pictures, measure);
  cache.set(day, { width: measure.width, rowHeight: measure.rowHeight, rows });
  return rows;
}

/** Index of the last line that begins at or above `y`. */
export function lineAt({ lines }: Layout, y: number): number {
  let low = 0;
  let high = lines.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((lines[middle] as Line).top <= y) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** A line and its place among all lines. */
export interface PlacedLine {
  readonly line: Line;
  readonly index: number;
}

/** The lines between `top` and `bottom`, and the one that holds the picture Tab reaches. */
export function linesAround(
  layout: Layout,
  top: number,
  bottom: number,
  reached: PictureId | null = null,
): readonly PlacedLine[] {
  if (layout.lines.length === 0) return [];
  const first = lineAt(layout, Math.max(0, top));
  const last = lineAt(layout, Math.max(0, bottom));
  const lines = layout.lines
    .slice(first, last + 1)
    .map((line, at) => ({ line, index: first + at }));
  // Without its tile in the document, the keyboard would fall back to the window.
  const held = reached === null ? undefined : layout.lineOf.get(reached);
  if (held === undefined || (held >= first && held <= last)) return lines;
  const line = { line: layout.lines[held] as Line, index: held };
  return held < first ? [line, ...lines] : [...lines, line];
}

/**
 * Where to scroll after the layout has changed, so that what is looked at stays where it is on
 * the screen. At the very top new pictures may push: there the newest are what is looked at.
 */
export function stay(before: Layout, after: Layout, scrollTop: number): number {
  if (scrollTop <= 0) return 0;
  for (let index = lineAt(before, scrollTop); index < before.lines.length; index += 1) {
    const line = before.lines[index];
    if (line?.kind !== 'tiles' || line.top + line.height / 2 < scrollTop) continue;
    // The first one may have been deleted: then the next that is left is looked at.
    for (const { item } of line.tiles) {
      const now = after.lines[after.lineOf.get(item.id) ?? -1];
      if (now !== undefined) return Math.max(0, now.top + scrollTop - line.top);
    }
  }
  return Math.min(scrollTop, after.height);
}

/** The picture above or below another one: of the next row, the one under its middle. */
export function vertical(layout: Layout, from: PictureId, step: 1 | -1): PictureId | null {
  const start = layout.lineOf.get(from);
  if (start === undefined) return null;
  const line = layout.lines[start] as TileLine;
  const tile = line.tiles.find(({ item }) => item.id === from) as Tile<PictureView>;
  const middle = tile.left + tile.width / 2;
  for (let index = start + step; index >= 0 && index < layout.lines.length; index += step) {
    const next = layout.lines[index] as Line;
    if (next.kind === 'tiles') return nearest(next.tiles, middle);
  }
  return null;
}

/** The picture about `distance` pixels further down (or up), in the same column. */
export function pageFrom(layout: Layout, from: PictureId, distance: number): PictureId | null {
  const start = layout.lineOf.get(from);
  if (start === undefined) return null;
  const step = distance < 0 ? -1 : 1;
  const begin = (layout.lines[start] as Line).top;
  let here: PictureId = from;
  for (;;) {
    const next = vertical(layout, here, step);
    if (next === null) return here;
    const top = (layout.lines[layout.lineOf.get(next) ?? 0] as Line).top;
    if (Math.abs(top - begin) > Math.abs(distance) && here !== from) return here;
    here = next;
  }
}

function nearest(tiles: readonly Tile<PictureView>[], middle: number): PictureId | null {
  let best: PictureId | null = null;
  let away = Infinity;
  for (const tile of tiles) {
    const distance = Math.abs(tile.left + tile.width / 2 - middle);
    if (distance < away) [best, away] = [tile.item.id, distance];
  }
  return best;
}
