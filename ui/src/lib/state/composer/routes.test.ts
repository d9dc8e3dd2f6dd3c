import { expect, test } from 'vitest';
import type { Route } from '$lib/backend/generated';
import { NO_CHOICES } from './choices';
import { fittedToRoute, hasMask, spokenRoutes, usedRoute, withPlace, type Going } from './routes';
import { model } from './testing';

const card = model({
  id: 'gpt-image-1',
  routes: ['images', 'edits', 'chat'],
  textRoute: 'images',
  picturesRoute: 'edits',
});
const going = (given: Partial<Going>): Route =>
  usedRoute({
    route: 'automatic',
    card,
    pictures: false,
    mask: false,
    continues: false,
    ...given,
  });

test('automatic is what the model prefers, for a prompt alone and with references', () => {
  expect(going({})).toBe('images');
  expect(going({ pictures: true })).toBe('edits');
  expect(going({ card: model({ id: 'recraftv3', textRoute: 'chat' }) })).toBe('chat');
  expect(going({ card: null })).toBe('images');
  expect(going({ card: null, pictures: true })).toBe('edits');
});

test('a mask goes by edits and an edit that goes on by Gemini, whatever the model prefers', () => {
  expect(going({ mask: true })).toBe('edits');
  expect(going({ continues: true, route: 'chat' })).toBe('gemini');
  expect(hasMask('automatic', false)).toBe(true);
  expect(hasMask('images', false)).toBe(false);
  expect(hasMask('edits', true)).toBe(false);
});

test('only endpoints that the model speaks are offered; all, where nothing is known of it', () => {
  expect(spokenRoutes(card)).toEqual(['images', 'edits', 'chat']);
  expect(spokenRoutes(null)).toEqual(['images', 'edits', 'gemini', 'chat']);
});

test('what only the image endpoints have is left out elsewhere, and told', () => {
  const choices = {
    ...NO_CHOICES,
    ratio: '16:9',
    size: '2K',
    quality: 'high',
    format: 'webp',
    compression: '80',
  };
  expect(fittedToRoute(choices, 'edits')).toEqual({ choices, moved: [] });
  const { choices: left, moved } = fittedToRoute(choices, 'gemini');
  expect(left).toEqual({ ...choices, quality: null, format: null, compression: null });
  expect(moved).toEqual([
    { field: 'quality', from: 'high', to: null },
    { field: 'format', from: 'webp', to: null },
    { field: 'compression', from: '80', to: null },
  ]);
});

test('what has no place with the rest is kept for later, and not sent', () => {
  const all = {
    ...NO_CHOICES,
    format: 'webp',
    fidelity: 'high',
    compression: '80',
    moderation: 'low',
  };
  expect(withPlace(all, 'edits')).toEqual({ ...all, moderation: null });
  expect(withPlace(all, 'images')).toEqual({ ...all, fidelity: null });
  const lossless = { ...all, format: 'png' };
  expect(withPlace(lossless, 'edits').compression).toBeNull();
});
