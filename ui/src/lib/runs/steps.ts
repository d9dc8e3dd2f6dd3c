// What can be done about a call that ended without its pictures: the right buttons, the most
// useful first. Pure.
import { ERRORS } from '$lib/backend/errors';
import type { Route, Run } from '$lib/backend/generated';
import { retryOf, type Tile } from './tiles';

/** Asking again by another endpoint. */
export type Cure = `cure-${Route}`;

/** Something that can be done. */
export type Step =
  'finish' | 'connect' | 'provider' | 'library' | 'retry' | 'response' | 'put-away' | Cure;

/** The steps for a failed, cancelled or unknown tile. */
export function stepsOf(run: Run, tile: Tile): Step[] {
  const { state } = tile;
  if (state.kind !== 'failed' && state.kind !== 'unknown' && state.kind !== 'cancelled') return [];
  const steps: Step[] = [];
  const retry = retryOf(run);
  const next = state.error === null ? 'none' : ERRORS[state.error.code].button;
  if (retry.finish && tile.kept) steps.push('finish');
  if (next === 'connect') steps.push('connect');
  if (next === 'enter-key' || next === 'provider-settings') steps.push('provider');
  if (next === 'library-settings' || next === 'choose-library') steps.push('library');
  if (retry.again) steps.push(...curesOf(run, tile));
  if (next === 'open-response' && tile.answered) steps.push('response');
  if (retry.again) steps.push('retry');
  if (state.kind === 'unknown' && retry.again) steps.push('put-away');
  if (tile.answered && !steps.includes('response')) steps.push('response');
  return steps;
}

/** The endpoint of a cure; null for any other step. */
export function cureOf(step: Step): Route | null {
  return step.startsWith('cure-') ? (step.slice('cure-'.length) as Route) : null;
}

/** Edits last where there is nothing to edit. */
function curesOf(run: Run, tile: Tile): Cure[] {
  const bare = run.references.length === 0 && run.continues === null;
  const late = (route: Route): number => (bare && route === 'edits' ? 1 : 0);
  return [...tile.cures]
    .sort((one, other) => late(one) - late(other))
    .map((route): Cure => `cure-${route}`);
}

/** The two steps that a tile has room for: one cure is enough there, the panel has all. */
export function fewOf(steps: readonly Step[]): Step[] {
  const first = steps.find((step) => cureOf(step) !== null);
  return steps.filter((step) => cureOf(step) === null || step === first).slice(0, 2);
}
