// Justified rows: pictures side by side at their own ratio, every row as wide as the grid.
// Pure sums over widths and heights; knows neither days nor the screen.

/** Anything with pixels. */
export interface Shaped {
  readonly width: number;
  readonly height: number;
}

/** One picture in its row, in whole CSS pixels. */
export interface Tile<T> {
  readonly item: T;
  readonly left: number;
  readonly width: number;
}

export interface Row<T> {
  readonly height: number;
  readonly tiles: readonly Tile<T>[];
}

/** How wide the grid is, how high a row should be, and what lies between two tiles. */
export interface Measure {
  readonly width: number;
  readonly rowHeight: number;
  readonly gap: number;
}

/** A strip of 1:8 would be a hair and one of 8:1 a whole row: beyond these the tile crops. */
const NARROWEST = 0.45;
const WIDEST = 3.6;

/** A last row is not stretched, unless it is nearly full anyway. */
const NEARLY_FULL = 0.86;

export function ratioOf(item: Shaped): number {
  if (item.width <= 0 || item.height <= 0) return 1;
  return Math.min(WIDEST, Math.max(NARROWEST, item.width / item.height));
}

/** Puts the items into rows, in their order, each once. */
export function justify<T extends Shaped>(items: readonly T[], measure: Measure): Row<T>[] {
  const rows: Row<T>[] = [];
  let begin = 0;
  let ratios = 0;
  for (let end = 0; end < items.length; end += 1) {
    const ratio = ratioOf(items[end] as T);
    const count = end - begin;
    if (count > 0 && breaksBefore(ratios, ratio, count, measure)) {
      rows.push(row(items.slice(begin, end), heightFor(ratios, count, measure), measure, true));
      begin = end;
      ratios = 0;
    }
    ratios += ratio;
  }
  if (begin < items.length) rows.push(lastRow(items.slice(begin), ratios, measure));
  return rows;
}

/** The height at which so many tiles with this sum of ratios fill the width. */
function heightFor(ratios: number, count: number, { width, gap }: Measure): number {
  return Math.max(1, (width - gap * (count - 1)) / ratios);
}

/** Whether the row is nearer to the wanted height without the next tile than with it. */
function breaksBefore(ratios: number, next: number, count: number, measure: Measure): boolean {
  const without = heightFor(ratios, count, measure);
  const withIt = heightFor(ratios + next, count + 1, measure);
  if (withIt >= measure.rowHeight) return false;
  // Heights are compared as ratios: twice too high is as bad as half too low.
  return without / measure.rowHeight <= measure.rowHeight / withIt;
}

function lastRow<T extends Shaped>(items: readonly T[], ratios: number, measure: Measure): Row<T> {
  const full = heightFor(ratios, items.length, measure);
  const fills = full <= measure.rowHeight / NEARLY_FULL;
  return row(items, fills ? full : measure.rowHeight, measure, fills);
}

/** Whole pixels by rounding edges, not widths: so the last edge is the grid's. */
function row<T extends Shaped>(
  items: readonly T[],
  height: number,
  { width, gap }: Measure,
  fills: boolean,
): Row<T> {
  let edge = 0;
  const tiles = items.map((item, index) => {
    const left = Math.round(edge);
    edge += ratioOf(item) * height;
    const last = index === items.length - 1;
    const right = last && fills ? width : Math.round(edge);
    edge += gap;
    return { item, left, width: Math.max(1, right - left) };
  });
  return { height: Math.max(1, Math.round(height)), tiles };
}
