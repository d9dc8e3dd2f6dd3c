import fc from 'fast-check';
import { expect, test } from 'vitest';

import {
  HIGHEST,
  HIGHEST_OF_SEVERAL,
  LOWEST,
  LOWEST_OF_FEW,
  ROW,
  heightOf,
  justified,
} from './justify';

const GAP = 8;
const ratio = fc.double({ min: 0.4, max: 2.6, noNaN: true });
const width = fc.integer({ min: 320, max: 3600 });

test('every tile keeps its ratio and its turn, and no row is wider than the room', () => {
  fc.assert(
    fc.property(fc.array(ratio, { minLength: 1, maxLength: 10 }), width, (ratios, room) => {
      const rows = justified(ratios, { width: room, gap: GAP });
      const flat = rows.flat();
      expect(flat).toHaveLength(ratios.length);
      flat.forEach((place, index) => {
        expect(place.width / place.height).toBeCloseTo(ratios[index] ?? 0, 6);
      });
      for (const row of rows) {
        const used = row.reduce((total, place) => total + place.width, 0) + GAP * (row.length - 1);
        expect(used).toBeLessThanOrEqual(room + 0.001);
        expect(new Set(row.map((place) => place.height)).size).toBe(1);
      }
    }),
  );
});

test('a row is neither too high nor, with company, too low', () => {
  fc.assert(
    fc.property(fc.array(ratio, { minLength: 1, maxLength: 10 }), width, (ratios, room) => {
      const rows = justified(ratios, { width: room, gap: GAP });
      const only = rows.length === 1;
      const highest = only ? HIGHEST : HIGHEST_OF_SEVERAL;
      const lowest = only && ratios.length <= 4 ? LOWEST_OF_FEW : LOWEST;
      for (const row of rows) {
        const height = row[0]?.height ?? 0;
        expect(height).toBeLessThanOrEqual(highest + 0.001);
        if (row.length > 1) expect(height).toBeGreaterThanOrEqual(lowest - 0.001);
      }
    }),
  );
});

test('four wide pictures stand in one row that fills the room', () => {
  const rows = justified([16 / 9, 16 / 9, 16 / 9, 16 / 9], { width: 1022, gap: GAP });
  expect(rows).toHaveLength(1);
  expect(heightOf(rows, { width: 1022, gap: GAP })).toBeCloseTo(140.3, 1);
});

test('four wide pictures stay in one row in a small window, and two by two fill a smaller one', () => {
  const wide = [16 / 9, 16 / 9, 16 / 9, 16 / 9];
  const one = justified(wide, { width: 850, gap: GAP });
  expect(one).toHaveLength(1);
  expect(heightOf(one, { width: 850, gap: GAP })).toBeCloseTo(116.2, 1);
  const two = justified(wide, { width: 800, gap: GAP });
  expect(two.map((row) => row.length)).toEqual([2, 2]);
  expect((two[0]?.[0]?.width ?? 0) * 2 + GAP).toBeCloseTo(800, 3);
});

test('one picture alone is not stretched', () => {
  expect(justified([1], { width: 1022, gap: GAP })).toEqual([[{ width: ROW, height: ROW }]]);
});

test('the last row of ten has tiles of the same size as the rows before', () => {
  for (const [shape, counts] of [
    [16 / 9, [4, 4, 2]],
    [3 / 2, [5, 5]],
    [21 / 9, [3, 3, 3, 1]],
  ] as const) {
    const rows = justified(
      Array.from({ length: 10 }, () => shape),
      { width: 1022, gap: GAP },
    );
    expect(rows.map((row) => row.length)).toEqual(counts);
    expect(new Set(rows.flat().map(({ height }) => height.toFixed(3))).size).toBe(1);
  }
});

test('ten pictures take rows of about equal length', () => {
  const rows = justified(
    Array.from({ length: 10 }, () => 1),
    { width: 1022, gap: GAP },
  );
  expect(rows.map((row) => row.length)).toEqual([5, 5]);
});
