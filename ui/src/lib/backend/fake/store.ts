// The fake's memory: the snapshot as it stands, the pictures, what is held, and the events that
// tell the window of every change. Commands change it only through here.
import type {
  Film,
  Happened,
  HeldReference,
  PictureId,
  PictureView,
  Run,
  RunCall,
  Snapshot,
  WindowEvent,
} from '../generated';
import type { Talks } from './chat/talks';
import type { Clock } from './clock';
import type { Scene } from './scenes';

/** The fake's memory. */
export class Store {
  readonly scene: Scene;
  readonly clock: Clock;
  /** Every picture, by id. */
  readonly pictures = new Map<PictureId, PictureView>();
  /** What pictures were cropped from. */
  readonly croppedFrom = new Map<PictureId, PictureId>();
  readonly trash = new Set<PictureId>();
  readonly held = new Map<string, HeldReference>();
  readonly #drafts = new Map<string, string>();
  readonly #heard = new Set<(event: WindowEvent) => void>();

  constructor(scene: Scene, clock: Clock) {
    this.scene = scene;
    this.clock = clock;
    for (const picture of scene.older) this.pictures.set(picture.id, picture);
    for (const run of scene.snapshot.runs) {
      for (const picture of run.calls.flatMap((call) => call.saved)) {
        this.pictures.set(picture.id, picture);
      }
    }
    for (const { body } of scene.talks.messages.values()) {
      for (const part of body.kind === 'answer' ? body.answer.parts : []) {
        if (part.kind === 'picture' && part.picture !== null) {
          this.pictures.set(part.picture.id, part.picture);
        }
      }
    }
    for (const id of scene.trashed) this.trash.add(id);
    for (const [draft, hash] of scene.drafts) this.#drafts.set(draft, hash);
    const { films, held } = scene.snapshot;
    for (const { saved } of films.page.films) {
      if (saved !== null) this.pictures.set(saved.picture.id, saved.picture);
    }
    for (const reference of [...held, ...films.storyboard.held]) {
      this.held.set(reference.id, reference);
    }
  }

  /** Conversations. */
  get chat(): Talks {
    return this.scene.talks;
  }

  /** Brings in what a scene makes only when somebody looks. */
  fill(): void {
    const { later } = this.scene;
    if (later === null) return;
    this.scene.later = null;
    for (const picture of later()) this.pictures.set(picture.id, picture);
  }

  get state(): Snapshot {
    return this.scene.snapshot;
  }

  /** A copy that the page may keep. */
  snapshot(): Snapshot {
    return structuredClone(this.state);
  }

  listen(heard: (event: WindowEvent) => void): () => void {
    this.#heard.add(heard);
    return () => this.#heard.delete(heard);
  }

  /** Tells the window, under the next number. */
  emit(happened: Happened): void {
    this.state.seq += 1;
    const event = structuredClone({ seq: this.state.seq, happened });
    for (const heard of this.#heard) heard(event);
  }

  run(id: string): Run | undefined {
    return this.state.runs.find((run) => run.id === id);
  }

  addRun(run: Run): void {
    this.state.runs = [run, ...this.state.runs];
    this.emit({ kind: 'run-created', run });
  }

  changeRun(id: string, change: Partial<Run>): void {
    const run = this.run(id);
    if (run === undefined) return;
    Object.assign(run, change);
    if (run.discarded) this.state.runs = this.state.runs.filter((other) => other.id !== id);
    this.emit({ kind: 'run-changed', run });
  }

  film(id: string): Film | undefined {
    return this.state.films.page.films.find((film) => film.id === id);
  }

  /** A film is other than it was, or new. */
  changeFilm(film: Film, change: Partial<Film>): void {
    Object.assign(film, change);
    const { page } = this.state.films;
    if (this.film(film.id) === undefined) page.films = [film, ...page.films];
    this.emit({ kind: 'film-changed', film });
  }

  /** A film was put away. */
  dropFilm(film: Film): void {
    const { page } = this.state.films;
    page.films = page.films.filter((other) => other !== film);
    this.emit({ kind: 'film-gone', film: film.id });
  }

  moveCall(run: Run, call: RunCall): void {
    call.sinceMs = this.clock.now();
    this.emit({
      kind: 'call-moved',
      run: run.id,
      call: call.id,
      state: call.state,
      progress: call.progress,
      sinceMs: call.sinceMs,
    });
  }

  /** A draft came: a drawing that gets lighter from one to the next. */
  draft(run: Run, call: RunCall, hash: string): void {
    call.draft = (call.draft ?? 0) + 1;
    this.#drafts.set(`${call.id}-${String(call.draft)}`, hash);
    this.emit({ kind: 'draft-came', run: run.id, call: call.id, draft: call.draft });
  }

  /** What a draft shows. */
  draftHash(call: string, draft: number): string {
    return this.#drafts.get(`${call}-${String(draft)}`) ?? '';
  }

  /** A picture that no call gave: it was cut out of another. */
  add(picture: PictureView): void {
    this.pictures.set(picture.id, picture);
    this.state.library.pictures += 1;
    this.emit({ kind: 'pictures-back', pictures: [picture] });
  }

  save(run: Run, call: RunCall, picture: PictureView): void {
    call.saved.push(picture);
    this.pictures.set(picture.id, picture);
    this.state.library.pictures += 1;
    this.emit({ kind: 'picture-saved', run: run.id, call: call.id, picture });
  }

  /** Pictures of the library, newest first. */
  library(): PictureView[] {
    return [...this.pictures.values()]
      .filter((picture) => !this.trash.has(picture.id))
      .sort((a, b) => b.seq - a.seq);
  }

  remove(ids: readonly PictureId[]): PictureId[] {
    const gone = ids.filter((id) => this.pictures.has(id) && !this.trash.has(id));
    for (const id of gone) this.trash.add(id);
    for (const call of this.state.runs.flatMap((run) => run.calls)) {
      call.saved = call.saved.filter((picture) => !this.trash.has(picture.id));
    }
    this.state.library.pictures -= gone.length;
    if (gone.length > 0) this.emit({ kind: 'pictures-gone', pictures: gone });
    return gone;
  }

  restore(ids: readonly PictureId[]): void {
    const back = ids.flatMap((id) => {
      const picture = this.pictures.get(id);
      return picture !== undefined && this.trash.delete(id) ? [picture] : [];
    });
    for (const picture of back) {
      const calls = this.state.runs.flatMap((run) => run.calls);
      const call = calls.find((one) => one.id === picture.call);
      call?.saved.push(picture);
      call?.saved.sort((a, b) => a.seq - b.seq);
    }
    this.state.library.pictures += back.length;
    if (back.length > 0) this.emit({ kind: 'pictures-back', pictures: back });
  }
}
