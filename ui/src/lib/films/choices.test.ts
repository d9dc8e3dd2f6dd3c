import { expect, test } from 'vitest';
import { fittedFilm, followsFrame, NO_CHOICES, ratiosOf } from './choices';
import { filmModel } from './testing';

const pro = filmModel('1-0-pro-250528');
const later = filmModel('2-0-260128');

test('what a model does not take moves to the nearest it takes, and is told', () => {
  const chosen = { ...NO_CHOICES, ratio: 'adaptive', resolution: '4k', duration: 15, audio: true };
  const { choices, moved } = fittedFilm(chosen, pro);
  expect(choices).toMatchObject({ resolution: '1080p', duration: 12, audio: null });
  expect(moved.map(({ field, to }) => [field, to])).toEqual([
    ['ratio', null],
    ['resolution', '1080p'],
    ['duration', '12'],
    ['audio', null],
  ]);
});

test('what a model takes stays, and nothing is told', () => {
  const chosen = { ...NO_CHOICES, ratio: '21:9', resolution: '480p', duration: 4, audio: false };
  expect(fittedFilm(chosen, later)).toEqual({ choices: chosen, moved: [] });
});

test('a model without a card takes everything', () => {
  const chosen = { ...NO_CHOICES, resolution: '8k', duration: 99 };
  expect(fittedFilm(chosen, null)).toEqual({ choices: chosen, moved: [] });
});

test('frames move to the steps of a model, and away where it has none', () => {
  const chosen = { ...NO_CHOICES, frames: 30 };
  expect(fittedFilm(chosen, pro).choices.frames).toBe(29);
  expect(fittedFilm({ ...NO_CHOICES, frames: 1000 }, pro).choices.frames).toBe(289);
  expect(fittedFilm(chosen, later).choices.frames).toBeNull();
});

test('a length of its own is kept only by a model that can choose one', () => {
  const own = { ...NO_CHOICES, duration: -1 };
  expect(fittedFilm(own, later).choices.duration).toBe(-1);
  expect(fittedFilm(own, pro).choices.duration).toBeNull();
});

test('with a first frame an older model follows it, and a later one still has ratios', () => {
  expect(followsFrame(pro, true)).toBe(true);
  expect(followsFrame(pro, false)).toBe(false);
  expect(followsFrame(later, true)).toBe(false);
  expect(ratiosOf(later, true)).toContain('16:9');
});
