// Films, film models and held pictures for tests. No part of the page.
import { FILM_MODELS } from '$lib/backend/fake/world';
import type { Film, FilmModel, SavedFilm } from '$lib/backend/generated';
import { aPicture } from '$lib/runs/testing';
import { NO_CHOICES } from './choices';

/** A card of the real catalogue. */
export function filmModel(id: string): FilmModel {
  const found = FILM_MODELS.find((model) => model.id.includes(id));
  if (found === undefined) throw new Error(`no film model ${id}`);
  return found;
}

/** A film that runs at the provider. */
export function aFilm(given: Partial<Film> = {}): Film {
  return {
    ...NO_CHOICES,
    id: 'film',
    createdAt: '2026-11-22T14:05:00Z',
    prompt: 'a red fox runs',
    model: 'doubao-seedance-1-0-pro-250528',
    modelName: 'Seedance 1.0 Pro',
    firstFrame: null,
    lastFrame: null,
    references: [],
    provider: 'relay',
    providerName: 'whatai relay',
    demo: false,
    state: 'running',
    sinceMs: 0,
    progress: null,
    asked: 0,
    warning: null,
    task: 'cgt-1',
    canCancel: false,
    canFollow: false,
    error: null,
    expected: null,
    tokens: null,
    cost: null,
    tookMs: null,
    saved: null,
    ...given,
  };
}

/** The file of a film. */
export function aSavedFilm(id: string, given: Partial<SavedFilm> = {}): SavedFilm {
  const picture = aPicture(id, { format: 'mp4', durationMs: 5000, film: 'film' });
  return {
    picture,
    durationMs: 5000,
    poster: picture.hash,
    lastFrame: { kind: 'kept', hash: picture.hash },
    ...given,
  };
}
