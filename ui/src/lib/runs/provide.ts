// Makes the composer and what can be done to runs, and hands them to every component below.
import type { Ground } from '$lib/state/context';
import { Composer, setComposer } from '$lib/state/composer.svelte';
import { setRunActions } from './context';
import { createRunActions, type RunActions } from './runActions';

/** What Create stands on. */
export interface CreateGround {
  composer: Composer;
  runActions: RunActions;
}

/** Call once, where the window's ground is made. */
export function provideCreate(ground: Ground): CreateGround {
  const { backend, studio, shell, actions } = ground;
  const composer = setComposer(new Composer(backend, studio));
  const runActions = setRunActions(createRunActions(backend, shell, actions, composer));
  actions.onReferences((held) => {
    composer.hold(held);
    for (const error of held.refused) actions.showError(error);
    composer.focus();
  });
  return { composer, runActions };
}
