// Changing the provider that is used, and trying the demo: the menu, the palette and the first run
// do the same.
import type { Backend } from '$lib/backend/backend';
import type { ProfileId, Providers } from '$lib/backend/generated';
import { providerName } from '$lib/i18n/provider';
import { t } from '$lib/i18n/words.svelte';
import type { Actions } from '$lib/state/actions';
import { EMPTY_COMPOSITION } from '$lib/state/composer/composition';
import type { Ground } from '$lib/state/context';
import { isFree } from '$lib/state/free';
import type { Command } from '$lib/state/shortcuts';
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

/** The palette's lines for changing to another provider, by its name. */
export function providerCommands(
  { backend, studio, shell, actions }: Ground,
  { providers, current }: Providers,
): Command[] {
  const line = (id: string, name: string, run: () => Promise<void>): Command => ({
    id: `provider-${id}`,
    sentence: 'command-use-provider',
    args: { name },
    group: 'general',
    keys: [],
    when: () => isFree(shell, studio),
    run: () => void run(),
  });
  const others = providers.filter(({ id }) => id !== current);
  const lines = others.map((one) =>
    line(one.id, providerName(one), () => useProvider(backend, studio, actions, one.id)),
  );
  if (providers.some(({ demo }) => demo)) return lines;
  const demo = t('provider-menu-demo');
  return [...lines, line('demo', demo, () => useDemo(backend, studio, actions))];
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
