// A run as tiles: one for each picture that was asked for, each with what is truly known of it.
// Pure; draws nothing and says nothing.
import type {
  CallId,
  Charged,
  CommandError,
  PictureId,
  PictureView,
  Route,
  Run,
  RunCall,
} from '$lib/backend/generated';

/** What is known of a call that works. Times are milliseconds since 1970. */
export type Work =
  | { readonly kind: 'uploading'; readonly part: number | null }
  | { readonly kind: 'waiting'; readonly sinceMs: number | null; readonly part: number | null }
  | { readonly kind: 'receiving'; readonly part: number | null; readonly bytes: number }
  | { readonly kind: 'saving' }
  | { readonly kind: 'backing-off'; readonly untilMs: number | null };

/** Where a tile stands. */
export type TileState =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'working'; readonly work: Work }
  | { readonly kind: 'done'; readonly picture: PictureView; readonly differs: Differs | null }
  /** Its picture was deleted a moment ago: the others keep their places. */
  | { readonly kind: 'gone' }
  | {
      readonly kind: 'failed' | 'unknown' | 'cancelled';
      readonly error: CommandError | null;
      readonly charged: Charged;
      /** A call that asked for several failed once: only its first tile tells the story. */
      readonly echo: boolean;
    };

/** One tile. */
export interface Tile {
  /** Stays the same from waiting to done. */
  readonly key: string;
  readonly call: CallId;
  /** Among the pictures of its call, from 0. */
  readonly index: number;
  readonly kept: boolean;
  readonly answered: boolean;
  /** Endpoints that may give what did not come. */
  readonly cures: readonly Route[];
  /** The newest draft of what is on its way. */
  readonly draft: number | null;
  /** Width over height of its place. */
  readonly ratio: number;
  readonly state: TileState;
}

/** How what came is not what was asked for. */
export type Compare = (
  set: Pick<Run, 'ratio' | 'size' | 'expected'>,
  picture: PictureView,
) => Differs | null;

/** Another shape or another size. */
export interface Differs {
  readonly kind: 'shape' | 'size';
  readonly asked: string;
  readonly got: string;
}

function part(some: number, all: number | null): number | null {
  return all === null || all <= 0 ? null : Math.min(1, some / all);
}

function workOf(call: RunCall): Work {
  const { progress, sinceMs, state } = call;
  if (progress?.kind === 'backing-off') {
    return { kind: 'backing-off', untilMs: sinceMs === null ? null : sinceMs + progress.wait_ms };
  }
  switch (state) {
    case 'sending':
      return {
        kind: 'uploading',
        part: progress?.kind === 'uploading' ? part(progress.sent, progress.total) : null,
      };
    case 'receiving':
      return progress?.kind === 'receiving'
        ? {
            kind: 'receiving',
            part: part(progress.received, progress.total),
            bytes: progress.received,
          }
        : { kind: 'receiving', part: null, bytes: 0 };
    case 'saving':
      return { kind: 'saving' };
    case 'waiting':
    case 'queued':
    case 'done':
    case 'failed':
    case 'cancelled':
    case 'unknown':
      return {
        kind: 'waiting',
        sinceMs,
        part: progress?.kind === 'task' ? progress.percent / 100 : null,
      };
  }
}

/** What a call's missing pictures are; null where nothing is missing any more. */
function missingState(call: RunCall, echo: boolean): TileState | null {
  switch (call.state) {
    case 'queued':
      return call.progress?.kind === 'backing-off'
        ? { kind: 'working', work: workOf(call) }
        : { kind: 'waiting' };
    case 'sending':
    case 'waiting':
    case 'receiving':
    case 'saving':
      return { kind: 'working', work: workOf(call) };
    case 'done':
      // A picture that was deleted, or one fewer than asked for without a word.
      if (call.error === null) return null;
      return { kind: 'failed', error: call.error, charged: call.error.charged, echo };
    case 'failed':
    case 'cancelled':
      return { kind: call.state, error: call.error, charged: call.error?.charged ?? 'no', echo };
    case 'unknown':
      return { kind: 'unknown', error: call.error, charged: call.error?.charged ?? 'maybe', echo };
  }
}

/** The shape of tiles whose pictures are not there yet. */
export function expectedRatio(run: Run): number {
  if (run.expected && run.expected[1] > 0) return run.expected[0] / run.expected[1];
  const [width, height] = (run.ratio ?? '1:1').split(':').map(Number);
  return width && height ? width / height : 1;
}

/** Whether a shape was asked for; else the model chooses it. */
function setsShape({ ratio, size }: Run): boolean {
  return ratio !== null || /^\d+x\d+$/.test(size ?? '');
}

/** Tiles are never flatter or narrower than this: their words must fit. */
function bounded(ratio: number): number {
  return Math.min(3, Math.max(0.45, ratio));
}

/** Every picture that has stood in a call's places, in their order, those that were deleted too. */
export type Stood = (call: RunCall) => readonly PictureId[];

const standing: Stood = (call) => call.saved.map(({ id }) => id);

/** True when what was saved of a call is not all that was asked for, however many files that is: a
    draft, a part, or a picture that breaks off. */
function fellShort({ state }: RunCall): boolean {
  return state === 'failed' || state === 'unknown';
}

/** How many places a call has: one that fell short has one for that, behind all that was saved. */
function placesOf(call: RunCall, stood: number): number {
  return fellShort(call) ? Math.max(call.pictures, stood + 1) : call.pictures;
}

/** The tiles of a run, in the order in which they were asked for. */
export function tilesOf(run: Run, compare: Compare, stood: Stood = standing): Tile[] {
  const expected = bounded(expectedRatio(run));
  return run.calls.flatMap((call) => {
    const ids = stood(call);
    const place = (index: number, ratio: number, state: TileState): Tile => ({
      key: `${call.id}/${String(index)}`,
      call: call.id,
      index,
      kept: call.kept,
      answered: call.answered,
      cures: call.cures,
      draft: index === ids.length ? call.draft : null,
      ratio,
      state,
    });
    const tiles = ids.map((id, index) => {
      const picture = call.saved.find((saved) => saved.id === id);
      if (picture === undefined) return place(index, expected, { kind: 'gone' });
      // What was asked for keeps its place, whatever comes: tiles never move under the pointer.
      const came = bounded(picture.height > 0 ? picture.width / picture.height : 1);
      const ratio = setsShape(run) ? expected : came;
      return place(index, ratio, {
        kind: 'done',
        picture,
        differs: compare(run, picture),
      });
    });
    for (let index = ids.length; index < placesOf(call, ids.length); index += 1) {
      const state = missingState(call, index > ids.length);
      if (state === null) break;
      // Words need width: a failed place of a tall picture is shown no narrower than a square.
      tiles.push(place(index, expected, state));
    }
    return tiles;
  });
}

const ENDED = new Set(['done', 'failed', 'cancelled', 'unknown']);

/** True when nothing more happens by itself. */
export function isEnded(run: Run): boolean {
  return run.calls.every((call) => ENDED.has(call.state));
}

/** Pictures that a call does not have, counted as core counts them for a retry. */
function lackOf(call: RunCall): number {
  return Math.max(call.pictures - call.saved.length, fellShort(call) ? 1 : 0);
}

/** Pictures that came and were deleted: a call without an error had all it was asked for. */
function deletedOf({ state, error, pictures, saved }: RunCall): number {
  return state === 'done' && error === null ? Math.max(0, pictures - saved.length) : 0;
}

/** How many of a run's pictures came and were deleted. */
export function deleted(run: Run): number {
  return run.calls.reduce((total, call) => total + deletedOf(call), 0);
}

/** How many pictures arrived, those that were deleted too; what a call that fell short saved does
    not stand for one it lacks. */
export function arrived(run: Run): number {
  return run.calls.reduce(
    (total, call) =>
      total +
      (fellShort(call)
        ? Math.min(call.saved.length, call.pictures - lackOf(call))
        : call.saved.length + deletedOf(call)),
    0,
  );
}

/** How many pictures a run still lacks; none of a call that is done. */
export function lacking(run: Run): number {
  return run.calls.reduce((sum, call) => sum + (call.state === 'done' ? 0 : lackOf(call)), 0);
}

/** How many of them failed; what was stopped, and what nobody knows of, did not. */
export function failedOf(run: Run): number {
  const failed = run.calls.filter((call) => call.state === 'failed');
  return failed.reduce((sum, call) => sum + lackOf(call), 0);
}

/** What a retry may do for this run. */
export interface RetryChoice {
  /** Kept answers can be finished, free of charge. */
  readonly finish: boolean;
  /** The provider can be asked again, which is a new request. */
  readonly again: boolean;
  /** Asking again may pay twice for the same picture: say so, and ask once. */
  readonly mayCostTwice: boolean;
  /** So many pictures are asked for: all that the run still lacks. */
  readonly pictures: number;
}

/** Nothing while it runs, and nothing after it was asked again: its successor takes over. */
export function retryOf(run: Run): RetryChoice {
  const open = run.calls.filter(
    (call) => call.state !== 'done' && ENDED.has(call.state) && lackOf(call) > 0,
  );
  const may = isEnded(run) && run.retriedAs === null && open.length > 0;
  return {
    finish: may && open.some((call) => call.kept),
    again: may,
    mayCostTwice:
      may &&
      open.some((call) => (call.error?.charged ?? 'no') !== 'no' || call.state === 'unknown'),
    pictures: open.reduce((sum, call) => sum + lackOf(call), 0),
  };
}

/** `00:14`, `61:05`. Never negative. */
export function clock(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const two = (number: number) => String(number).padStart(2, '0');
  return `${two(Math.floor(seconds / 60))}:${two(seconds % 60)}`;
}
