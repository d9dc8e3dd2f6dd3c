import { expect, test } from 'vitest';
import { NO_CHOICES as NONE } from './choices';
import { fittedToAll, sumOf, takenByAll } from './several';
import { model } from './testing';

const wide = model({
  id: 'wide',
  ratios: ['1:1', '16:9', '3:2'],
  sizes: ['1K', '2K'],
  references: 14,
  mask: true,
  qualities: ['low', 'high'],
  drafts: true,
});
const square = model({ id: 'square', ratios: ['1:1', '3:2'], references: 1, drafts: true });

test('what is offered for several models is what every one of them takes', () => {
  const both = takenByAll([wide, square]);
  expect(both).toMatchObject({
    ratios: ['1:1', '3:2'],
    sizes: [],
    references: 1,
    mask: true,
    qualities: [],
    drafts: true,
  });
  expect(takenByAll([square, square])?.mask).toBe(false);
  expect(takenByAll([wide])).toBe(wide);
  expect(takenByAll([wide, null])).toBe(wide);
  expect(takenByAll([null])).toBeNull();
});

test('a choice that one of them does not take moves to one that all take, and is told once', () => {
  const { choices, moved } = fittedToAll({ ...NONE, ratio: '16:9', size: '2K' }, [wide, square]);
  expect(choices).toEqual({ ...NONE, ratio: '3:2' });
  expect(moved).toEqual([
    { field: 'ratio', from: '16:9', to: '3:2' },
    { field: 'size', from: '2K', to: null },
  ]);
});

test('prices are summed when all are known in one currency', () => {
  const yuan = (micros: number) => ({ micros, currency: 'CNY' });
  expect(sumOf([yuan(120_000), yuan(510_000)])).toEqual(yuan(630_000));
  expect(sumOf([yuan(120_000), undefined])).toBeNull();
  expect(sumOf([yuan(120_000), { micros: 1, currency: 'USD' }])).toBeNull();
  expect(sumOf([])).toBeNull();
});
