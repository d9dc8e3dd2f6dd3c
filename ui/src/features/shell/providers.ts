// Changing the provider that is used, and trying the demo: the menu, the palette and the first run
// do the same.
import type { Backend } from '$lib/backend/backend';
import type { ProfileId } from '$lib/backend/generated';
import { t } from '$lib/i18n/words.svelte';
import type { Actions } from '$lib/state/actions';
import { EMPTY_COMPOSITION } from '$lib/state/composer/composition';
import type { Studio } from '$lib/state/studio.svelte';

/** Makes a provider the one that is used. */
export async function useProvider(
  backend: Backend,
  studio: Studio,
  actions: Actions,
  provider: ProfileId,
): Promise<void> {
  try {
    studio.set({ providers: await backend.useProvider({ provider }) });
  } catch (thrown) {
    actions.showError(thrown);
  }
}

/** Makes the built-in demo the one that is used, and starts it where it does not run. */
export async function useDemo(backend: Backend, studio: Studio, actions: Actions): Promise<void> {
  try {
    studio.set({ providers: await backend.useDemo() });
  } catch (thrown) {
    actions.showError(thrown);
  }
}

/** What the sample is asked of: its pixels are known, so its tile keeps its shape. */
const SAMPLE = { model: 'nano-banana-2', ratio: '3:2', size: '1K' } as const;

/** Starts the demo, and a sample at once, so that a picture is on the screen within seconds. */
export async function tryDemo(backend: Backend, studio: Studio, actions: Actions): Promise<void> {
  try {
    studio.set({ providers: await backend.useDemo() });
    actions.goTo('create');
    await backend.startRun({
      ...EMPTY_COMPOSITION,
      ...SAMPLE,
      prompt: t('first-sample'),
      count: 1,
    });
    actions.say(t('toast-demo'));
  } catch (thrown) {
    actions.showError(thrown);
  }
}
