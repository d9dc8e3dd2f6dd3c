import fc from 'fast-check';
import { expect, test } from 'vitest';
import { changesOf, wordsOf, type Piece } from './words';

const side = (pieces: readonly Piece[], other: Piece['kind']): string =>
  pieces
    .filter((piece) => piece.kind !== other)
    .map((piece) => piece.text)
    .join('');

test('both texts can be read out of their difference', () => {
  const texts = fc.string({ unit: 'grapheme', maxLength: 60 });
  fc.assert(
    fc.property(texts, texts, (before, after) => {
      const pieces = changesOf(before, after);
      expect(side(pieces, 'come')).toBe(before);
      expect(side(pieces, 'gone')).toBe(after);
    }),
  );
});

test('English is compared by words', () => {
  expect(changesOf('a red cat sits', 'a grey cat sits')).toEqual([
    { kind: 'same', text: 'a ' },
    { kind: 'gone', text: 'red' },
    { kind: 'come', text: 'grey' },
    { kind: 'same', text: ' cat sits' },
  ]);
});

test('Chinese is compared by words, not as one', () => {
  expect(wordsOf('秋日花园').length).toBeGreaterThan(1);
  const pieces = changesOf('秋日花园，留白', '秋日花园，工笔，留白');
  expect(pieces.some(({ kind, text }) => kind === 'same' && text.startsWith('秋日花园'))).toBe(
    true,
  );
  expect(pieces.filter(({ kind }) => kind === 'gone')).toEqual([]);
});
