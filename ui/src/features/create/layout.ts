// Where a run's tiles stand. A picture has its own shape from the moment it is there, so that a run
// looks the same whenever one comes back to it; the place of one that was deleted stays open in the
// shape it had, until Create is opened again.
import type { CallId, PictureId, Run, RunCall } from '$lib/backend/generated';
import { tilesOf, type Tile } from '$lib/runs/tiles';
import { differs } from '$lib/state/composer/models';
import { heightOf, justified, type Frame, type Place } from './justify';

/** Between tiles, in CSS pixels. */
export const GAP = 8;

/** A tile in its place. */
export interface Placed {
  readonly tile: Tile;
  readonly place: Place;
  /** From the row's left end, where the tiles of a row do not follow each other. */
  readonly left?: number;
}

/** A run's rows. */
export interface RunLayout {
  readonly rows: readonly (readonly Placed[])[];
  readonly height: number;
}

/** Over the tiles, and below them. */
const HEAD = 31;
const FOOT = 14;
/** In the place of tiles, where all were deleted. */
const NO_TILES = 30;

/** The height of a run that is not drawn, in CSS pixels; a narrow window's head is higher. */
export function roomOf(layout: RunLayout): number {
  return HEAD + (layout.rows.length === 0 ? NO_TILES : layout.height) + FOOT;
}

/** Remembers shapes, and lays runs out. */
export class Places {
  readonly #shapes = new Map<string, number>();
  readonly #stood = new Map<CallId, PictureId[]>();

  /** The rows of a run in so much room; the only one of them may be so high. */
  layout(run: Run, width: number, highest?: number): RunLayout {
    const tiles = tilesOf(run, differs, (call) => this.#standing(call));
    // Nothing is left to keep a place beside.
    if (tiles.every(({ state }) => state.kind === 'gone')) return { rows: [], height: 0 };
    for (const { key, ratio, state } of tiles) {
      if (state.kind !== 'gone' || !this.#shapes.has(key)) this.#shapes.set(key, ratio);
    }
    const frame: Frame = { width, gap: GAP, ...(highest === undefined ? {} : { highest }) };
    const rows = justified(
      tiles.map((tile) => this.#shapes.get(tile.key) ?? tile.ratio),
      frame,
    );
    let next = 0;
    const placed = rows.map((row) =>
      row.flatMap((place) => {
        const tile = tiles[next];
        next += 1;
        return tile === undefined ? [] : { tile, place };
      }),
    );
    return { rows: placed, height: heightOf(rows, frame) };
  }

  /** Pictures in the order in which their places were seen; a deleted one stays among them. */
  #standing(call: RunCall): readonly PictureId[] {
    const stood = this.#stood.get(call.id) ?? [];
    for (const { id } of call.saved) if (!stood.includes(id)) stood.push(id);
    this.#stood.set(call.id, stood);
    return stood;
  }
}
