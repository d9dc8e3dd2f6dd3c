// What can be done in the library: one list for its keys, the palette and the sheet, and one for
// the menu at a tile. It acts through the gallery and the shared actions only.
import Copy from '@lucide/svelte/icons/copy';
import Download from '@lucide/svelte/icons/download';
import FolderOpen from '@lucide/svelte/icons/folder-open';
import ImagePlus from '@lucide/svelte/icons/image-plus';
import IterationCw from '@lucide/svelte/icons/iteration-cw';
import Maximize2 from '@lucide/svelte/icons/maximize-2';
import TextQuote from '@lucide/svelte/icons/text-quote';
import Trash2 from '@lucide/svelte/icons/trash-2';
import type { PictureId } from '$lib/backend/generated';
import { t } from '$lib/i18n/words.svelte';
import type { Actions } from '$lib/state/actions';
import { isFree } from '$lib/state/free';
import type { Shell } from '$lib/state/shell.svelte';
import type { Command } from '$lib/state/shortcuts';
import type { Studio } from '$lib/state/studio.svelte';
import type { MenuGroup } from '$lib/ui/menu';
import type { Gallery } from './gallery.svelte';
import { MOVES } from './keys';

interface Room {
  gallery: Gallery;
  actions: Actions;
  open: (picture: PictureId) => void;
}

interface Keyboard extends Room {
  studio: Studio;
  shell: Shell;
  /** Gives the keyboard to the grid. */
  focus: () => void;
}

/** Several pictures become references, in the order of the grid. */
export async function useAll(pictures: readonly PictureId[], actions: Actions): Promise<void> {
  for (const picture of pictures) await actions.useAsReference(picture);
}

export function libraryCommands({
  gallery,
  studio,
  shell,
  actions,
  open,
  focus,
}: Keyboard): Command[] {
  const here = (): boolean => shell.place === 'library' && isFree(shell, studio);
  const some = (): boolean => here() && gallery.selection.ids.size > 0;
  const one = (): boolean => here() && gallery.selection.ids.size === 1;
  const ids = (): PictureId[] => gallery.selected.map(({ id }) => id);
  const withOne = (act: (picture: PictureId) => void) => () => {
    const [id] = ids();
    if (id !== undefined) act(id);
  };
  const loose = (): boolean => here() && document.activeElement === document.body;
  return [
    {
      id: 'library-open',
      sentence: 'command-library-open',
      group: 'library',
      keys: ['Enter', 'Space'],
      when: () => one() && document.activeElement === document.body,
      run: withOne(open),
    },
    {
      id: 'library-use',
      sentence: 'command-library-use',
      group: 'library',
      keys: ['R'],
      when: some,
      run: () => void useAll(ids(), actions),
    },
    {
      id: 'library-continue',
      sentence: 'continue-edit',
      group: 'library',
      keys: ['E'],
      when: one,
      run: withOne((id) => void actions.continueEdit(id)),
    },
    {
      id: 'library-describe',
      sentence: 'describe',
      group: 'library',
      keys: ['D'],
      when: one,
      run: withOne((id) => actions.describe(id)),
    },
    {
      id: 'library-copy',
      sentence: 'command-library-copy',
      group: 'library',
      keys: ['Mod+C'],
      when: () => one() && (document.getSelection()?.isCollapsed ?? true),
      run: withOne((id) => void actions.copyPicture(id)),
    },
    {
      id: 'library-save-copy',
      sentence: 'command-library-save-copy',
      group: 'library',
      keys: [],
      when: one,
      run: withOne((id) => void actions.saveCopy(id)),
    },
    {
      id: 'library-delete',
      sentence: 'command-library-delete',
      group: 'library',
      keys: ['Delete'],
      when: some,
      run: () => void actions.deletePictures(ids()),
    },
    {
      id: 'library-select-all',
      sentence: 'command-library-select-all',
      group: 'library',
      keys: ['Mod+A'],
      when: here,
      run: () => gallery.chooseAll(),
    },
    {
      id: 'library-clear',
      sentence: 'command-library-clear',
      group: 'library',
      keys: ['Escape'],
      when: some,
      run: () => gallery.clear(),
    },
    {
      id: 'library-move',
      sentence: 'command-library-move',
      group: 'library',
      keys: MOVES,
      when: loose,
      keyOnly: true,
      repeats: true,
      run: focus,
    },
  ];
}

/** The menu of what is selected. */
export function menuOf({ gallery, actions, open }: Room): MenuGroup[] {
  const ids = gallery.selected.map(({ id }) => id);
  const [first] = ids;
  const one = ids.length === 1 ? first : undefined;
  const plain = gallery.selected[0]?.canContinue === false;
  const use = {
    id: 'use',
    label: t(one === undefined ? 'picture-use-several' : 'picture-use'),
    icon: ImagePlus,
    keys: 'R',
    run: () => void useAll(ids, actions),
  };
  const remove = {
    id: 'delete',
    label: t('picture-delete'),
    icon: Trash2,
    keys: 'Delete',
    danger: true,
    run: () => void actions.deletePictures(ids),
  };
  if (one === undefined) return [[use], [remove]];
  return [
    [
      {
        id: 'open',
        label: t('picture-open'),
        icon: Maximize2,
        keys: 'Enter',
        run: () => open(one),
      },
      use,
      {
        id: 'continue',
        label: t('continue-edit'),
        icon: IterationCw,
        keys: 'E',
        ...(plain ? { detail: t('continues-plain') } : {}),
        run: () => void actions.continueEdit(one),
      },
      {
        id: 'describe',
        label: t('describe'),
        icon: TextQuote,
        keys: 'D',
        run: () => actions.describe(one),
      },
    ],
    [
      {
        id: 'copy',
        label: t('picture-copy'),
        icon: Copy,
        keys: 'Mod+C',
        run: () => void actions.copyPicture(one),
      },
      {
        id: 'save',
        label: t('picture-save-copy'),
        icon: Download,
        run: () => void actions.saveCopy(one),
      },
      {
        id: 'reveal',
        label: t('picture-reveal'),
        icon: FolderOpen,
        run: () => void actions.reveal(one),
      },
    ],
    [remove],
  ];
}
