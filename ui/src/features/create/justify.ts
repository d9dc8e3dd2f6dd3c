// Places of a run's tiles: one row at the tiles' own ratios, or several rows of about equal
// length where one would get too low. Pure arithmetic in CSS pixels; knows no tiles.

/** A tile's place. */
export interface Place {
  readonly width: number;
  readonly height: number;
}

/** What a layout must keep to. */
export interface Frame {
  /** Room for a row. */
  readonly width: number;
  /** Between tiles, and between rows. */
  readonly gap: number;
  /** The only row is never stretched higher than this; `HIGHEST` where nothing is said. */
  readonly highest?: number;
}

/** Height of a row that does not fill its width. */
export const ROW = 172;
/** A row is never lower, unless one tile alone is wider than the room. */
export const LOWEST = 124;
/** So many tiles stand in one row as long as it is no lower than `LOWEST_OF_FEW`. */
export const FEW = 4;
export const LOWEST_OF_FEW = 112;
/** The only row is never stretched higher. */
export const HIGHEST = 200;
/** One of several rows is never stretched higher. */
export const HIGHEST_OF_SEVERAL = 260;

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);

/** The height at which these ratios fill the width exactly. */
function filling(ratios: readonly number[], frame: Frame): number {
  return (frame.width - frame.gap * (ratios.length - 1)) / sum(ratios);
}

/** Cut into at most `rows` stretches, in order, whose longest is as short as can be. */
function cut(ratios: readonly number[], rows: number): number[][] {
  let low = Math.max(...ratios);
  let high = sum(ratios);
  const fill = (limit: number): number[][] => {
    const made: number[][] = [[]];
    let used = 0;
    for (const ratio of ratios) {
      const row = made.at(-1);
      if (row && (row.length === 0 || used + ratio <= limit)) {
        row.push(ratio);
        used += ratio;
      } else {
        made.push([ratio]);
        used = ratio;
      }
    }
    return made;
  };
  for (let step = 0; step < 32; step += 1) {
    const middle = (low + high) / 2;
    if (fill(middle).length <= rows) high = middle;
    else low = middle;
  }
  return fill(high * (1 + 1e-9));
}

function placed(ratios: readonly number[], frame: Frame, highest: number): Place[] {
  const full = filling(ratios, frame);
  const height = full <= highest ? full : ROW;
  return ratios.map((ratio) => ({ width: ratio * height, height }));
}

/** The last row may have fewer tiles: they are no larger than those before, and end earlier. */
function lastLevelled(rows: readonly Place[][]): Place[][] {
  const highest = Math.max(...rows.slice(0, -1).map((row) => row[0]?.height ?? 0));
  return rows.map((row, at) =>
    at < rows.length - 1 || (row[0]?.height ?? 0) <= highest
      ? row
      : row.map(({ width, height }) => ({ width: (width / height) * highest, height: highest })),
  );
}

/** Rows of places, in order: the fewest rows that are not too low. */
export function justified(ratios: readonly number[], frame: Frame): Place[][] {
  if (ratios.length === 0 || frame.width <= 0) return [];
  const alone = filling(ratios, frame);
  if (alone >= (ratios.length <= FEW ? LOWEST_OF_FEW : LOWEST)) {
    return [placed(ratios, frame, frame.highest ?? HIGHEST)];
  }
  for (let rows = 2; rows < ratios.length; rows += 1) {
    const made = cut(ratios, rows);
    if (made.every((row) => filling(row, frame) >= LOWEST)) {
      return lastLevelled(made.map((row) => placed(row, frame, HIGHEST_OF_SEVERAL)));
    }
  }
  return ratios.map((ratio) => placed([ratio], frame, HIGHEST_OF_SEVERAL));
}

/** The height of all rows with the gaps between them. */
export function heightOf(rows: readonly (readonly Place[])[], frame: Frame): number {
  const heights = rows.map((row) => row[0]?.height ?? 0);
  return sum(heights) + frame.gap * Math.max(0, rows.length - 1);
}
