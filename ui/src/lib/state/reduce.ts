// What an event makes of what is on the screen. Pure: tested with arrays of events. It knows no
// backend, and it never guesses: a gap in the numbers makes it `stale`, and a new snapshot heals it.
import type {
  CallState,
  CommandError,
  Film,
  FilmsView,
  FilmState,
  Happened,
  HeldReference,
  LibraryView,
  OfferedFile,
  PictureFile,
  PictureId,
  PictureMarks,
  PictureView,
  Run,
  RunCall,
  Snapshot,
  WindowEvent,
} from '$lib/backend/generated';

/** Files over the window. */
export interface Air {
  files: readonly OfferedFile[];
  /** CSS pixels from the window's upper left corner; null until they moved. */
  at: { x: number; y: number } | null;
}

/** What was let go over the window. */
export interface DroppedFiles {
  references: readonly HeldReference[];
  refused: readonly CommandError[];
  x: number;
  y: number;
}

/** Everything the window shows that does not begin in the page. */
export interface StudioState extends Omit<Snapshot, 'composition' | 'held' | 'films'> {
  films: Omit<FilmsView, 'storyboard'>;
  /** Files in the air over the window. */
  air: Air | null;
  /** The user wants to close while so many runs go on. */
  closing: number | null;
  /** An event is missing: ask for a snapshot. */
  stale: boolean;
}

const ENDED: ReadonlySet<CallState> = new Set<CallState>([
  'done',
  'failed',
  'cancelled',
  'unknown',
]);

/** A snapshot as state. What the composer held is the composer's, not kept here. */
export function fromSnapshot(snapshot: Snapshot): StudioState {
  const { composition, held, films, ...shown } = snapshot;
  const { storyboard, ...filmed } = films;
  return { ...shown, films: filmed, air: null, closing: null, stale: false };
}

const FILMING: ReadonlySet<FilmState> = new Set<FilmState>([
  'sending',
  'queued',
  'running',
  'downloading',
]);

/** Whether something still happens to a film by itself. */
export function isFilming(film: Film): boolean {
  return FILMING.has(film.state);
}

function changeRun(state: StudioState, id: string, change: (run: Run) => Run): StudioState {
  const at = state.runs.findIndex((run) => run.id === id);
  const old = state.runs[at];
  if (old === undefined) return state;
  const changed = change(old);
  if (changed === old) return state;
  return { ...state, runs: state.runs.with(at, changed) };
}

function changeCall(run: Run, id: string, change: (call: RunCall) => RunCall): Run {
  const at = run.calls.findIndex((call) => call.id === id);
  const old = run.calls[at];
  return old === undefined ? run : { ...run, calls: run.calls.with(at, change(old)) };
}

/** Newer runs stand above; a run that is there already keeps its place. */
function withRun(state: StudioState, run: Run): StudioState {
  const known = state.runs.some((other) => other.id === run.id);
  if (run.discarded) {
    return known ? { ...state, runs: state.runs.filter((other) => other.id !== run.id) } : state;
  }
  if (known) return changeRun(state, run.id, () => run);
  const below = state.runs.findIndex((other) => other.createdAt < run.createdAt);
  // A run older than everything on the screen belongs to a page that was not asked for yet.
  if (below < 0 && state.runs.length > 0 && state.moreRuns) return state;
  return { ...state, runs: state.runs.toSpliced(below < 0 ? state.runs.length : below, 0, run) };
}

function withFilms(state: StudioState, films: Film[]): StudioState {
  return { ...state, films: { ...state.films, page: { ...state.films.page, films } } };
}

/** Newer films stand above; one that is there already keeps its place. */
function withFilm(state: StudioState, film: Film): StudioState {
  const { films, more } = state.films.page;
  const at = films.findIndex((other) => other.id === film.id);
  if (at >= 0) return withFilms(state, films.with(at, film));
  const below = films.findIndex((other) => other.createdAt < film.createdAt);
  // A film older than everything on the screen belongs to a page that was not asked for yet.
  if (below < 0 && films.length > 0 && more) return state;
  return withFilms(state, films.toSpliced(below < 0 ? films.length : below, 0, film));
}

/** Files of films that went to the trash, or came back. */
function withFilmFiles(
  state: StudioState,
  ids: ReadonlySet<PictureId>,
  file: PictureFile,
): StudioState {
  const { films } = state.films.page;
  if (!films.some(({ saved }) => saved !== null && ids.has(saved.picture.id))) return state;
  return withFilms(
    state,
    films.map((film) =>
      film.saved !== null && ids.has(film.saved.picture.id)
        ? { ...film, saved: { ...film.saved, picture: { ...film.saved.picture, file } } }
        : film,
    ),
  );
}

function withPicture(call: RunCall, picture: PictureView): RunCall {
  if (call.saved.some((saved) => saved.id === picture.id)) return call;
  return { ...call, saved: [...call.saved, picture].sort((a, b) => a.seq - b.seq) };
}

/** The newest draft; one that comes after the end, or after a newer one, is of no use any more. */
function withDraft(call: RunCall, draft: number): RunCall {
  if (ENDED.has(call.state) || draft < (call.draft ?? 0)) return call;
  return { ...call, draft };
}

function withoutPictures(state: StudioState, gone: ReadonlySet<PictureId>): StudioState {
  const runs = state.runs.map((run) => {
    if (!run.calls.some((call) => call.saved.some((picture) => gone.has(picture.id)))) return run;
    const calls = run.calls.map((call) => ({
      ...call,
      saved: call.saved.filter((picture) => !gone.has(picture.id)),
    }));
    return { ...run, calls };
  });
  const left = withFilmFiles(state, gone, 'missing');
  return { ...left, runs, library: counted(state.library, -gone.size) };
}

/** Stars and flags are seen on the tiles of runs too. */
function withMarks(state: StudioState, marks: readonly PictureMarks[]): StudioState {
  const told = new Map(marks.map(({ picture, ...marked }) => [picture, marked]));
  const changes = (call: RunCall): boolean => call.saved.some(({ id }) => told.has(id));
  if (!state.runs.some((run) => run.calls.some(changes))) return state;
  const marked = (call: RunCall): RunCall => ({
    ...call,
    saved: call.saved.map((picture) => ({ ...picture, ...told.get(picture.id) })),
  });
  const runs = state.runs.map((run) =>
    run.calls.some(changes) ? { ...run, calls: run.calls.map(marked) } : run,
  );
  return { ...state, runs };
}

function counted(library: LibraryView, more: number): LibraryView {
  return { ...library, pictures: Math.max(0, library.pictures + more) };
}

function happen(state: StudioState, happened: Happened): StudioState {
  switch (happened.kind) {
    case 'run-created':
    case 'run-changed':
      return withRun(state, happened.run);
    case 'call-moved':
      return changeRun(state, happened.run, (run) =>
        changeCall(run, happened.call, (call) => ({
          ...call,
          state: happened.state,
          progress: happened.progress,
          sinceMs: happened.sinceMs,
          draft: ENDED.has(happened.state) ? null : call.draft,
        })),
      );
    case 'draft-came':
      return changeRun(state, happened.run, (run) =>
        changeCall(run, happened.call, (call) => withDraft(call, happened.draft)),
      );
    case 'picture-saved': {
      const saved = changeRun(state, happened.run, (run) =>
        changeCall(run, happened.call, (call) => withPicture(call, happened.picture)),
      );
      return { ...saved, library: counted(saved.library, 1) };
    }
    case 'pictures-gone':
      return withoutPictures(state, new Set(happened.pictures));
    case 'pictures-back': {
      const ids = new Set(happened.pictures.map(({ id }) => id));
      let back = withFilmFiles(state, ids, 'there');
      for (const picture of happened.pictures) {
        const { run, call } = picture;
        if (run === null || call === null) continue;
        back = changeRun(back, run, (old) =>
          changeCall(old, call, (made) => withPicture(made, picture)),
        );
      }
      return { ...back, library: counted(back.library, happened.pictures.length) };
    }
    case 'film-changed':
      return withFilm(state, happened.film);
    case 'film-gone':
      return withFilms(
        state,
        state.films.page.films.filter(({ id }) => id !== happened.film),
      );
    case 'providers-changed':
      return { ...state, providers: happened.providers };
    case 'settings-changed':
      return { ...state, settings: happened.settings };
    case 'library-changed':
      return { ...state, library: happened.library };
    case 'boards-changed':
      return { ...state, boards: happened.boards };
    case 'undo-changed':
      return { ...state, undo: happened.undo };
    case 'task-moved':
      return { ...state, task: happened.task };
    case 'pictures-changed':
      return withMarks(state, happened.change.marks);
    case 'view-grown':
      // Views are the library's own.
      return state;
    case 'drag-entered':
      return { ...state, air: { files: happened.files, at: null } };
    case 'drag-moved':
      return state.air === null
        ? state
        : { ...state, air: { ...state.air, at: { x: happened.x, y: happened.y } } };
    // Conversations keep their own state: they are too long to stand in this one.
    case 'conversation-changed':
    case 'conversations-gone':
    case 'message-came':
    case 'message-changed':
    case 'answer-grew':
      return state;
    case 'drag-left':
    case 'dropped':
      return { ...state, air: null };
    case 'close-asked':
      return { ...state, closing: happened.running };
    case 'missed':
      return { ...state, stale: true };
  }
}

const PASSING: ReadonlySet<Happened['kind']> = new Set<Happened['kind']>([
  'drag-entered',
  'drag-moved',
  'drag-left',
  'dropped',
  'close-asked',
]);

/** Whether it is told once and stands in no snapshot. */
export function isPassing(happened: Happened): boolean {
  return PASSING.has(happened.kind);
}

/** The state after something passing that was told before the snapshot was taken. */
export function caughtUp(state: StudioState, happened: Happened): StudioState {
  return isPassing(happened) ? happen(state, happened) : state;
}

/** The state after an event. An event that is already in it changes nothing. */
export function reduce(state: StudioState, event: WindowEvent): StudioState {
  if (state.stale || event.seq <= state.seq) return state;
  if (event.seq > state.seq + 1) return { ...state, stale: true };
  return { ...happen(state, event.happened), seq: event.seq };
}
