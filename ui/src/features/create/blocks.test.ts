import { expect, test } from 'vitest';
import type { Run } from '$lib/backend/generated';
import { aCall, aPicture, aRun } from '$lib/runs/testing';
import { blocksOf, columnsOf, perRowOf, runOf, type Asked } from './blocks';
import { GAP, Places } from './layout';
import { walked } from './walk';

const run = (id: string, group: string | null, pictures: number) =>
  aRun({
    id,
    group,
    createdAt: `2026-11-22T14:05:0${id.slice(-1)}Z`,
    calls: Array.from({ length: pictures }, (_, at) =>
      aCall({ id: `${id}-${String(at)}`, state: 'done', saved: [aPicture(`${id}-${String(at)}`)] }),
    ),
  });
/** Newest first: a run, three of one prompt with a stranger among them, a run. */
const runs = [
  run('new5', null, 1),
  run('c4', 'g', 1),
  run('b3', 'g', 2),
  run('other2', null, 1),
  run('a1', 'g', 1),
  run('lone0', 'gone', 1),
];

test('the runs of one prompt stand together, in the order of their models', () => {
  const blocks = blocksOf(runs);
  expect(blocks.map((block) => block.runs.map(({ id }) => id))).toEqual([
    ['new5'],
    ['other2'],
    ['a1', 'b3', 'c4'],
    ['lone0'],
  ]);
});

test('a model that is asked again keeps its column, and the group its place', () => {
  const of = (id: string, model: string) => ({ ...run(id, 'g', 1), model });
  const asked: Asked = new Map();
  const between = run('between2', null, 1);
  const order = (all: Run[]) => blocksOf(all, asked).map((block) => block.runs.map(({ id }) => id));
  expect(order([between, of('b1', 'banana'), of('a0', 'gpt')])).toEqual([
    ['between2'],
    ['a0', 'b1'],
  ]);
  // The first run was put away; its successor is the newest of all.
  expect(order([of('a9', 'gpt'), between, of('b1', 'banana')])).toEqual([
    ['between2'],
    ['a9', 'b1'],
  ]);
});

test('as many columns stand side by side as have room, in rows about equally full', () => {
  expect(perRowOf(3, 1000)).toBe(3);
  expect(perRowOf(4, 800)).toBe(2);
  expect(perRowOf(3, 520)).toBe(2);
  expect(perRowOf(4, 300)).toBe(1);
});

test('columns whose pictures nearly have one shape have the same edges', () => {
  const of = (id: string, height: number, last: number): Run => {
    const sizes = [height, height, last];
    const calls = sizes.map((size, at) => {
      const saved = [aPicture(`${id}-${String(at)}`, { width: 1536, height: size })];
      return aCall({ id: `${id}-${String(at)}`, state: 'done', saved });
    });
    return aRun({ id, group: 'g', calls });
  };
  const [block] = blocksOf([of('b', 1024, 1536), of('a', 1030, 1024)]);
  if (block === undefined) throw new Error('no block');
  const places = new Places();
  const { columns, whole } = columnsOf(block, 600, (one, width) => places.layout(one, width));
  const heights = columns.map(({ layout }) => layout.rows.map(([placed]) => placed?.place.height));
  expect(heights[0]?.slice(0, 2)).toEqual(heights[1]?.slice(0, 2));
  // Another shape stays what it is.
  expect(heights[0]?.[2]).not.toBeCloseTo(heights[1]?.[2] ?? 0, 0);
  const most = Math.max(...columns.map(({ layout }) => layout.height));
  expect(whole.height).toBeCloseTo(54 + most, 6);
});

test('arrow keys go across columns, and down to what stands below', () => {
  const blocks = blocksOf(runs);
  const places = new Places();
  const layoutOf = (at: number) => {
    const block = blocks[at];
    if (block === undefined) return { rows: [], height: 0 };
    const [first] = block.runs;
    const columns = columnsOf(block, 1000, (one, width) => places.layout(one, width));
    return block.runs.length > 1 ? columns.whole : places.layout(first, 1000);
  };
  const from = (key: string, step: 'left' | 'right' | 'up' | 'down'): string | undefined =>
    walked({ run: 2, key: `${key}/0` }, step, blocks.length, layoutOf, GAP)?.key;
  expect(from('a1-0', 'right')).toBe('b3-0/0');
  expect(from('b3-0', 'right')).toBe('c4-0/0');
  expect(from('b3-0', 'down')).toBe('b3-1/0');
  expect(from('c4-0', 'down')).toBe('b3-1/0');
  expect(from('b3-1', 'down')).toBe('lone0-0/0');
  const [, , group] = blocks;
  const tile = layoutOf(2).rows[0]?.[2]?.tile;
  if (group === undefined || tile === undefined) throw new Error('no such tile');
  expect(runOf(group, tile).id).toBe('c4');
});
