// How long a message stays.
import type { Toast } from '$lib/state/shell.svelte';

const STAYS_MS = 4_000;
/** With a way back, such as Undo. */
const STAYS_WITH_ACTION_MS = 10_000;
const ERROR_STAYS_MS = 12_000;

/** In milliseconds; null is until it is put away. */
export function stays({ kind, action }: Toast): number | null {
  if (kind === 'error') return action === null ? ERROR_STAYS_MS : null;
  return action === null ? STAYS_MS : STAYS_WITH_ACTION_MS;
}
