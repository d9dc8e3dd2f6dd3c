import { expect, test } from 'vitest';
import { createFake } from '$lib/backend/fake';
import { HeldClock } from '$lib/backend/fake/clock';
import { EMPTY_FILM, freshSnapshot } from '$lib/backend/fake/world';
import type { Happened } from '$lib/backend/generated';
import { aFilm, aSavedFilm } from '$lib/films/testing';
import { fromSnapshot, isFilming, reduce, type StudioState } from './reduce';
import { Studio } from './studio.svelte';

const after = (state: StudioState, ...told: Happened[]): StudioState =>
  told.reduce((at, happened) => reduce(at, { seq: at.seq + 1, happened }), state);
const ids = (state: StudioState): string[] => state.films.page.films.map(({ id }) => id);
const fresh = (): StudioState => fromSnapshot(freshSnapshot());
const early = aFilm({ id: 'early', createdAt: '2026-11-22T14:00:00Z' });
const late = aFilm({ id: 'late', createdAt: '2026-11-22T15:00:00Z' });

test('a newer film stands above, and one that is there keeps its place', () => {
  const both = after(
    fresh(),
    { kind: 'film-changed', film: early },
    { kind: 'film-changed', film: late },
    { kind: 'film-changed', film: { ...early, state: 'done' } },
  );
  expect(ids(both)).toEqual(['late', 'early']);
  expect(both.films.page.films.map(isFilming)).toEqual([true, false]);
});

test('a film that was put away is gone, and one older than the page waits for its page', () => {
  const one = after(fresh(), { kind: 'film-changed', film: late });
  expect(ids(after(one, { kind: 'film-gone', film: 'late' }))).toEqual([]);
  const paged = { ...one, films: { ...one.films, page: { ...one.films.page, more: true } } };
  expect(ids(after(paged, { kind: 'film-changed', film: early }))).toEqual(['late']);
});

test('a film whose file was deleted in the library says so until it is back', () => {
  const saved = aSavedFilm('file');
  const one = after(fresh(), { kind: 'film-changed', film: { ...late, saved } });
  const gone = after(one, { kind: 'pictures-gone', pictures: ['file'] });
  expect(gone.films.page.films[0]?.saved?.picture.file).toBe('missing');
  const back = after(gone, { kind: 'pictures-back', pictures: [saved.picture] });
  expect(back.films.page.films[0]?.saved?.picture.file).toBe('there');
});

test('every event of a film, from the press to its file, leads to what a snapshot shows', async () => {
  const clock = new HeldClock(1_700_000_000_000);
  const fake = createFake({ scene: 'video-empty', clock });
  let state = fromSnapshot(await fake.snapshot());
  const states: string[] = [];
  await fake.listen((event) => {
    state = reduce(state, event);
    const now = state.films.page.films[0]?.state;
    if (now !== undefined && states.at(-1) !== now) states.push(now);
  });
  await fake.startFilm({ ...EMPTY_FILM, prompt: 'a fox', model: 'doubao-seedance-1-0-pro-250528' });
  clock.advance(60_000);
  expect(states).toEqual(['sending', 'queued', 'running', 'downloading', 'done']);
  const shown = fromSnapshot(fake.store.snapshot());
  expect(state.films.page).toEqual(shown.films.page);
  expect(state.library).toEqual(shown.library);
});

test('older films come behind those that are shown, each once', async () => {
  const fake = createFake({ scene: 'video', clock: new HeldClock() });
  fake.store.state.films.page.more = true;
  const studio = new Studio({
    ...fake,
    listFilms: ({ before }) =>
      Promise.resolve({ films: [aFilm({ id: before ?? '' }), early], more: false }),
  });
  await studio.start();
  await studio.loadOlderFilms();
  expect(studio.state?.films.page.films.map(({ id }) => id).slice(-1)).toEqual(['early']);
  expect(studio.state?.films.page).toMatchObject({ more: false });
  expect(studio.state?.films.page.films).toHaveLength(3);
});
