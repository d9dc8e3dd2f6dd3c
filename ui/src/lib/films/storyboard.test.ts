import { expect, test } from 'vitest';
import { EMPTY_FILM } from '$lib/backend/fake/world';
import { reference } from '$lib/state/composer/testing';
import { boardOf, EMPTY_BOARD, idsOf, withPictures } from './storyboard';

const [a, b, c] = [reference('a'), reference('b'), reference('c')];

test('two pictures let go together are the beginning and the end; a third is told', () => {
  const both = withPictures(EMPTY_BOARD, [a, b], 'first');
  expect(both.board).toMatchObject({ first: a, last: b, uses: 'frames' });
  expect(both.over).toBe(0);
  expect(withPictures(EMPTY_BOARD, [a, b, c], 'room').over).toBe(1);
});

test('a picture without a place goes to the first one that is free', () => {
  const first = withPictures(EMPTY_BOARD, [a], 'room').board;
  expect(first.first).toBe(a);
  expect(withPictures(first, [b], 'room').board).toMatchObject({ first: a, last: b });
});

test('frames and references are kept both, and one of them is sent', () => {
  const frames = withPictures(EMPTY_BOARD, [a, b], 'first').board;
  const both = withPictures(frames, [c], 'references').board;
  expect(both.uses).toBe('references');
  expect(idsOf(both, true)).toEqual({ firstFrame: null, lastFrame: null, references: ['c'] });
  expect(idsOf(both, false)).toMatchObject({ firstFrame: 'a', lastFrame: 'b' });
  expect(idsOf({ ...both, uses: 'frames' }, true).references).toEqual([]);
});

test('a reference that is there already stays where it is', () => {
  const one = withPictures(EMPTY_BOARD, [a], 'references').board;
  expect(withPictures(one, [a, b], 'references').board.references).toEqual([a, b]);
});

test('what is not held any more is left out of what was kept', () => {
  const kept = { ...EMPTY_FILM, firstFrame: 'gone', references: ['a', 'gone'] };
  const board = boardOf(kept, [a]);
  expect(board).toEqual({ uses: 'references', first: null, last: null, references: [a] });
});
