// The menu of a board.
import FolderPlus from '@lucide/svelte/icons/folder-plus';
import Pencil from '@lucide/svelte/icons/pencil';
import Trash2 from '@lucide/svelte/icons/trash-2';
import Sparkles from '@lucide/svelte/icons/sparkles';
import type { BoardView } from '$lib/backend/generated';
import { t } from '$lib/i18n/words.svelte';
import type { MenuGroup } from '$lib/ui/menu';
import type { Curating } from '../curating.svelte';

export function boardMenu(board: BoardView, curating: Curating): MenuGroup[] {
  const ordinary = board.query === null;
  return [
    ordinary
      ? [
          {
            id: 'project',
            label: t('library-board-project'),
            icon: Sparkles,
            run: () => curating.makeProject(board),
          },
        ]
      : [],
    [
      {
        id: 'edit',
        label: t('library-board-edit'),
        icon: Pencil,
        keys: 'F2',
        run: () => curating.edit(board),
      },
      ...(ordinary && board.parent === null
        ? [
            {
              id: 'inside',
              label: t('library-board-inside'),
              icon: FolderPlus,
              run: () => curating.make(board.id),
            },
          ]
        : []),
    ],
    [
      {
        id: 'delete',
        label: t('library-board-delete'),
        icon: Trash2,
        keys: 'Delete',
        danger: true,
        run: () => void curating.removeBoard(board),
      },
    ],
  ];
}
