// Arrow keys among tiles: left and right in order, up and down to the nearest in the next row,
// across runs. Pure.
import type { RunLayout } from './layout';

/** A tile by its place in the list. */
export interface Spot {
  readonly run: number;
  readonly key: string;
}

/** Where to. */
export type Step = 'left' | 'right' | 'up' | 'down' | 'first' | 'last';

/** The keys that walk. */
export const STEP_OF: Readonly<Record<string, Step>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
  Home: 'first',
  End: 'last',
};

interface Row {
  readonly run: number;
  readonly tiles: readonly { key: string; middle: number }[];
}

function rowsOf(run: number, layout: RunLayout, gap: number): Row[] {
  return layout.rows.map((row) => {
    let left = 0;
    const tiles = row.map(({ tile, place, left: from }) => {
      left = from ?? left;
      const middle = left + place.width / 2;
      left += place.width + gap;
      return { key: tile.key, middle };
    });
    return { run, tiles };
  });
}

/** The next tile; null where there is none. `layoutOf` is asked for few runs only. */
export function walked(
  from: Spot,
  step: Step,
  runs: number,
  layoutOf: (run: number) => RunLayout,
  gap: number,
): Spot | null {
  const rows = rowsOf(from.run, layoutOf(from.run), gap);
  const at = rows.findIndex((row) => row.tiles.some((tile) => tile.key === from.key));
  const row = rows[at];
  if (row === undefined) return null;
  const index = row.tiles.findIndex((tile) => tile.key === from.key);
  const spot = (where: Row | undefined, which: number): Spot | null => {
    const tile = where?.tiles.at(which);
    return where === undefined || tile === undefined ? null : { run: where.run, key: tile.key };
  };

  /** The row above or below, past runs that have no tiles. */
  function beyond(by: 1 | -1): Row | undefined {
    const near = rows[at + by];
    if (near !== undefined) return near;
    for (let run = from.run + by; run >= 0 && run < runs; run += by) {
      const others = rowsOf(run, layoutOf(run), gap);
      const found = by === 1 ? others[0] : others.at(-1);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  function nearest(other: Row | undefined): Spot | null {
    const middle = row?.tiles[index]?.middle ?? 0;
    const sorted = [...(other?.tiles ?? [])].sort(
      (a, b) => Math.abs(a.middle - middle) - Math.abs(b.middle - middle),
    );
    const [best] = sorted;
    return other === undefined || best === undefined ? null : { run: other.run, key: best.key };
  }

  switch (step) {
    case 'left':
      return index > 0 ? spot(row, index - 1) : spot(beyond(-1), -1);
    case 'right':
      return index < row.tiles.length - 1 ? spot(row, index + 1) : spot(beyond(1), 0);
    case 'up':
      return nearest(beyond(-1));
    case 'down':
      return nearest(beyond(1));
    case 'first':
      return spot(rows[0], 0);
    case 'last':
      return spot(rows.at(-1), -1);
  }
}
