// What can be done in the library by key: one list for its keys, the palette and the sheet. It acts
// through the gallery and the shared actions only.
import type { PictureId } from '$lib/backend/generated';
import { t } from '$lib/i18n/words.svelte';
import type { Actions } from '$lib/state/actions';
import { isFree } from '$lib/state/free';
import type { Shell } from '$lib/state/shell.svelte';
import type { Command } from '$lib/state/shortcuts';
import type { Studio } from '$lib/state/studio.svelte';
import type { MenuGroup } from '$lib/ui/menu';
import { STARS } from './cullCommands';
import type { Curating } from './curating.svelte';
import { MOVES } from './grid/moves';

interface Keyboard {
  curating: Curating;
  studio: Studio;
  shell: Shell;
  open: (picture: PictureId) => void;
  bring: (from: 'files' | 'folder') => Promise<void>;
}

/** Whether the chosen model takes so many more; one is always offered, and refused with a word. */
export function canUseAll(pictures: readonly PictureId[], actions: Actions): boolean {
  const room = actions.roomForReferences();
  return pictures.length === 1 || room === null || pictures.length <= room;
}

/** Several pictures become references, in the order of the grid. */
export async function useAll(pictures: readonly PictureId[], actions: Actions): Promise<void> {
  for (const picture of pictures) await actions.useAsReference(picture);
}

/** Boards that pictures can be put on, and a new one. */
export function boardGroups(pictures: readonly PictureId[], curating: Curating): MenuGroup[] {
  const ordinary = curating.boards.filter(({ query }) => query === null);
  return [
    ordinary.map((board) => ({
      id: board.id,
      label: board.name,
      detail: ordinary.find(({ id }) => id === board.parent)?.name,
      run: () => void curating.putOn(pictures, board),
    })),
    [
      {
        id: 'new',
        label: t('library-board-new'),
        run: () => curating.make(null, pictures),
      },
    ],
  ];
}

export function libraryCommands({ curating, studio, shell, open, bring }: Keyboard): Command[] {
  const { gallery, actions } = curating;
  const here = (): boolean => shell.place === 'library' && isFree(shell, studio);
  const ids = (): readonly PictureId[] => gallery.selected;
  const some = (): boolean => here() && gallery.selection.ids.size > 0;
  const one = (): boolean => here() && gallery.selection.ids.size === 1;
  const alive = (): boolean => some() && gallery.question.place.kind !== 'trash';
  const oneAlive = (): boolean => one() && alive();
  const dead = (): boolean => some() && gallery.question.place.kind === 'trash';
  const loose = (): boolean => here() && document.activeElement === document.body;
  const withOne = (act: (picture: PictureId) => void) => () => {
    const [id] = ids();
    if (id !== undefined) act(id);
  };
  const line = (
    id: string,
    sentence: string,
    keys: readonly string[],
    when: () => boolean,
    run: () => void,
  ): Command => ({ id: `library-${id}`, sentence, group: 'library', keys, when, run });
  return [
    line(
      'open',
      'command-library-open',
      ['Enter', 'Space'],
      () => one() && document.activeElement === document.body,
      withOne(open),
    ),
    line(
      'use',
      'command-library-use',
      ['R'],
      () => alive() && canUseAll(ids(), actions),
      () => void useAll(ids(), actions),
    ),
    line(
      'continue',
      'continue-edit',
      ['E'],
      oneAlive,
      withOne((id) => void actions.continueEdit(id)),
    ),
    line(
      'describe',
      'describe',
      ['D'],
      oneAlive,
      withOne((id) => actions.describe(id)),
    ),
    line(
      'copy',
      'command-library-copy',
      ['Mod+C'],
      () => oneAlive() && (document.getSelection()?.isCollapsed ?? true),
      withOne((id) => void actions.copyPicture(id)),
    ),
    line(
      'save-copy',
      'command-library-save-copy',
      [],
      oneAlive,
      withOne((id) => void actions.saveCopy(id)),
    ),
    line('pick', 'command-pick', ['P'], alive, () => void curating.toggleFlag(ids(), 'picked')),
    line(
      'reject',
      'command-reject',
      ['X'],
      alive,
      () => void curating.toggleFlag(ids(), 'rejected'),
    ),
    line('unflag', 'command-unflag', ['U'], alive, () => void curating.flag(ids(), 'none')),
    ...STARS.map((stars) =>
      line(
        `rate-${stars}`,
        `command-rate-${stars}`,
        [String(stars)],
        alive,
        () => void curating.rate(ids(), stars),
      ),
    ),
    line('cull', 'library-cull', ['C'], here, () => curating.cull()),
    line('delete', 'command-library-delete', ['Delete'], alive, () => void curating.trash(ids())),
    line('from-trash', 'library-restore', [], dead, () => void curating.restore(ids())),
    line('search', 'library-search', ['Mod+F', '/'], here, () => gallery.focusSearch()),
    line('board', 'library-board-new', ['Mod+Shift+N'], here, () =>
      curating.make(null, gallery.question.place.kind === 'trash' ? [] : ids()),
    ),
    line(
      'smart',
      'library-board-smart',
      [],
      () => here() && gallery.question.query.trim() !== '',
      () => curating.keepSearch(),
    ),
    line('import', 'library-import-files', ['Mod+I'], here, () => void bring('files')),
    line('import-folder', 'library-import-folder', [], here, () => void bring('folder')),
    line('select-all', 'command-library-select-all', ['Mod+A'], here, () => {
      void gallery.chooseAll();
    }),
    // A panel that lies over the grid goes first.
    line(
      'clear',
      'command-library-clear',
      ['Escape'],
      () => some() && !shell.panelFloats,
      () => gallery.clear(),
    ),
    {
      ...line('move', 'command-library-move', MOVES, loose, () => gallery.focusGrid()),
      keyOnly: true,
      repeats: true,
    },
  ];
}
