// The storyboard, what can be done to films and what is being watched: made once for a window, when
// somebody first needs it, so that the first view does without. It comes with its words.
import type { FilmId } from '$lib/backend/generated';
import { getActions, getBackend, getShell, getStudio, type Ground } from '$lib/state/context';
import type { Studio } from '$lib/state/studio.svelte';
import { createFilmActions, type FilmActions } from './filmActions';
import { FilmComposer } from './filmComposer.svelte';
import { Watching } from './watching.svelte';

/** What Video stands on. */
export interface FilmGround {
  composer: FilmComposer;
  films: FilmActions;
  watching: Watching;
  select(film: FilmId): void;
}

const grounds = new WeakMap<Studio, FilmGround>();

function made({ backend, studio, shell, actions }: Ground): FilmGround {
  const composer = new FilmComposer(backend, studio);
  const watching = new Watching(backend);
  const storyboard = studio.opened?.storyboard;
  if (storyboard !== undefined) composer.open(storyboard);
  return {
    composer,
    watching,
    films: createFilmActions(backend, shell, actions, composer, watching),
    select: (film) => shell.select({ kind: 'film', film }),
  };
}

/** The one of a window. It outlives whoever asked for it first. */
export function filmGroundOf(ground: Ground): FilmGround {
  const found = grounds.get(ground.studio);
  if (found !== undefined) return found;
  const films: FilmGround[] = [];
  $effect.root(() => void films.push(made(ground)));
  const [one] = films;
  if (one === undefined) throw new Error('an effect root runs at once');
  grounds.set(ground.studio, one);
  return one;
}

/** For a component, while it is made. */
export function getFilmGround(): FilmGround {
  return filmGroundOf({
    backend: getBackend(),
    studio: getStudio(),
    shell: getShell(),
    actions: getActions(),
  });
}
