// Where the page begins: it takes the app's backend, or the fake one in a plain browser, and
// draws the window.
import { mount } from 'svelte';
import App from './App.svelte';
import type { Backend } from '$lib/backend/backend';
import { tauriBackend } from '$lib/backend/tauri';
import '$lib/design/tokens.css';
import '$lib/design/base.css';

async function backend(): Promise<Backend> {
  if ('__TAURI_INTERNALS__' in window) return tauriBackend();
  const { fakeFromAddress } = await import('$lib/backend/fake');
  return fakeFromAddress(window.location.search);
}

const target = document.querySelector('#app');
if (target !== null) {
  mount(App, { target, props: { backend: await backend() } });
}
