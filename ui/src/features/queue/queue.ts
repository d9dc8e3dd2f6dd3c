// What the queue popover lists: runs that still work, and what ended lately. Pure, over the
// runs of the studio.
import type { CallState, Run, RunCall } from '$lib/backend/generated';

const ENDED: ReadonlySet<CallState> = new Set(['done', 'failed', 'cancelled', 'unknown']);

/** How a run ended, the worst first: it decides the sign in the list. */
export type Ending = 'done' | 'failed' | 'cancelled' | 'unknown';

export interface Queue {
  /** Oldest first: the order in which they come to an end, more or less. */
  readonly running: readonly Run[];
  /** Newest first. */
  readonly ended: readonly Run[];
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

export function queueOf(runs: readonly Run[], recent = 8): Queue {
  const running = runs.filter(isRunning).reverse();
  const ended = runs.filter((run) => !isRunning(run) && !run.discarded).slice(0, recent);
  return { running, ended };
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
