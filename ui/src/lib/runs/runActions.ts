// What can be done to a run, from its tiles, its menu and the panel alike. A refusal is said in a
// toast; nothing here repeats what costs money without having been asked.
import type { Backend } from '$lib/backend/backend';
import type { CallId, RetryHow, Route, Run } from '$lib/backend/generated';
import { t } from '$lib/i18n/words.svelte';
import type { Actions } from '$lib/state/actions';
import type { Composer } from '$lib/state/composer.svelte';
import type { Shell } from '$lib/state/shell.svelte';
import { responseAsked } from './response.svelte';

/** What can be done to a run. */
export interface RunActions {
  retry(run: Run, how: RetryHow): Promise<void>;
  /** Asks again by another endpoint, and pays again. */
  rerun(run: Run, route: Route): Promise<void>;
  /** Puts the runs of the other models away. */
  keep(run: Run): Promise<void>;
  cancel(run: Run): Promise<void>;
  putAway(run: Run): Promise<void>;
  /** Prompt, settings and references into the composer. */
  recall(run: Run): Promise<void>;
  /** Shows a call's response in the panel. */
  openResponse(run: Run, call: CallId): void;
}

/** Makes them. */
export function createRunActions(
  backend: Backend,
  shell: Shell,
  actions: Actions,
  composer: Composer,
): RunActions {
  async function tried(work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
    } catch (thrown) {
      actions.showError(thrown);
    }
  }

  return {
    retry: (run, how) => tried(() => backend.retryRun({ run: run.id, how })),
    rerun: (run, route) => tried(() => backend.rerun({ run: run.id, route })),
    keep: (run) =>
      tried(async () => {
        await backend.keepRun({ run: run.id });
        actions.say(t('run-kept'));
      }),
    cancel: (run) => tried(() => backend.cancelRun({ run: run.id })),
    putAway: (run) =>
      tried(async () => {
        await backend.discardRun({ run: run.id });
        shell.select({ kind: 'none' });
        actions.say(t('run-put-away-done'));
      }),
    recall: (run) =>
      tried(async () => {
        const refused = await composer.recall(run);
        shell.goTo('create');
        actions.showRefused(refused);
      }),
    openResponse: (run, call) => {
      responseAsked.call = call;
      shell.select({ kind: 'call', run: run.id, call });
      if (!shell.panelOpen) shell.togglePanel();
    },
  };
}
