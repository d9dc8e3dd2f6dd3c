// What the backend says, as reactive state. It subscribes first and asks for the snapshot after,
// so that nothing falls between; a gap or `missed` asks anew. It draws nothing and decides nothing.
import type { Backend } from '$lib/backend/backend';
import { asCommandError } from '$lib/backend/backend';
import type {
  CommandError,
  Composition,
  Film,
  Happened,
  HeldReference,
  LibraryView,
  Preferences,
  Providers,
  ProviderView,
  Run,
  SettingsView,
  Snapshot,
  Storyboard,
  WindowEvent,
} from '$lib/backend/generated';
import { caughtUp, fromSnapshot, isFilming, isPassing, reduce, type StudioState } from './reduce';

/** What is known of the other side. */
export type Standing = 'starting' | 'ready' | 'unreachable';

const ENDED: ReadonlySet<string> = new Set(['done', 'failed', 'cancelled', 'unknown']);

/** Whether a call of the run is still under way. */
export function isRunning(run: Run): boolean {
  return run.calls.some((call) => !ENDED.has(call.state));
}

/** What the window held when it was opened or reloaded. */
export interface Opened {
  composition: Composition;
  held: readonly HeldReference[];
  storyboard: Storyboard;
  preferences: Preferences;
}

/** Everything the window shows that does not begin in the page. */
export class Studio {
  /** Null until the first snapshot. */
  state: StudioState | null = $state.raw(null);
  standing: Standing = $state('starting');
  /** Why the other side cannot be reached. */
  trouble: CommandError | null = $state.raw(null);
  /** Null until the first snapshot. */
  opened: Opened | null = $state.raw(null);

  readonly #backend: Backend;
  readonly #listeners = new Set<(happened: Happened) => void>();
  /** Events that came while a snapshot was on its way; null while none is. */
  #early: WindowEvent[] | null = null;
  #asked = 0;
  #stop: (() => void) | null = null;

  constructor(backend: Backend) {
    this.#backend = backend;
  }

  /** Listens, then asks for everything. May be called again after it failed. */
  async start(): Promise<void> {
    this.standing = 'starting';
    this.trouble = null;
    try {
      this.#stop ??= await this.#backend.listen((event) => this.#heard(event));
      await this.#resync();
    } catch (thrown) {
      this.trouble = asCommandError(thrown);
      this.standing = 'unreachable';
    }
  }

  /** Hears nothing more. */
  stop(): void {
    this.#stop?.();
    this.#stop = null;
  }

  /** Hears what happens, after the state has it. The answer ends it. */
  on(heard: (happened: Happened) => void): () => void {
    this.#listeners.add(heard);
    return () => this.#listeners.delete(heard);
  }

  /** Runs that go on. */
  get running(): readonly Run[] {
    return this.state?.runs.filter(isRunning) ?? [];
  }

  /** Films that go on. */
  get filming(): readonly Film[] {
    return this.state?.films.page.films.filter(isFilming) ?? [];
  }

  /** The provider that is used when none is named. */
  get provider(): ProviderView | null {
    const providers = this.state?.providers;
    return providers?.providers.find((provider) => provider.id === providers.current) ?? null;
  }

  /** What a command answered, before its event comes: the newer of both stays. */
  set(answer: { providers?: Providers; settings?: SettingsView; library?: LibraryView }): void {
    if (this.state !== null) this.state = { ...this.state, ...answer };
  }

  /** Appends runs before the oldest one that is on the screen. */
  async loadOlder(limit = 20): Promise<void> {
    for (let tries = 0; tries < 3; tries += 1) {
      const last = this.state?.runs.at(-1);
      if (this.state?.moreRuns !== true || last === undefined) return;
      const page = await this.#backend.olderRuns({ before: last.id, limit });
      const { state } = this;
      // A new snapshot ends elsewhere: behind it, this page would leave a gap.
      if (state.runs.at(-1)?.id !== last.id) continue;
      const known = new Set(state.runs.map((run) => run.id));
      const older = page.runs.filter((run) => !known.has(run.id));
      this.state = { ...state, runs: [...state.runs, ...older], moreRuns: page.more };
      return;
    }
  }

  /** Appends films before the oldest one that is on the screen. */
  async loadOlderFilms(limit = 20): Promise<void> {
    const last = this.state?.films.page.films.at(-1);
    if (this.state?.films.page.more !== true || last === undefined) return;
    const page = await this.#backend.listFilms({ before: last.id, limit });
    const { state } = this;
    const shown = state.films.page.films;
    // A new snapshot ends elsewhere: behind it, this page would leave a gap.
    if (shown.at(-1)?.id !== last.id) return;
    const known = new Set(shown.map((film) => film.id));
    const films = [...shown, ...page.films.filter((film) => !known.has(film.id))];
    this.state = { ...state, films: { ...state.films, page: { films, more: page.more } } };
  }

  /** `CloseAsked` was answered, or put away. */
  closeAnswered(): void {
    if (this.state !== null) this.state = { ...this.state, closing: null };
  }

  #heard(event: WindowEvent): void {
    if (this.#early !== null || this.state === null) {
      (this.#early ??= []).push(event);
      return;
    }
    this.#apply(event);
  }

  #apply(event: WindowEvent): void {
    const before = this.state;
    if (before === null) return;
    const after = reduce(before, event);
    if (after === before) return;
    this.state = after;
    if (after.stale) {
      this.#early = [event];
      this.#resync().catch((thrown: unknown) => {
        this.trouble = asCommandError(thrown);
        this.standing = 'unreachable';
      });
      return;
    }
    this.#tell(event.happened);
  }

  async #resync(): Promise<void> {
    this.#asked += 1;
    const asked = this.#asked;
    this.#early ??= [];
    const snapshot: Snapshot = await this.#backend.snapshot();
    if (asked !== this.#asked) return;
    const early = this.#early;
    this.#early = null;
    const old = this.state;
    // Files over the window and an open question are of this window, not of the snapshot.
    this.state = {
      ...fromSnapshot(snapshot),
      air: old?.air ?? null,
      closing: old?.closing ?? null,
    };
    if (this.opened === null) {
      const { composition, held, preferences, films } = snapshot;
      this.opened = { composition, held, storyboard: films.storyboard, preferences };
    }
    this.standing = 'ready';
    // Who keeps pages of its own must ask for them anew.
    if (old !== null) this.#tell({ kind: 'missed' });
    this.#catchUp(early, snapshot.seq);
  }

  /** What came while the snapshot was on its way. What is in it changes nothing, but a drop or the
      question at closing is in no snapshot and comes once. */
  #catchUp(early: WindowEvent[], seq: number): void {
    const done = new Set<number>();
    for (const event of early.sort((a, b) => a.seq - b.seq)) {
      if (event.seq > seq || this.state === null) this.#heard(event);
      else if (isPassing(event.happened) && !done.has(event.seq)) {
        done.add(event.seq);
        this.state = caughtUp(this.state, event.happened);
        this.#tell(event.happened);
      }
    }
  }

  #tell(happened: Happened): void {
    for (const heard of this.#listeners) heard(happened);
  }
}
