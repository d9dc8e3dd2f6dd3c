// What can be done about a call that ended without its pictures: the right buttons, the most
// useful first. Pure.
import { ERRORS } from '$lib/backend/errors';
import type { Run } from '$lib/backend/generated';
import { retryOf, type Tile } from './tiles';

/** Something that can be done. */
export type Step =
  'finish' | 'connect' | 'provider' | 'library' | 'retry' | 'response' | 'put-away';

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
  if (next === 'open-response' && tile.answered) steps.push('response');
  if (retry.again) steps.push('retry');
  if (state.kind === 'unknown' && retry.again) steps.push('put-away');
  if (tile.answered && !steps.includes('response')) steps.push('response');
  return steps;
}
