import { describe, expect, it } from 'vitest';
import {
  formatBytes,
  formatClock,
  formatCost,
  formatDuration,
  formatMoney,
  formatNumber,
  formatPixels,
} from './formats';
import { speak } from './words.svelte';
import { sources as chinese } from './zh-CN';

describe('formats', () => {
  it('write money from millionths, with as many digits as it has', () => {
    expect(formatMoney({ micros: 480_000, currency: 'CNY' })).toBe('¥0.48');
    expect(formatMoney({ micros: 39_000, currency: 'USD' })).toBe('$0.039');
    expect(formatMoney({ micros: 1, currency: 'EUR' })).toBe('€0.000001');
  });

  it('write what something came to as exactly as anybody reads it', () => {
    const costs = [0, 462, 5474, 39_000, 117_250, 1_633_500, 12_345_678].map((micros) =>
      formatCost({ micros, currency: 'CNY' }),
    );
    expect(costs).toEqual(['¥0.00', '¥0.00046', '¥0.0055', '¥0.039', '¥0.117', '¥1.63', '¥12.35']);
    expect(formatMoney({ micros: 5474, currency: 'CNY' })).toBe('¥0.005474');
  });

  it('write a currency that Intl does not know as it was typed', () => {
    expect(formatMoney({ micros: 2_500_000, currency: '点' })).toBe('2.5 点');
  });

  it('write bytes in the unit that people read', () => {
    expect(formatBytes(8_700_000)).toBe('8.7 MB');
    expect(formatBytes(999)).toBe('999 bytes');
    expect(formatBytes(250_000_000)).toBe('250 MB');
  });

  it('write durations as short as they are exact', () => {
    expect(formatDuration(1_234)).toBe('1.2 s');
    expect(formatDuration(41_000)).toBe('41 s');
    expect(formatDuration(72_000)).toBe('1 min 12 s');
    expect(formatClock(14_000)).toBe('00:14');
    expect(formatClock(3_723_000)).toBe('1:02:03');
  });

  it('follow the language at once', () => {
    speak('zh-CN', chinese);
    expect(formatNumber(18_204)).toBe('18,204');
    expect(formatDuration(41_000)).toBe('41\u00a0秒');
    expect(formatDuration(6_600)).toBe('6.6\u00a0秒');
    expect(formatDuration(72_000)).toBe('1\u00a0分钟 12\u00a0秒');
    expect(formatBytes(999)).toBe('999\u00a0字节');
    expect(formatBytes(8_700_000)).toMatch(/^8\.7 ?MB$/);
  });

  it('never group pixels', () => {
    expect(formatPixels(2528, 1696)).toBe('2528 × 1696');
  });
});
