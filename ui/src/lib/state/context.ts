// How state reaches components: by Svelte's context, so that a test hands in its own. Narrow
// interfaces on purpose; nothing here is global.
import { createContext } from 'svelte';
import type { Backend } from '$lib/backend/backend';
import { createActions, type Actions } from './actions';
import { Balances } from './balances.svelte';
import { Shell } from './shell.svelte';
import { Studio } from './studio.svelte';

export const [getBackend, setBackend] = createContext<Backend>();
export const [getStudio, setStudio] = createContext<Studio>();
export const [getShell, setShell] = createContext<Shell>();
export const [getBalances, setBalances] = createContext<Balances>();
export const [getActions, setActions] = createContext<Actions>();

/** What a window stands on. */
export interface Ground {
  backend: Backend;
  studio: Studio;
  shell: Shell;
  actions: Actions;
}

/** Makes the state of a window on a backend, and hands it to every component below. */
export function provide(backend: Backend): Ground {
  const shell = new Shell(backend);
  const studio = new Studio(backend);
  setBalances(new Balances(backend));
  studio.on((happened) => {
    if (happened.kind === 'pictures-gone') shell.unselect(new Set(happened.pictures));
  });
  return {
    backend: setBackend(backend),
    studio: setStudio(studio),
    shell: setShell(shell),
    actions: setActions(createActions(backend, shell)),
  };
}
