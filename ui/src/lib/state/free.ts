// Whether the window itself hears keys and pastes, or a modal question stands before it. Dialogs
// of the shell, the question at closing and every dialog of a feature count alike.
import type { Shell } from './shell.svelte';
import type { Studio } from './studio.svelte';

const standing = new Set<object>();

/** A modal dialog stands on the screen, until the answer is called. */
export function standModal(): () => void {
  const modal = {};
  standing.add(modal);
  return () => standing.delete(modal);
}

/** Whether a modal dialog stands on the screen, whoever opened it. */
export function isModalOpen(): boolean {
  return standing.size > 0;
}

/** Whether nothing stands before the window. */
export function isFree(shell: Shell, studio: Studio): boolean {
  return shell.dialog.kind === 'none' && studio.state?.closing == null && !isModalOpen();
}
