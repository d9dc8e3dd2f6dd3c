import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Frames } from './frames';

beforeEach(() => vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('what comes between two frames is handed on together, in its order', () => {
  const taken: number[][] = [];
  const frames = new Frames<number>((things) => taken.push([...things]));
  for (let at = 0; at < 50; at += 1) frames.add(at);
  expect(taken).toEqual([]);
  vi.advanceTimersByTime(40);
  expect(taken).toEqual([Array.from({ length: 50 }, (_, at) => at)]);
  frames.add(50);
  vi.advanceTimersByTime(40);
  expect(taken[1]).toEqual([50]);
});

test('a hidden window draws no frames and takes it in all the same', () => {
  vi.spyOn(document, 'hidden', 'get').mockReturnValue(true);
  vi.stubGlobal('requestAnimationFrame', () => {
    throw new Error('no frame comes');
  });
  const taken: string[] = [];
  const frames = new Frames<string>((things) => taken.push(...things));
  frames.add('word');
  vi.advanceTimersByTime(1000);
  expect(taken).toEqual(['word']);
});

test('what waits can be had at once, or forgotten', () => {
  const taken: string[] = [];
  const frames = new Frames<string>((things) => taken.push(...things));
  frames.add('now');
  frames.flush();
  expect(taken).toEqual(['now']);
  frames.add('never');
  frames.stop();
  vi.advanceTimersByTime(1000);
  expect(taken).toEqual(['now']);
});
