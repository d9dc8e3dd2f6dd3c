// The menu at a tile: what can be done with what is selected.
import Copy from '@lucide/svelte/icons/copy';
import Download from '@lucide/svelte/icons/download';
import FolderMinus from '@lucide/svelte/icons/folder-minus';
import FolderOpen from '@lucide/svelte/icons/folder-open';
import ImagePlus from '@lucide/svelte/icons/image-plus';
import IterationCw from '@lucide/svelte/icons/iteration-cw';
import Maximize2 from '@lucide/svelte/icons/maximize-2';
import TextQuote from '@lucide/svelte/icons/text-quote';
import Trash2 from '@lucide/svelte/icons/trash-2';
import Undo2 from '@lucide/svelte/icons/undo-2';
import type { PictureId } from '$lib/backend/generated';
import { t } from '$lib/i18n/words.svelte';
import { editName } from '$lib/runs/editing';
import type { MenuGroup, MenuItem } from '$lib/ui/menu';
import { canUseAll, useAll } from './commands';
import type { Curating } from './curating.svelte';

interface Room {
  curating: Curating;
  open: (picture: PictureId) => void;
}

function ofOne(id: PictureId, { curating, open }: Room): MenuItem[] {
  const { actions, gallery } = curating;
  const known = gallery.pages.get(id);
  return [
    {
      id: 'open',
      label: t('picture-open'),
      icon: Maximize2,
      keys: 'Enter',
      run: () => open(id),
    },
    {
      id: 'continue',
      label: known === null ? t('continue-edit') : editName(known),
      icon: IterationCw,
      keys: 'E',
      run: () => void actions.continueEdit(id),
    },
    {
      id: 'describe',
      label: t('describe'),
      icon: TextQuote,
      keys: 'D',
      run: () => actions.describe(id),
    },
  ];
}

function files(id: PictureId, { actions }: Curating): MenuItem[] {
  return [
    {
      id: 'copy',
      label: t('picture-copy'),
      icon: Copy,
      keys: 'Mod+C',
      run: () => void actions.copyPicture(id),
    },
    {
      id: 'save',
      label: t('picture-save-copy'),
      icon: Download,
      run: () => void actions.saveCopy(id),
    },
    {
      id: 'reveal',
      label: t('picture-reveal'),
      icon: FolderOpen,
      run: () => void actions.reveal(id),
    },
  ];
}

/** Off the board that is shown. */
function offBoard(ids: readonly PictureId[], curating: Curating): MenuItem[] {
  const { gallery, actions } = curating;
  const { place } = gallery.question;
  if (place.kind !== 'board') return [];
  const board = curating.boards.find(({ id }) => id === place.board);
  if (board === undefined || board.query !== null) return [];
  return [
    {
      id: 'off',
      label: t('library-off-board', { name: board.name }),
      icon: FolderMinus,
      run: () => void actions.takeOffBoard(gallery.named(ids), board.id, board.name),
    },
  ];
}

/** The menu of what is selected. */
export function menuOf(room: Room): MenuGroup[] {
  const { curating } = room;
  const { gallery, actions } = curating;
  const ids = gallery.selected;
  const [one] = ids;
  const single = ids.length === 1 && one !== undefined;
  if (gallery.question.place.kind === 'trash') {
    const restore = {
      id: 'restore',
      label: t('library-restore'),
      icon: Undo2,
      run: () => void curating.restore(ids),
    };
    return [[restore]];
  }
  const use = {
    id: 'use',
    label: t(single ? 'picture-use' : 'picture-use-several'),
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
    run: () => void curating.trash(ids),
  };
  return [
    single ? [...ofOne(one, room), use] : canUseAll(ids, actions) ? [use] : [],
    offBoard(ids, curating),
    single ? files(one, curating) : [],
    [remove],
  ];
}
