// The lines of the menus of a tile and of a run: what works, and nothing else.
import Archive from '@lucide/svelte/icons/archive';
import Clapperboard from '@lucide/svelte/icons/clapperboard';
import CircleStop from '@lucide/svelte/icons/circle-stop';
import Copy from '@lucide/svelte/icons/copy';
import CornerDownLeft from '@lucide/svelte/icons/corner-down-left';
import Download from '@lucide/svelte/icons/download';
import Eye from '@lucide/svelte/icons/eye';
import FileText from '@lucide/svelte/icons/file-text';
import FolderOpen from '@lucide/svelte/icons/folder-open';
import Crop from '@lucide/svelte/icons/crop';
import IterationCw from '@lucide/svelte/icons/iteration-cw';
import RefreshCw from '@lucide/svelte/icons/refresh-cw';
import RotateCcw from '@lucide/svelte/icons/rotate-ccw';
import TextQuote from '@lucide/svelte/icons/text-quote';
import Trash from '@lucide/svelte/icons/trash';
import type { PictureId, PictureView, Run } from '$lib/backend/generated';
import { t } from '$lib/i18n/words.svelte';
import { editHow, editName } from '$lib/runs/editing';
import type { RunActions } from '$lib/runs/runActions';
import { isEnded, retryOf, type Tile } from '$lib/runs/tiles';
import type { Actions } from '$lib/state/actions';
import type { MenuGroup, MenuItem } from '$lib/ui/menu';

/** Lines for a picture. */
export function pictureLines(
  picture: PictureView,
  among: readonly PictureId[],
  actions: Actions,
): MenuGroup[] {
  const { id } = picture;
  const how = editHow(picture);
  return [
    [
      {
        id: 'view',
        label: t('view'),
        icon: Eye,
        keys: 'Enter',
        run: () => actions.openViewer(id, among),
      },
      {
        id: 'reference',
        label: t('use-as-reference'),
        icon: CornerDownLeft,
        keys: 'R',
        run: () => void actions.useAsReference(id),
      },
      {
        id: 'continue',
        label: editName(picture),
        icon: IterationCw,
        keys: 'E',
        ...(how === undefined ? {} : { detail: how }),
        run: () => void actions.continueEdit(id),
      },
      {
        id: 'describe',
        label: t('describe'),
        icon: TextQuote,
        keys: 'D',
        run: () => actions.describe(id),
      },
      {
        id: 'film',
        label: t('use-in-film'),
        icon: Clapperboard,
        run: () => void actions.useInFilm(id, 'first'),
      },
    ],
    [
      {
        id: 'copy',
        label: t('copy-picture'),
        icon: Copy,
        keys: 'Mod+C',
        run: () => void actions.copyPicture(id),
      },
      { id: 'save', label: t('save-copy'), icon: Download, run: () => void actions.saveCopy(id) },
      {
        id: 'reveal',
        label: t('show-in-folder'),
        icon: FolderOpen,
        run: () => void actions.reveal(id),
      },
    ],
  ];
}

function cropLine(picture: PictureId, ratio: string, actions: Actions): MenuItem {
  return {
    id: 'crop',
    label: t('panel-crop', { ratio }),
    icon: Crop,
    run: () => void actions.cropPicture(picture, ratio),
  };
}

/** Lines for a run. `askFirst` stands before a retry that may cost twice. */
export function runLines(
  run: Run,
  runActions: RunActions,
  askFirst: (run: Run) => void,
): MenuGroup {
  const retry = retryOf(run);
  const lines: MenuItem[] = [
    {
      id: 'recall',
      label: t('run-recall'),
      icon: RotateCcw,
      run: () => void runActions.recall(run),
    },
  ];
  if (!isEnded(run)) {
    lines.push({
      id: 'cancel',
      label: t('run-cancel'),
      icon: CircleStop,
      detail: t('run-cancel-cost'),
      run: () => void runActions.cancel(run),
    });
  }
  if (retry.finish) {
    lines.push({
      id: 'finish',
      label: t('step-finish'),
      icon: Download,
      run: () => void runActions.retry(run, 'kept-first'),
    });
  }
  if (retry.again) {
    lines.push({
      id: 'retry',
      label: t(retry.mayCostTwice ? 'run-retry-twice' : 'run-retry'),
      icon: RefreshCw,
      run: () => (retry.mayCostTwice ? askFirst(run) : void runActions.retry(run, 'anew')),
    });
  }
  if (isEnded(run)) {
    lines.push({
      id: 'put-away',
      label: t('run-put-away'),
      icon: Archive,
      detail: t('run-put-away-keeps'),
      run: () => void runActions.putAway(run),
    });
  }
  return lines;
}

/** Lines for a tile: its picture's or its response, its run's, and what deletes last. */
export function tileLines(
  run: Run,
  tile: Tile,
  among: readonly PictureId[],
  actions: Actions,
  runActions: RunActions,
  askFirst: (run: Run) => void,
): MenuGroup[] {
  const { state } = tile;
  if (state.kind === 'done') {
    const { picture } = state;
    return [
      ...pictureLines(picture, among, actions),
      run.ratio === null || state.differs?.kind !== 'shape'
        ? []
        : [cropLine(picture.id, run.ratio, actions)],
      runLines(run, runActions, askFirst),
      [
        {
          id: 'delete',
          label: t('delete'),
          icon: Trash,
          keys: 'Delete',
          danger: true,
          run: () => void actions.trashPictures([picture.id]),
        },
      ],
    ];
  }
  const response: MenuGroup = tile.answered
    ? [
        {
          id: 'response',
          label: t('step-response'),
          icon: FileText,
          run: () => runActions.openResponse(run, tile.call),
        },
      ]
    : [];
  return [response, runLines(run, runActions, askFirst)];
}
