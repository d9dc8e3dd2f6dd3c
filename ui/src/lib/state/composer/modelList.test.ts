import { expect, test } from 'vitest';
import { model } from './testing';
import { offeredModels } from './modelList';

const models = [
  model({ id: 'nano-banana-2', name: 'Nano Banana 2', also: ['gemini-3-pro-image*'] }),
  model({ id: 'gpt-image-1', name: 'GPT Image 1', also: ['gpt-image-1-mini*'] }),
];
const listed = ['gpt-4o', 'gemini-3-pro-image-preview', 'nano-banana-2'];
const ids = (typed: string) => offeredModels(models, listed, typed).map((each) => each.id);

test('before anything is typed there are the catalogue and its kin at the provider', () => {
  expect(ids('')).toEqual(['nano-banana-2', 'gpt-image-1', 'gemini-3-pro-image-preview']);
});

test('typing finds names and ids, and what is typed can be used as it is', () => {
  expect(ids('banana')).toEqual(['nano-banana-2', 'banana']);
  expect(ids('gpt')).toEqual(['gpt-image-1', 'gpt-4o', 'gpt']);
  expect(offeredModels(models, listed, ' seedream-9 ')).toEqual([
    { id: 'seedream-9', name: 'seedream-9', card: null, from: 'typed' },
  ]);
});

test('a name typed in full is that model', () => {
  expect(ids('Nano Banana 2')).toEqual(['nano-banana-2']);
});
