// What the queue popover lists: runs that still work, and what ended lately. Pure, over the
// runs of the studio.
import type { CallState, Film, Run, RunCall } from '$lib/backend/generated';
import { isFilming } from '$lib/state/reduce';

const ENDED: ReadonlySet<CallState> = new Set(['done', 'failed', 'cancelled', 'unknown']);

/** How a run ended, the worst first: it decides the sign in the list. */
export type Ending = 'done' | 'failed' | 'cancelled' | 'unknown';

/** A run or a film that came to its end. */
export type Ended =
  { readonly kind: 'run'; readonly run: Run } | { readonly kind: 'film'; readonly film: Film };

export interface Queue {
  /** Oldest first: the order in which they come to an end, more or less. */
  readonly running: readonly Run[];
  /** How many of their pictures have not left yet. */
  readonly waiting: number;
  /** Newest first. */
  readonly ended: readonly Ended[];
}

export function hasEnded(call: RunCall): boolean {
  return ENDED.has(call.state);
}

export function isRunning(run: Run): boolean {
  return run.calls.some((call) => !hasEnded(call));
}

/** A run in which nothing has begun yet. */
export function isWaiting(run: Run): boolean {
  return run.calls.every((call) => call.state === 'queued');
}

export function queueOf(runs: readonly Run[], films: readonly Film[], recent = 8): Queue {
  const running = runs.filter(isRunning).reverse();
  const queued = running.flatMap(({ calls }) => calls).filter(({ state }) => state === 'queued');
  const waiting = queued.reduce((sum, call) => sum + call.pictures, 0);
  const runsOver = runs.filter((run) => !isRunning(run) && !run.discarded);
  const filmsOver = films.filter((film) => !isFilming(film));
  const ended: Ended[] = [
    ...runsOver.map((run) => ({ kind: 'run' as const, run })),
    ...filmsOver.map((film) => ({ kind: 'film' as const, film })),
  ];
  ended.sort((one, other) => begun(other) - begun(one));
  return { running, waiting, ended: ended.slice(0, recent) };
}

function begun(ended: Ended): number {
  return Date.parse(ended.kind === 'run' ? ended.run.createdAt : ended.film.createdAt);
}

export function endingOf(run: Run): Ending {
  const states = run.calls.map((call) => call.state);
  if (states.includes('unknown')) return 'unknown';
  if (states.includes('failed')) return 'failed';
  if (states.includes('cancelled')) return 'cancelled';
  return 'done';
}

/** Whether something has left for the provider, so that stopping may cost. */
export function mayCost(run: Run): boolean {
  return run.calls.some((call) => !hasEnded(call) && call.state !== 'queued');
}

/**
 * How far a run is, 0 to 1, by what is known: pictures that are there, and the share of a call
 * that is being received or that reports per cent. Null while nothing is known.
 */
export function share(run: Run): number | null {
  const parts = run.calls.map(shareOfCall);
  if (parts.every((part) => part === null)) return null;
  return parts.reduce<number>((sum, part) => sum + (part ?? 0), 0) / parts.length;
}

function shareOfCall(call: RunCall): number | null {
  if (hasEnded(call)) return 1;
  const progress = call.progress;
  if (progress?.kind === 'task') return progress.percent / 100;
  if (progress?.kind === 'receiving' && progress.total !== null && progress.total > 0) {
    return Math.min(1, progress.received / progress.total);
  }
  return null;
}

/** How a film ended, in the same four ways. */
export function endingOfFilm({ state }: Film): Ending {
  if (state === 'done' || state === 'failed' || state === 'unknown') return state;
  return 'cancelled';
}
