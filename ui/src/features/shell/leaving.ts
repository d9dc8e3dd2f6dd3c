// How long a message stays, and its going by itself.
import type { Attachment } from 'svelte/attachments';
import type { Toast } from '$lib/state/shell.svelte';

const STAYS_MS = 4_000;
/** With a way back, such as Undo. */
const STAYS_WITH_ACTION_MS = 10_000;
const ERROR_STAYS_MS = 12_000;

/** How long it stays; null is until it is put away. */
function timeOf({ kind, action }: Toast): number | null {
  if (kind === 'error') return action === null ? ERROR_STAYS_MS : null;
  return action === null ? STAYS_MS : STAYS_WITH_ACTION_MS;
}

/** Puts it away after its time; the time waits while somebody is at it. */
export function leaves(toast: Toast, dismiss: () => void): Attachment<HTMLElement> {
  return (element) => {
    const time = timeOf(toast);
    if (time === null) return;
    let timer = setTimeout(dismiss, time);
    const wait = (): void => clearTimeout(timer);
    const go = (): void => {
      clearTimeout(timer);
      timer = setTimeout(dismiss, time);
    };
    element.addEventListener('pointerenter', wait);
    element.addEventListener('focusin', wait);
    element.addEventListener('pointerleave', go);
    element.addEventListener('focusout', go);
    return wait;
  };
}
