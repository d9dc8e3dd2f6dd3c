import { expect, test } from 'vitest';
import { lengthName } from './length';
import { askedLine, costLine, filmName, sinceLine, stateLine } from './names';
import { aFilm } from './testing';

test('a film’s line says what was asked for and nothing else', () => {
  const film = aFilm({ ratio: '16:9', resolution: '1080p', duration: 5 });
  expect(askedLine(film)).toBe('Seedance 1.0 Pro · from text · 16:9 · 1080p · 5 s');
  const own = aFilm({ duration: -1, references: [{ name: 'a.png', hash: 'a' }] });
  expect(askedLine(own)).toBe('Seedance 1.0 Pro · references · The model chooses the length');
});

test('only what is known is told of a film that goes on', () => {
  expect(stateLine(aFilm())).toBe('Running at the provider');
  expect(stateLine(aFilm({ progress: { kind: 'task', percent: 45 } }))).toBe(
    'Running at the provider, 45%',
  );
  const received = { kind: 'receiving', received: 2_600_000, total: null } as const;
  expect(stateLine(aFilm({ state: 'downloading', progress: received }))).toBe(
    'Downloading, 2.6 MB',
  );
  expect(sinceLine(aFilm({ asked: 9 }), 72_400)).toBe('1 min 12 s · asked 9 times');
  expect(sinceLine(aFilm({ state: 'sending', task: null }), 3_000)).toBe('3 s');
});

test('what a film cost is told where it is known', () => {
  expect(costLine(aFilm())).toBe('');
  const cost = { micros: 1_630_000, currency: 'CNY' };
  expect(costLine(aFilm({ tokens: 108_900, cost }))).toBe('108,900 tokens · ¥1.63');
});

test('a film is called by its prompt and where it stands', () => {
  expect(filmName(aFilm())).toBe('a red fox runs. Running at the provider');
  expect(filmName(aFilm({ prompt: '', state: 'done' }))).toBe('Film without a prompt. Film');
});

test('a length reads as a player says it', () => {
  expect([0, 5_000, 64_600].map(lengthName)).toEqual(['0:00', '0:05', '1:05']);
});
