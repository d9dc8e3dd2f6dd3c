// The whole library as a list of lines (day headings and rows of tiles) with known places, and
// the part of it that is near the window. All heights are known before anything is drawn, so
// nothing has to be measured and nothing jumps.
import type { PictureId, PictureView } from "$lib/backend/generated";
import type { Day } from "./days";
import { justify, type Measure, type Tile } from "./rows";

export interface HeadingLine {
  readonly kind: "heading";
  readonly key: string;
  readonly date: Date;
  readonly top: number;
  readonly height: number;
}

export interface TileLine {
  readonly kind: "tiles";
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
    lines.push({ kind: "heading", key: day.key, date: day.date, top, height: HEADING });
    top += HEADING;
    for (const row of rowsOf(day, measure, cache)) {
      const first = row.tiles[0]?.item.id ?? "";
      for (const tile of row.tiles) lineOf.set(tile.item.id, lines.length);
      lines.push({ kind: "tiles", key: first, top, height: row.height, tiles: row.tiles });
      top += row.height + measure.gap;
    }
  }
  return { lines, height: top, lineOf };
}

function rowsOf(day: Day, measure: Measure, cache: RowCache): Block["rows"] {
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

/** The lines between `top` and `bottom`, with the heading that is scrolled past left out. */
export function linesBetween(layout: Layout, top: number, bottom: number): readonly Line[] {
  if (layout.lines.length === 0) return [];
  const first = lineAt(layout, Math.max(0, top));
  const last = lineAt(layout, Math.max(0, bottom));
  return layout.lines.slice(first, last + 1);
}

/** What is being looked at: a picture, and how far the window's top is below that row's top. */
export interface Anchor {
  readonly picture: PictureId;
  readonly below: number;
}

/** The first picture of the first row that is wholly or half in sight. */
export function anchorAt(layout: Layout, scrollTop: number): Anchor | null {
  for (let index = lineAt(layout, scrollTop); index < layout.lines.length; index += 1) {
    const line = layout.lines[index];
    if (line?.kind !== "tiles" || line.top + line.height / 2 < scrollTop) continue;
    const picture = line.tiles[0]?.item.id;
    return picture === undefined ? null : { picture, below: scrollTop - line.top };
  }
  return null;
}

/** Where to scroll so that the anchor stays where it is on the screen; null if it is gone. */
export function scrollFor(layout: Layout, anchor: Anchor): number | null {
  const line = layout.lines[layout.lineOf.get(anchor.picture) ?? -1];
  return line ? Math.max(0, line.top + anchor.below) : null;
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
    if (next.kind === "tiles") return nearest(next.tiles, middle);
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
