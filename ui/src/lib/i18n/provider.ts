// What a provider is called: by its own name, the built-in demo in the user's language.
import type { ProviderView } from '$lib/backend/generated';
import { t } from './words.svelte';

/** Its name, as the window tells it. */
export function providerName(provider: Pick<ProviderView, 'demo' | 'name'>): string {
  return provider.demo ? t('provider-menu-demo') : provider.name;
}
