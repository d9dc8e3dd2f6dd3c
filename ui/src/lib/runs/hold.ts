// Files that become references: what came is taken, what was refused is said by name.
import type { Held } from '$lib/backend/generated';
import type { Actions } from '$lib/state/actions';
import type { Composer } from '$lib/state/composer.svelte';

/** Waits for pictures and hands them to the composer. The answer is what came; null if nothing could. */
export async function hold(
  coming: Promise<Held>,
  composer: Composer,
  actions: Actions,
): Promise<void> {
  try {
    const held = await coming;
    composer.hold(held);
    actions.showRefused(held.refused);
  } catch (thrown) {
    actions.showError(thrown);
  }
}
