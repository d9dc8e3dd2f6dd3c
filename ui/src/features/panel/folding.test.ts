import { describe, expect, it } from 'vitest';
import { isLong, linesOf } from './folding';

describe('a text of the panel', () => {
  it('is whole while it needs a few lines', () => {
    expect(isLong('Steam curling into the shape of a banana leaf, morning light, 35 mm')).toBe(
      false,
    );
    expect(isLong('一'.repeat(22 * 8))).toBe(false);
  });

  it('is folded when it is long, by letters or by line breaks', () => {
    expect(isLong('a '.repeat(1_000))).toBe(true);
    expect(isLong('一'.repeat(22 * 8 + 1))).toBe(true);
    expect(isLong('short\n'.repeat(9))).toBe(true);
  });

  it('counts a Chinese character as two letters, and an empty line as one', () => {
    expect(linesOf('一'.repeat(22))).toBe(1);
    expect(linesOf('一'.repeat(23))).toBe(2);
    expect(linesOf('a'.repeat(44))).toBe(1);
    expect(linesOf('a\n\nb')).toBe(3);
  });
});
