// What can be done to a film, from its block, its menu, its panel and the viewer alike. A refusal is
// said in a toast; nothing here repeats what costs money without having been asked.
import type { Backend } from '$lib/backend/backend';
import type { Film, FilmId, PictureId } from '$lib/backend/generated';
import { t } from '$lib/i18n/words.svelte';
import type { Actions } from '$lib/state/actions';
import type { Shell } from '$lib/state/shell.svelte';
import type { FilmComposer } from './filmComposer.svelte';
import type { FilmSpot } from './storyboard';
import type { Watching } from './watching.svelte';

/** What can be done to a film. */
export interface FilmActions {
  /** Only while it has not begun. */
  cancel(film: Film): Promise<void>;
  /** Stops waiting for it. */
  leave(film: Film): Promise<void>;
  /** Asks about its task again, free of charge. */
  follow(film: Film): Promise<void>;
  /** Its settings and pictures into the storyboard. */
  again(film: Film): Promise<void>;
  /** Its last frame into the storyboard, or among Create's references. */
  lastFrame(film: Film, to: FilmSpot | 'create'): Promise<void>;
  /** To the trash, with a toast that brings it back. */
  remove(film: Film): Promise<void>;
  /** Brings back what was deleted last. */
  undoRemove(): Promise<void>;
  /** Something can be brought back. */
  canUndo(): boolean;
  /** The file in the system's own player. */
  openElsewhere(picture: PictureId): Promise<void>;
}

/** Makes them. */
export function createFilmActions(
  backend: Backend,
  shell: Shell,
  actions: Actions,
  composer: FilmComposer,
  watching: Watching,
): FilmActions {
  let removed: readonly FilmId[] = [];

  async function tried(work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
    } catch (thrown) {
      actions.showError(thrown);
    }
  }

  async function restore(film: FilmId): Promise<void> {
    if (!removed.includes(film)) return;
    removed = removed.filter((one) => one !== film);
    try {
      await backend.restoreFilm({ film });
    } catch (thrown) {
      // It is still in the trash, so the way back stays.
      removed = [...removed, film];
      actions.showError(thrown);
    }
  }

  function toStoryboard(): void {
    shell.close();
    shell.goTo('video');
    composer.focus();
  }

  return {
    cancel: (film) => tried(() => backend.cancelFilm({ film: film.id })),
    leave: (film) => tried(() => backend.leaveFilm({ film: film.id })),
    follow: (film) => tried(() => backend.followFilm({ film: film.id })),
    again: (film) =>
      tried(async () => {
        composer.recompose(await backend.recomposeFilm({ film: film.id }));
        toStoryboard();
      }),
    lastFrame: (film, to) =>
      tried(async () => {
        const held = await backend.holdLastFrame({ film: film.id });
        if (to === 'create') {
          shell.close();
          actions.takeReferences({ references: [held], refused: [] });
          return;
        }
        composer.hold([held], to);
        toStoryboard();
      }),
    remove: (film) =>
      tried(async () => {
        if (film.saved !== null) watching.closeFilm(film.saved.picture.id);
        await backend.deleteFilm({ film: film.id });
        removed = [...removed, film.id];
        const { selection } = shell;
        if (selection.kind === 'film' && selection.film === film.id) shell.select({ kind: 'none' });
        shell.toast({
          kind: 'done',
          text: t('film-deleted'),
          next: null,
          action: { label: t('undo'), run: () => void restore(film.id) },
        });
      }),
    undoRemove: async () => {
      const last = removed.at(-1);
      if (last !== undefined) await restore(last);
    },
    canUndo: () => removed.length > 0,
    openElsewhere: (picture) => tried(() => backend.openPicture({ picture })),
  };
}
