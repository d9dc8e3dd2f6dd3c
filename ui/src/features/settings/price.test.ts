import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { typed, usualCurrency } from './price';

describe('prices in fields', () => {
  it('show the digits that were typed', () => {
    expect(typed({ micros: 40_000, currency: 'USD' })).toBe('0.04');
    expect(typed({ micros: 1_000_000, currency: 'USD' })).toBe('1');
    expect(typed({ micros: 12_300_001, currency: 'CNY' })).toBe('12.300001');
  });

  it('mean the same amount when they are read again', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999_999_999_999 }), (micros) => {
        const [whole = '0', part = ''] = typed({ micros, currency: 'USD' }).split('.');
        expect(Number(whole) * 1_000_000 + Number(part.padEnd(6, '0'))).toBe(micros);
      }),
    );
  });

  it("take the currency that the provider has most, or the language's", () => {
    const cny = { micros: 1, currency: 'CNY' };
    const usd = { micros: 1, currency: 'USD' };
    expect(usualCurrency({ a: cny, b: usd, c: cny }, 'en')).toBe('CNY');
    expect(usualCurrency({}, 'en')).toBe('USD');
    expect(usualCurrency({}, 'zh-CN')).toBe('CNY');
  });
});
