// Makes the composer and what can be done to runs, and hands them to every component below.
import type { HeldReference } from '$lib/backend/generated';
import { t } from '$lib/i18n/words.svelte';
import type { Ground } from '$lib/state/context';
import { Composer, setComposer } from '$lib/state/composer.svelte';
import { setRunActions } from './context';
import { createRunActions, type RunActions } from './runActions';

/** What Create stands on. */
export interface CreateGround {
  composer: Composer;
  runActions: RunActions;
}

function isSame(one: HeldReference, other: HeldReference): boolean {
  return (
    one.id === other.id ||
    (one.name === other.name &&
      one.bytes === other.bytes &&
      one.width === other.width &&
      one.height === other.height)
  );
}

/** Call once, where the window's ground is made. */
export function provideCreate(ground: Ground): CreateGround {
  const { backend, studio, shell, actions } = ground;
  const composer = setComposer(new Composer(backend, studio));
  const runActions = setRunActions(createRunActions(backend, shell, actions, composer));
  actions.onReferences(
    (held) => {
      // A picture that is held again has another id: its file tells that it is the same.
      const at = composer.references.findIndex((there) =>
        held.references.some((one) => isSame(one, there)),
      );
      if (at < 0) composer.hold(held);
      else actions.say(t('reference-there', { number: at + 1 }));
      actions.showRefused(held.refused);
      composer.focus();
    },
    () => (composer.limit === null ? null : composer.limit - composer.references.length),
  );
  actions.onProject((board) => composer.chooseBoard(board));
  actions.onContinue(({ picture }, held) => {
    const [first] = held?.references ?? [];
    if (held !== null) actions.showRefused(held.refused);
    if (held !== null && first === undefined) return;
    const putBack =
      first === undefined
        ? composer.continueEdit(picture.id, picture.model)
        : composer.editPicture(first, picture.model);
    if (putBack !== null) {
      const action = { label: t('undo'), run: putBack };
      shell.toast({ kind: 'done', text: t('edit-set-aside'), next: null, action });
    }
    composer.focus();
  });
  return { composer, runActions };
}
