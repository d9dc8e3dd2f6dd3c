import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { justify, type Measure } from './rows';

const shape = fc.record({
  width: fc.integer({ min: 1, max: 16_384 }),
  height: fc.integer({ min: 1, max: 16_384 }),
});
const shapes = fc.array(shape, { maxLength: 200 });
const measure: fc.Arbitrary<Measure> = fc.record({
  width: fc.integer({ min: 480, max: 3_840 }),
  rowHeight: fc.integer({ min: 80, max: 360 }),
  gap: fc.constant(6),
});

describe('justified rows', () => {
  it('every row but the last is exactly as wide as the grid', () => {
    fc.assert(
      fc.property(shapes, measure, (items, how) => {
        const rows = justify(items, how);
        for (const row of rows.slice(0, -1)) {
          const last = row.tiles.at(-1);
          expect((last?.left ?? 0) + (last?.width ?? 0)).toBe(how.width);
        }
        const end = rows.at(-1)?.tiles.at(-1);
        expect((end?.left ?? 0) + (end?.width ?? 0)).toBeLessThanOrEqual(how.width);
      }),
    );
  });

  it('keeps the order and loses nothing', () => {
    fc.assert(
      fc.property(shapes, measure, (items, how) => {
        const back = justify(items, how).flatMap((row) => row.tiles.map((tile) => tile.item));
        expect(back).toEqual(items);
      }),
    );
  });

  it('leaves the same gap between neighbours, to a pixel', () => {
    fc.assert(
      fc.property(shapes, measure, (items, how) => {
        for (const row of justify(items, how)) {
          row.tiles.slice(1).forEach((tile, index) => {
            const before = row.tiles[index];
            const gap = tile.left - (before?.left ?? 0) - (before?.width ?? 0);
            expect(Math.abs(gap - how.gap)).toBeLessThanOrEqual(1);
          });
        }
      }),
    );
  });

  it('stays near the height that was asked for when pictures are of usual shapes', () => {
    const usual = fc.array(
      fc.constantFrom([1, 1], [4, 3], [3, 2], [16, 9], [3, 4], [2, 3], [9, 16], [21, 9]),
      { minLength: 1, maxLength: 200 },
    );
    fc.assert(
      fc.property(usual, measure, (pairs, how) => {
        const items = pairs.map(([width = 1, height = 1]) => ({ width, height }));
        for (const row of justify(items, {
          ...how,
          width: Math.max(how.width, how.rowHeight * 4),
        })) {
          expect(row.height).toBeGreaterThan(how.rowHeight * 0.6);
          expect(row.height).toBeLessThan(how.rowHeight * 1.7);
        }
      }),
    );
  });

  it('gives the same rows after the window was made narrower and wide again', () => {
    fc.assert(
      fc.property(shapes, measure, fc.integer({ min: 480, max: 3_840 }), (items, how, other) => {
        const before = justify(items, how);
        justify(items, { ...how, width: other });
        expect(justify(items, how)).toEqual(before);
      }),
    );
  });

  it('appending pictures leaves all finished rows as they were', () => {
    fc.assert(
      fc.property(shapes, shapes, measure, (items, more, how) => {
        const before = justify(items, how).slice(0, -1);
        const after = justify([...items, ...more], how);
        expect(after.slice(0, before.length)).toEqual(before);
      }),
    );
  });

  it('does not blow a lonely picture up to the whole width', () => {
    const [row] = justify([{ width: 1024, height: 1024 }], { width: 1000, rowHeight: 160, gap: 6 });
    expect(row?.height).toBe(160);
    expect(row?.tiles[0]?.width).toBe(160);
  });
});
