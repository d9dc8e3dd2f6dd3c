// What stands one below the other in Create: a run, or the runs that several models made of one
// prompt, side by side. Pure; draws nothing.
import type { PictureId, Run } from '$lib/backend/generated';
import type { Tile } from '$lib/runs/tiles';
import { heightOf } from './justify';
import { GAP, type Placed, type RunLayout } from './layout';
import type { Spot } from './walk';

/** One press of Generate. */
export interface Block {
  readonly id: string;
  /** More than one where several models got the prompt; in the order in which they were chosen. */
  readonly runs: readonly [Run, ...Run[]];
}

/** The models of every group that was seen, in the order in which they were asked. */
export type Asked = Map<string, string[]>;

/**
 * Newest first, as the runs are. A group stands where its oldest run stands, its columns in the
 * order of `asked`: what is asked for again comes back where it was.
 */
export function blocksOf(runs: readonly Run[], asked: Asked = new Map()): Block[] {
  const groups = new Map<string, Run[]>();
  for (const run of runs) {
    if (run.group === null) continue;
    const group = groups.get(run.group);
    if (group === undefined) groups.set(run.group, [run]);
    else group.push(run);
  }
  const left = new Map([...groups].map(([id, group]) => [id, group.length]));
  return runs.flatMap((run): Block[] => {
    const group = run.group === null ? undefined : groups.get(run.group);
    if (run.group === null || group === undefined || group.length < 2) {
      return [{ id: run.id, runs: [run] }];
    }
    const behind = (left.get(run.group) ?? 1) - 1;
    left.set(run.group, behind);
    if (behind > 0) return [];
    const models = asked.get(run.group) ?? [];
    group.sort(earlier);
    for (const { model } of group) if (!models.includes(model)) models.push(model);
    asked.set(run.group, models);
    const at = ({ model }: Run): number => models.indexOf(model);
    const [first = run, ...others] = group.sort((one, other) => at(one) - at(other));
    return [{ id: run.group, runs: [first, ...others] }];
  });
}

/** In the order in which they began; ids rise with time too. */
function earlier(one: Run, other: Run): number {
  const [a, b] = [one.createdAt + one.id, other.createdAt + other.id];
  return a < b ? -1 : 1;
}

/** Between columns, in CSS pixels. */
export const COLUMN_GAP = 20;
/** A column is never narrower, unless it is alone. */
const NARROWEST = 230;
/** A picture that is alone in its column fills it, to be compared, up to this height. */
const HIGHEST = 320;
/** Over a column's tiles: its model and its line. */
const COLUMN_HEAD = 54;

/** One run as a column. */
export interface Column {
  readonly run: Run;
  readonly layout: RunLayout;
}

/** Where the columns of a group stand. */
export interface Columns {
  readonly width: number;
  /** So many side by side. */
  readonly perRow: number;
  readonly columns: readonly Column[];
  /** All of it as rows of tiles, for arrow keys. */
  readonly whole: RunLayout;
}

/** As many side by side as have room, rows of them about equally full. */
export function perRowOf(count: number, width: number): number {
  const fit = Math.max(1, Math.floor((width + COLUMN_GAP) / (NARROWEST + COLUMN_GAP)));
  return fit >= count ? count : Math.ceil(count / Math.ceil(count / fit));
}

/** Lays the runs of a group out in so much room. */
export function columnsOf(
  block: Block,
  room: number,
  layoutOf: (run: Run, width: number, highest: number) => RunLayout,
): Columns {
  const perRow = perRowOf(block.runs.length, room);
  const width = (room - COLUMN_GAP * (perRow - 1)) / perRow;
  const columns: Column[] = [];
  const rows: Placed[][] = [];
  let height = 0;
  for (let from = 0; from < block.runs.length; from += perRow) {
    const beside = levelled(
      block.runs
        .slice(from, from + perRow)
        .map((run) => ({ run, layout: layoutOf(run, width, HIGHEST) })),
    );
    columns.push(...beside);
    const high = Math.max(0, ...beside.map(({ layout }) => layout.rows.length));
    for (let row = 0; row < high; row += 1) {
      const across = beside.flatMap(({ layout }, column) =>
        shifted(layout.rows[row] ?? [], column * (width + COLUMN_GAP)),
      );
      if (across.length > 0) rows.push(across);
    }
    height += COLUMN_HEAD + Math.max(0, ...beside.map(({ layout }) => layout.height));
  }
  return { width, perRow, columns, whole: { rows, height } };
}

/** Shapes that differ by less than this look the same: a tile cuts so much off its picture. */
const SAME = 0.03;

/** Rows of nearly one height get one, so that what stands side by side ends and begins together. */
function levelled(beside: readonly Column[]): Column[] {
  const heights: number[][] = [];
  for (const { layout } of beside) {
    layout.rows.forEach((row, at) => (heights[at] ??= []).push(row[0]?.place.height ?? 0));
  }
  const level = heights.map((all) =>
    Math.max(...all) < Math.min(...all) * (1 + SAME) ? Math.max(...all) : null,
  );
  return beside.map((column) => {
    const rows = column.layout.rows.map((row, at) => {
      const height = level[at] ?? null;
      if (height === null || row.every(({ place }) => place.height === height)) return row;
      return row.map((placed) => ({ ...placed, place: { ...placed.place, height } }));
    });
    // The same layout, where nothing is levelled: its tiles need not be looked at again.
    if (rows.every((row, at) => row === column.layout.rows[at])) return column;
    const places = rows.map((row) => row.map(({ place }) => place));
    return { ...column, layout: { rows, height: heightOf(places, { width: 0, gap: GAP }) } };
  });
}

/** The same tiles, from another left end. */
function shifted(row: readonly Placed[], by: number): Placed[] {
  let left = by;
  return row.map((placed) => {
    const there = { ...placed, left };
    left += placed.place.width + GAP;
    return there;
  });
}

/** Where a picture stands; null where no run on the screen has it. */
export function spotOf(
  picture: PictureId,
  blocks: readonly Block[],
  layoutOf: (block: Block) => RunLayout,
): Spot | null {
  const has = ({ calls }: Run): boolean =>
    calls.some(({ saved }) => saved.some(({ id }) => id === picture));
  const run = blocks.findIndex(({ runs }) => runs.some(has));
  const block = blocks[run];
  const placed = block === undefined ? [] : layoutOf(block).rows.flat();
  const found = placed.find(
    ({ tile: { state } }) => state.kind === 'done' && state.picture.id === picture,
  );
  return found === undefined ? null : { run, key: found.tile.key };
}

/** The run of a block that has the tile. */
export function runOf(block: Block, tile: Tile): Run {
  return block.runs.find((run) => run.calls.some(({ id }) => id === tile.call)) ?? block.runs[0];
}
