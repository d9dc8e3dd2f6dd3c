import { expect, test } from 'vitest';
import type { Run } from '$lib/backend/generated';
import { aCall, aPicture, aRun } from '$lib/runs/testing';
import { Places, type RunLayout } from './layout';

const WIDTH = 1000;

/** A run of one call whose pictures are wide, tall and wide. */
function three(): Run {
  const saved = [
    aPicture('wide', { seq: 1 }),
    aPicture('tall', { seq: 2, width: 1024, height: 1536 }),
    aPicture('last', { seq: 3 }),
  ];
  return aRun({ calls: [aCall({ pictures: 3, state: 'done', saved })] });
}

function without(run: Run, ...ids: string[]): Run {
  const calls = run.calls.map((call) => ({
    ...call,
    saved: call.saved.filter(({ id }) => !ids.includes(id)),
  }));
  return { ...run, calls };
}

const widths = (layout: RunLayout): number[] =>
  layout.rows.flat().map(({ place }) => Math.round(place.width));
const kinds = (layout: RunLayout): string[] =>
  layout.rows.flat().map(({ tile }) => tile.state.kind);

test('a picture that is deleted leaves its place open, and the others stay in theirs', () => {
  const places = new Places();
  const before = places.layout(three(), WIDTH);
  const after = places.layout(without(three(), 'tall'), WIDTH);
  expect(kinds(after)).toEqual(['done', 'gone', 'done']);
  expect(widths(after)).toEqual(widths(before));
  expect(after.rows.flat().map(({ tile }) => tile.key)).toEqual(
    before.rows.flat().map(({ tile }) => tile.key),
  );
});

test('a picture that comes back stands where it stood', () => {
  const places = new Places();
  const before = places.layout(three(), WIDTH);
  places.layout(without(three(), 'wide'), WIDTH);
  expect(places.layout(three(), WIDTH)).toEqual(before);
});

test('the next visit closes the gap, and a run without pictures keeps none', () => {
  const places = new Places();
  places.layout(three(), WIDTH);
  expect(places.layout(without(three(), 'wide', 'tall', 'last'), WIDTH).rows).toEqual([]);
  expect(kinds(new Places().layout(without(three(), 'tall'), WIDTH))).toEqual(['done', 'done']);
});

test('what came takes the place that waited for it, where a shape was asked for', () => {
  const saved = [aPicture('square', { width: 1024, height: 1024 })];
  const after = (given: Partial<Run>): { width: number; height: number } | undefined => {
    const places = new Places();
    const waiting = aRun({ calls: [aCall()], ...given });
    const before = places.layout(waiting, WIDTH).rows.flat()[0]?.place;
    const done = { ...waiting, calls: [aCall({ state: 'done', saved })] };
    const then = places.layout(done, WIDTH);
    expect(new Places().layout(done, WIDTH)).toEqual(then);
    const place = then.rows.flat()[0]?.place;
    if (given.ratio !== undefined) expect(place).toEqual(before);
    return place;
  };
  const asked = after({ ratio: '16:9' });
  expect((asked?.width ?? 0) / (asked?.height ?? 1)).toBeCloseTo(16 / 9, 1);
  const free = after({});
  expect(free?.width).toBeCloseTo(free?.height ?? 0, 0);
});
