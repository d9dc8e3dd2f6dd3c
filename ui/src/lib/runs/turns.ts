// Whose turn it is among the pictures that wait.
import type { CallId, Run } from '$lib/backend/generated';
import type { Tile } from './tiles';

/** Turn of the first picture of every queued call, from 1, by provider: the oldest run first.
    `runs` is newest first. */
export function turns(runs: readonly Run[]): Map<CallId, number> {
  const turn = new Map<CallId, number>();
  const last = new Map<string, number>();
  for (const run of [...runs].reverse()) {
    for (const call of run.calls) {
      if (call.state !== 'queued') continue;
      const before = last.get(run.provider) ?? 0;
      last.set(run.provider, before + call.pictures);
      turn.set(call.id, before + 1);
    }
  }
  return turn;
}

/** A tile's own turn; null where its call does not wait. */
export function turnOf(tile: Tile, order: ReadonlyMap<CallId, number>): number | null {
  const first = order.get(tile.call);
  return first === undefined ? null : first + tile.index;
}
