// The fake's commands about films: each answers as core does, and refuses as core does.
import { commandError } from '../backend';
import type { Commands, Film, HeldReference, SentReference } from '../generated';
import film from './film.webm?url';
import { checkFilm, settled } from './filmChecks';
import { Filming } from './filming';
import { drawingOf } from './drawn';
import { refusalOfProvider } from './refusal';
import { refuse } from './refuse';
import type { Store } from './store';

function heldOf(sent: SentReference): HeldReference {
  const { width, height } = drawingOf(sent.hash);
  return {
    id: `held-${sent.hash}`,
    name: sent.name,
    width,
    height,
    bytes: Math.round(width * height * 0.62),
    format: sent.name.split('.').at(-1) ?? 'png',
    alpha: false,
  };
}

/** Every command about films, over one memory. */
export function filmCommands(store: Store): Partial<Commands> {
  const filming = new Filming(store);
  const away = new Map<string, Film>();
  const filmOf = (id: string): Film =>
    store.film(id) ?? refuse('not-found', { args: { what: id } });
  const keep = (held: HeldReference): HeldReference => {
    store.held.set(held.id, held);
    return held;
  };
  return {
    startFilm: async (request) => {
      const { providers, current } = store.state.providers;
      const provider = providers.find((one) => one.id === (request.provider ?? current));
      const refused = refusalOfProvider(store, provider);
      if (refused !== null || provider === undefined) {
        throw refused ?? commandError('profile-missing');
      }
      const answer = settled(request);
      if (answer.kind === 'conflict') return answer;
      const [first] = checkFilm(store, answer.asked).refusals;
      if (first !== undefined) throw first;
      return { kind: 'started', film: filming.start(answer.asked, provider).id };
    },
    checkFilm: async (request) => structuredClone(checkFilm(store, request)),
    keepStoryboard: async (request) => {
      store.state.films.storyboard.composition = structuredClone(request);
    },
    listFilms: async () => ({ films: [], more: false }),
    cancelFilm: async ({ film: id }) => {
      const film = filmOf(id);
      if (!film.canCancel) refuse('task-runs');
      filming.end(film, 'cancelled', null);
      return structuredClone(film);
    },
    leaveFilm: async ({ film: id }) => {
      const film = filmOf(id);
      filming.end(film, 'left', commandError('stopped-waiting', { charged: 'maybe' }));
      return structuredClone(film);
    },
    followFilm: async ({ film: id }) => {
      const film = filmOf(id);
      if (!film.canFollow) refuse('nothing-to-do');
      filming.follow(film);
      return structuredClone(film);
    },
    recomposeFilm: async ({ film: id }) => {
      const of = filmOf(id);
      const held = [of.firstFrame, of.lastFrame, ...of.references]
        .filter((sent) => sent !== null)
        .map((sent) => keep(heldOf(sent)));
      const idOf = (sent: SentReference | null): string | null =>
        sent === null ? null : `held-${sent.hash}`;
      const { prompt, model, ratio, resolution, duration, frames, seed } = of;
      return {
        composition: {
          ...{ prompt, model, ratio, resolution, duration, frames, seed },
          cameraFixed: of.cameraFixed,
          watermark: of.watermark,
          audio: of.audio,
          firstFrame: idOf(of.firstFrame),
          lastFrame: idOf(of.lastFrame),
          references: of.references.map((sent) => `held-${sent.hash}`),
          provider: null,
        },
        held,
      };
    },
    holdLastFrame: async ({ film: id }) => {
      const last = filmOf(id).saved?.lastFrame;
      if (last?.kind !== 'kept') return refuse('last-frame-missing');
      return keep(heldOf({ name: 'last-frame.png', hash: last.hash }));
    },
    deleteFilm: async ({ film: id }) => {
      const film = filmOf(id);
      away.set(id, film);
      if (film.saved !== null) store.remove([film.saved.picture.id]);
      store.dropFilm(film);
    },
    restoreFilm: async ({ film: id }) => {
      const film = away.get(id) ?? refuse('not-found', { args: { what: id } });
      away.delete(id);
      if (film.saved !== null) store.restore([film.saved.picture.id]);
      store.changeFilm(film, {});
      return structuredClone(film);
    },
    playFilm: async ({ picture }) => {
      if (!store.pictures.has(picture)) refuse('not-found', { args: { what: picture } });
      // Nothing can decode this one: the scene for a system without the codec.
      return { address: store.scene.codec ? film : 'data:video/mp4;base64,AAAA' };
    },
    stopFilm: async () => undefined,
    openPicture: async ({ picture }) => {
      if (!store.pictures.has(picture)) refuse('not-found', { args: { what: picture } });
    },
  };
}
