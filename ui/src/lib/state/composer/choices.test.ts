import { expect, test } from 'vitest';

import { CHOICE_FIELDS, fitted, movedInAll, NO_CHOICES as NONE, type Choices } from './choices';
import { model } from './testing';

test('a ratio moves to the nearest shape, a size to the nearest side, and both are told', () => {
  const gpt = model({ id: 'gpt-image-1', ratios: ['1:1', '2:3', '3:2'], sizes: [] });
  const { choices, moved } = fitted({ ...NONE, ratio: '16:9', size: '2K' }, gpt);
  expect(choices).toEqual({ ...NONE, ratio: '3:2', size: null });
  expect(moved).toEqual([
    { field: 'ratio', from: '16:9', to: '3:2' },
    { field: 'size', from: '2K', to: null },
  ]);
});

test('a tall shape stays tall', () => {
  const gpt = model({ id: 'gpt-image-1', ratios: ['1:1', '2:3', '3:2'] });
  expect(fitted({ ...NONE, ratio: '9:16' }, gpt).choices.ratio).toBe('2:3');
  expect(fitted({ ...NONE, ratio: '4:5' }, gpt).choices.ratio).not.toBe('3:2');
});

test('a quality finds its equal on the other scale', () => {
  const dalle = model({ id: 'dall-e-3', qualities: ['standard', 'hd'] });
  expect(fitted({ ...NONE, quality: 'high' }, dalle).choices.quality).toBe('hd');
  expect(fitted({ ...NONE, quality: 'medium' }, dalle).choices.quality).toBe('standard');
  const gpt = model({ id: 'gpt', qualities: ['auto', 'low', 'medium', 'high'] });
  expect(fitted({ ...NONE, quality: 'hd' }, gpt).choices.quality).toBe('high');
});

test('exact pixels become the nearest tier, or stay where the table states them', () => {
  const tiers = model({ id: 'pro', sizes: ['1K', '2K', '4K'] });
  expect(fitted({ ...NONE, size: '1900x2100' }, tiers).choices.size).toBe('2K');
  const table = model({ id: 'gpt', pixels: { '': { '3:2': [1536, 1024] } } });
  expect(fitted({ ...NONE, size: '1536x1024' }, table).moved).toEqual([]);
});

test('a format gives way to one that keeps transparency', () => {
  const flux = model({ id: 'flux', formats: ['png', 'jpeg'] });
  expect(fitted({ ...NONE, format: 'webp' }, flux).choices.format).toBe('png');
});

test('what was not set is not moved, and an unknown model takes everything', () => {
  const bare = model({ id: 'bare', ratios: [], sizes: [] });
  expect(fitted(NONE, bare)).toEqual({ choices: NONE, moved: [] });
  const all: Choices = {
    ratio: '9:21',
    size: '123x456',
    quality: 'odd',
    background: 'transparent',
    format: 'webp',
    fidelity: 'high',
    compression: '80',
    moderation: 'low',
  };
  expect(fitted(all, null)).toEqual({ choices: all, moved: [] });
  expect(fitted(all, bare).moved.map((move) => move.field)).toEqual(CHOICE_FIELDS);
});

test('what was moved twice is told once, and what came back is not told', () => {
  const told = [
    { field: 'ratio', from: '9:16', to: '2:3' },
    { field: 'size', from: '2K', to: null },
  ] as const;
  expect(movedInAll(told, [{ field: 'ratio', from: '2:3', to: '1:1' }])).toEqual([
    { field: 'size', from: '2K', to: null },
    { field: 'ratio', from: '9:16', to: '1:1' },
  ]);
  expect(movedInAll(told, [{ field: 'ratio', from: '2:3', to: '9:16' }])).toEqual([
    { field: 'size', from: '2K', to: null },
  ]);
});
