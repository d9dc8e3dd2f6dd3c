// How the fake makes films: a task moves from queued to running, its file comes, and what core
// refuses is refused. Time is the store's clock.
import { commandError } from '../backend';
import type {
  CommandError,
  Film,
  FilmComposition,
  HeldReference,
  ReferenceId,
  SentReference,
} from '../generated';
import type { CallOff } from './clock';
import { drawingOf, hashOf, subjectOf } from './drawn';
import { filmCard, filmFigures } from './filmChecks';
import type { Store } from './store';

/** Films that go on. */
export class Filming {
  readonly #store: Store;
  readonly #pending = new Map<string, CallOff>();

  constructor(store: Store) {
    this.#store = store;
  }

  start(asked: FilmComposition, provider: { id: string; name: string; demo: boolean }): Film {
    const { builder } = this.#store.scene;
    const model = asked.model ?? this.#store.state.films.models[0]?.id ?? '';
    const film: Film = {
      ...asked,
      ...this.#sent(asked),
      ...filmFigures(this.#store, asked),
      id: builder.id('film'),
      createdAt: new Date(this.#store.clock.now()).toISOString(),
      model,
      modelName: filmCard(this.#store, model)?.name ?? model,
      provider: provider.id,
      providerName: provider.name,
      demo: provider.demo,
      state: 'sending',
      sinceMs: this.#store.clock.now(),
      progress: null,
      asked: 0,
      warning: null,
      task: null,
      canCancel: false,
      canFollow: false,
      error: null,
      tokens: null,
      cost: null,
      tookMs: null,
      saved: null,
    };
    this.#store.changeFilm(film, {});
    this.#later(film, 500, () => {
      const task = `cgt-20261122-${film.id.slice(-5)}`;
      this.#move(film, 'queued', { task, canCancel: true });
      this.#later(film, 2_000, () => this.#run(film));
    });
    return film;
  }

  /** Ends it without its file. */
  end(film: Film, state: 'cancelled' | 'left' | 'failed', error: CommandError | null): void {
    this.#pending.get(film.id)?.();
    const tookMs = this.#store.clock.now() - Date.parse(film.createdAt);
    const canFollow = state === 'left';
    this.#move(film, state, { error, canCancel: false, canFollow, tookMs });
  }

  /** Asks about its task again. */
  follow(film: Film): void {
    this.#move(film, 'running', { canFollow: false, error: null });
    this.#poll(film);
  }

  #run(film: Film): void {
    this.#move(film, 'running', { canCancel: false, asked: 1 });
    if (/\bunknown\b/.test(film.prompt)) this.#store.changeFilm(film, { warning: 'warming_up' });
    if (/\bfail\b|失败/.test(film.prompt)) {
      const blocked = commandError('provider-moderation', {
        detail: 'OutputVideoSensitiveContentDetected',
      });
      this.#later(film, 2_500, () => this.end(film, 'failed', blocked));
      return;
    }
    this.#poll(film);
  }

  #poll(film: Film): void {
    this.#later(film, 1_500, () => {
      this.#store.changeFilm(film, { asked: film.asked + 1 });
      if (film.asked % 4 !== 0) this.#poll(film);
      else this.#download(film, 0);
    });
  }

  #download(film: Film, received: number): void {
    const total = 4_200_000;
    if (received === 0) this.#move(film, 'downloading', { warning: null });
    if (received >= total) {
      this.#save(film);
      return;
    }
    this.#store.changeFilm(film, { progress: { kind: 'receiving', received, total } });
    this.#later(film, 200, () => this.#download(film, received + 1_400_000));
  }

  #save(film: Film): void {
    const store = this.#store;
    const [width, height] = film.expected ?? [1280, 720];
    const first = film.firstFrame ?? film.references[0];
    const subject = first === undefined ? subjectOf(film.prompt, 0) : drawingOf(first.hash).subject;
    const made = store.scene.builder.picture({
      subject,
      width,
      height,
      prompt: film.prompt,
      model: film.model,
      format: 'mp4',
    });
    const seconds = film.duration === null || film.duration < 0 ? 5 : film.duration;
    const picture = { ...made, bytes: 4_200_000, durationMs: seconds * 1000, film: film.id };
    const last = hashOf({ ...drawingOf(picture.hash), tint: 1 });
    const figures = filmFigures(store, film);
    store.add(picture);
    this.#move(film, 'done', {
      progress: null,
      tokens: figures.tokens,
      cost: figures.price,
      tookMs: store.clock.now() - Date.parse(film.createdAt),
      saved: {
        picture,
        durationMs: picture.durationMs,
        poster: last,
        lastFrame: { kind: 'kept', hash: last },
      },
    });
  }

  #sent(asked: FilmComposition): Pick<Film, 'firstFrame' | 'lastFrame' | 'references'> {
    const sent = (id: ReferenceId | null): SentReference | null => {
      const held: HeldReference | undefined = this.#store.held.get(id ?? '');
      return held === undefined ? null : { name: held.name, hash: held.id.replace(/^held-/, '') };
    };
    return {
      firstFrame: sent(asked.firstFrame),
      lastFrame: sent(asked.lastFrame),
      references: asked.references.flatMap((id) => sent(id) ?? []),
    };
  }

  #move(film: Film, state: Film['state'], change: Partial<Film>): void {
    this.#store.changeFilm(film, {
      progress: null,
      ...change,
      state,
      sinceMs: this.#store.clock.now(),
    });
  }

  #later(film: Film, milliseconds: number, happen: () => void): void {
    this.#pending.set(film.id, this.#store.clock.after(milliseconds, happen));
  }
}
