// From a run in the queue to its tiles in Create.
import { tick } from 'svelte';
import type { Run } from '$lib/backend/generated';
import type { Shell } from '$lib/state/shell.svelte';
import { hasEnded } from './queue';

/** Selects what is worth looking at: a call that is under way or went wrong, else a picture. */
export async function jump(run: Run, shell: Shell): Promise<void> {
  const call =
    run.calls.find((each) => !hasEnded(each)) ??
    run.calls.find((each) => each.state !== 'done') ??
    run.calls[0];
  const picture = call?.state === 'done' ? call.saved[0] : undefined;
  shell.queueOpen = false;
  shell.goTo('create');
  if (picture !== undefined) shell.selectPicture(picture.id);
  else if (call !== undefined) shell.select({ kind: 'call', run: run.id, call: call.id });
  await tick();
  const block = document.querySelector(`[data-run~="${CSS.escape(run.id)}"]`);
  block?.scrollIntoView({ block: 'center' });
}
