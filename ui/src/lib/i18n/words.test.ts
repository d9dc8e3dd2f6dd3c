import { expect, test } from 'vitest';
import { addWords, hasSentence, loadLanguage } from './words.svelte';

const are = (): boolean[] =>
  ['chat-send', 'film-make', 'library-grid'].map((id) => hasSentence(id));

test('parts that are asked for together all come, also while a language does', async () => {
  await loadLanguage('zh-CN');
  expect(are()).toEqual([false, false, false]);
  await Promise.all([addWords('chat'), addWords('video')]);
  expect(are()).toEqual([true, true, false]);
  await Promise.all([loadLanguage('en'), addWords('gallery')]);
  expect(are()).toEqual([true, true, true]);
});
