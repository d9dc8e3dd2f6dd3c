// Where the page begins: it takes the app's backend, or the fake one in a plain browser, speaks
// the system's language and draws the window.
import { mount } from 'svelte';
import App from './App.svelte';
import type { Backend } from '$lib/backend/backend';
import { tauriBackend } from '$lib/backend/tauri';
import { nearestLanguage } from '$lib/i18n/languages';
import { loadLanguage } from '$lib/i18n/words.svelte';
import '$lib/design/tokens.css';
import '$lib/design/base.css';

async function backend(): Promise<Backend> {
  if ('__TAURI_INTERNALS__' in window) return tauriBackend();
  const { fakeFromAddress } = await import('$lib/backend/fake');
  return fakeFromAddress(window.location.search);
}

const target = document.querySelector('#app');
if (target !== null) {
  const [other] = await Promise.all([backend(), loadLanguage(nearestLanguage(navigator.language))]);
  mount(App, { target, props: { backend: other } });
}
