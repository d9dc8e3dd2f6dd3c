import { expect, test } from 'vitest';
import { aCall, aPicture, aRun } from '$lib/runs/testing';
import { GAP, Places } from './layout';
import { walked, type Step } from './walk';

const done = (id: string, count: number) =>
  aRun({
    id,
    calls: Array.from({ length: count }, (_, at) =>
      aCall({
        id: `${id}${String(at)}`,
        state: 'done',
        saved: [aPicture(`${id}${String(at)}`, { width: 1000, height: 1000 })],
      }),
    ),
  });

const runs = [done('a', 3), done('empty', 0), done('b', 2)];
const places = new Places();
const layoutOf = (run: number) => places.layout(runs[run] ?? aRun(), 1000);

function from(key: string, step: Step): string | undefined {
  const run = runs.findIndex((each) => key.startsWith(each.id));
  return walked({ run, key: `${key}/0` }, step, runs.length, layoutOf, GAP)?.key;
}

test('left and right go through all tiles, over the ends of runs and past empty ones', () => {
  expect(from('a0', 'right')).toBe('a1/0');
  expect(from('a2', 'right')).toBe('b0/0');
  expect(from('b0', 'left')).toBe('a2/0');
  expect(from('a0', 'left')).toBeUndefined();
  expect(from('b1', 'right')).toBeUndefined();
});

test('up and down find the nearest tile of the next row', () => {
  expect(from('a1', 'down')).toBe('b1/0');
  expect(from('a2', 'down')).toBe('b1/0');
  expect(from('b0', 'up')).toBe('a0/0');
  expect(from('b0', 'down')).toBeUndefined();
});

test('Home and End are the ends of the run', () => {
  expect(from('a1', 'first')).toBe('a0/0');
  expect(from('a1', 'last')).toBe('a2/0');
});
