import { beforeEach, expect, test, vi } from 'vitest';
import { createFake, type FakeBackend } from '$lib/backend/fake';
import { HeldClock } from '$lib/backend/fake/clock';
import { EMPTY_FILM } from '$lib/backend/fake/world';
import type { FilmComposition, HeldReference } from '$lib/backend/generated';
import { KEEP_AFTER } from '$lib/state/composer/keeping';
import { reference } from '$lib/state/composer/testing';
import { Studio } from '$lib/state/studio.svelte';
import { CHECK_AFTER } from './filmChecking.svelte';
import { FilmComposer } from './filmComposer.svelte';
import { filmModel } from './testing';

let fake: FakeBackend;
let composer: FilmComposer;

beforeEach(async () => {
  vi.useFakeTimers();
  fake = createFake({ scene: 'video-empty', clock: new HeldClock() });
  const studio = new Studio(fake);
  await studio.start();
  composer = new FilmComposer(fake, studio);
});

function held(id: string, width = 1280, height = 720): HeldReference {
  const picture = reference(id, { width, height });
  fake.store.held.set(id, picture);
  return picture;
}

const started = (): FilmComposition[] =>
  fake.heard.flatMap(({ name, request }) =>
    name === 'startFilm' ? [request as FilmComposition] : [],
  );
const pause = (ms: number): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);

test('core is asked about a change once, a moment after the last', async () => {
  composer.type('a');
  composer.type('a fox');
  expect(fake.heard.some(({ name }) => name === 'checkFilm')).toBe(false);
  await pause(CHECK_AFTER);
  expect(fake.heard.filter(({ name }) => name === 'checkFilm')).toHaveLength(1);
  expect(composer.check?.price).toEqual({ micros: 3_670_000, currency: 'CNY' });
});

test('a picture outside the limits is refused in its place before anything is sent', async () => {
  composer.hold([held('strip', 4000, 900)], 'first');
  await pause(CHECK_AFTER);
  expect(composer.refusals['firstFrame']?.code).toBe('frame-unfit');
  composer.remove('first');
  await pause(CHECK_AFTER);
  expect(composer.refusals['firstFrame']).toBeUndefined();
  expect(started()).toEqual([]);
});

test('an empty prompt is said at the press, not while it was never touched', async () => {
  composer.look();
  await pause(CHECK_AFTER);
  expect(composer.refusals).toEqual({});
  expect(await composer.submit()).toBe(false);
  expect(composer.refusals['prompt']?.code).toBe('prompt-empty');
  composer.type('a fox');
  expect(composer.refusals['prompt']).toBeUndefined();
});

test('a ratio that the first frame decides is not sent, and comes back without it', async () => {
  composer.type('a fox');
  composer.choose('ratio', '1:1');
  composer.hold([held('one')], 'first');
  expect(composer.followsFrame).toBe(true);
  expect(composer.ratio).toBeNull();
  await composer.submit();
  expect(started()[0]).toMatchObject({ ratio: null, firstFrame: 'one' });
  composer.remove('first');
  expect(composer.ratio).toBe('1:1');
});

test('flags that contradict a picker are settled first; nothing is made until then', async () => {
  composer.choose('ratio', '1:1');
  composer.type('a fox --ratio 9:16');
  expect(await composer.submit()).toBe(false);
  expect(composer.conflict?.flags).toMatchObject([{ field: 'ratio', picked: '1:1' }]);
  expect(fake.store.state.films.page.films).toEqual([]);
  expect(await composer.settle('typed')).toBe(true);
  expect(composer.prompt).toBe('a fox');
  expect(composer.choices.ratio).toBe('9:16');
  expect(fake.store.state.films.page.films).toMatchObject([{ ratio: '9:16', prompt: 'a fox' }]);
});

test('settled by the pickers, the flag goes and the picker stays', async () => {
  composer.choose('ratio', '1:1');
  composer.type('a fox --ratio 9:16');
  await composer.submit();
  await composer.settle('pickers');
  expect(composer.prompt).toBe('a fox');
  expect(fake.store.state.films.page.films).toMatchObject([{ ratio: '1:1' }]);
});

test('a press while one is on its way is no second film', async () => {
  composer.type('a fox');
  const both = await Promise.all([composer.submit(), composer.submit()]);
  expect(both).toEqual([true, false]);
  expect(started()).toHaveLength(1);
});

test('seconds and frames are not set both', () => {
  composer.choose('duration', 8);
  composer.choose('frames', 29);
  expect(composer.choices).toMatchObject({ duration: null, frames: 29 });
  composer.choose('duration', 8);
  expect(composer.choices).toMatchObject({ duration: 8, frames: null });
});

test('another model keeps what it takes, and what it moves is told until it is read', () => {
  composer.chooseModel(filmModel('2-0-260128').id);
  composer.choose('resolution', '4k');
  composer.choose('audio', true);
  composer.chooseModel(filmModel('1-0-pro-250528').id);
  expect(composer.choices).toMatchObject({ resolution: '1080p', audio: null });
  expect(composer.moved.map(({ field }) => field)).toEqual(['resolution', 'audio']);
  composer.noticed();
  expect(composer.moved).toEqual([]);
});

test('the storyboard is kept, with the pictures that are not sent now', async () => {
  composer.hold([held('one')], 'first');
  composer.hold([held('two')], 'references');
  await pause(KEEP_AFTER);
  expect(fake.store.state.films.storyboard.composition).toMatchObject({
    firstFrame: 'one',
    references: ['two'],
  });
});

test('again with changes brings settings and pictures back', () => {
  const composition = { ...EMPTY_FILM, prompt: 'a fox', duration: 8, firstFrame: 'one' };
  composer.recompose({ composition, held: [held('one')] });
  expect(composer.prompt).toBe('a fox');
  expect(composer.choices.duration).toBe(8);
  expect(composer.board.first?.id).toBe('one');
});
