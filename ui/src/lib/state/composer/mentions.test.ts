import fc from 'fast-check';
import { expect, test } from 'vitest';

import {
  afterMove,
  afterRemove,
  afterReorder,
  mentionsOf,
  inserted,
  openMention,
  piecesOf,
  takesSpace,
} from './mentions';

const numbers = (text: string) => mentionsOf(text).map((mention) => mention.number);

/** Prompts with mentions of up to `count` pictures, and words that only look like them. */
const promptFor = (count: number) =>
  fc
    .array(
      fc.oneof(
        fc.integer({ min: 1, max: count + 2 }).map((number) => `@${String(number)}`),
        fc.constantFrom(' ', ', ', '把', '放大', 'a cat', 'me@2x.com', '@', '@@', '\n', '🍌', 'x_'),
      ),
      { maxLength: 12 },
    )
    .map((words) => words.join(''));

test('mentions are found where core finds them', () => {
  expect(numbers('put @2 on @1.')).toEqual([2, 1]);
  expect(numbers('把@2放到@1上')).toEqual([2, 1]);
  expect(numbers('@1@2')).toEqual([1, 2]);
  expect(numbers('@0 and @01')).toEqual([0, 1]);
  for (const text of [
    'me@2x.com',
    'icon@2x',
    '@home',
    'a @ b',
    '@',
    'x@3',
    '@2nd',
    'x@1@2',
    '_@1',
  ]) {
    expect(numbers(text), text).toEqual([]);
  }
});

test('pieces joined are the text', () => {
  fc.assert(
    fc.property(promptFor(4), (text) => {
      expect(
        piecesOf(text)
          .map((piece) => piece.text)
          .join(''),
      ).toBe(text);
    }),
  );
});

test('after a move every mention means the picture it meant before', () => {
  const scene = fc
    .integer({ min: 1, max: 8 })
    .chain((count) =>
      fc.tuple(
        fc.constant(Array.from({ length: count }, (_, i) => `picture ${String(i)}`)),
        fc.nat(count - 1),
        fc.nat(count - 1),
        promptFor(count),
      ),
    );
  fc.assert(
    fc.property(scene, ([pictures, from, to, text]) => {
      const moved = [...pictures];
      const [taken] = moved.splice(from, 1);
      moved.splice(to, 0, taken ?? '');
      const meant = numbers(text).map((number) => pictures[number - 1]);
      const means = numbers(afterMove(text, from, to)).map((number) => moved[number - 1]);
      expect(means).toEqual(meant);
      const order = moved.map((picture) => pictures.indexOf(picture));
      expect(afterReorder(text, order)).toBe(afterMove(text, from, to));
    }),
  );
});

test('after a removal every mention means its picture, and those of the removed one mean none', () => {
  const scene = fc
    .integer({ min: 1, max: 8 })
    .chain((count) => fc.tuple(fc.constant(count), fc.nat(count - 1), promptFor(count)));
  fc.assert(
    fc.property(scene, ([count, index, text]) => {
      const pictures = Array.from({ length: count }, (_, i) => `picture ${String(i)}`);
      const left = pictures.filter((_, i) => i !== index);
      const meant = numbers(text).map((number) =>
        number === index + 1 ? undefined : pictures[number - 1],
      );
      const after = afterRemove(text, index, count);
      expect(numbers(after).map((number) => left[number - 1])).toEqual(meant);
      // What is added later takes nobody's part.
      const later = [...left, 'added'];
      numbers(text).forEach((number, at) => {
        if (number === index + 1) expect(later[(numbers(after)[at] ?? 1) - 1]).toBeUndefined();
      });
    }),
  );
});

test('what is no mention is never touched by a move', () => {
  expect(afterMove('write to me@2x.com about @1 and @2', 0, 1)).toBe(
    'write to me@2x.com about @2 and @1',
  );
});

test('the list opens behind a lone @ and not inside an address', () => {
  expect(openMention('serve @', 7)).toEqual({ start: 6, typed: '' });
  expect(openMention('serve @1', 8)).toEqual({ start: 6, typed: '1' });
  expect(openMention('把@', 2)).toEqual({ start: 1, typed: '' });
  expect(openMention('me@', 3)).toBeNull();
  expect(openMention('serve @ now', 8)).toBeNull();
  expect(openMention('@x', 1)).toBeNull();
});

test('a mention from the list stands apart from words, and never before two spaces', () => {
  expect(inserted(1, '')).toEqual({ words: '@1 ', loose: true, past: 0 });
  expect(inserted(2, 'on the table')).toEqual({ words: '@2 ', loose: true, past: 0 });
  expect(inserted(2, ' on the table')).toEqual({ words: '@2', loose: false, past: 1 });
  expect(inserted(2, '，放大')).toEqual({ words: '@2', loose: false, past: 0 });
});

test('a space or a full stop takes the place of the space behind a mention, a letter does not', () => {
  for (const typed of [' ', ',', '.', '，', '。']) expect(takesSpace(typed)).toBe(true);
  for (const typed of ['a', '放', '@']) expect(takesSpace(typed)).toBe(false);
});
