// The lines of a film's menu: what can be done with it now, and nothing else.
import CircleStop from '@lucide/svelte/icons/circle-stop';
import Download from '@lucide/svelte/icons/download';
import Eye from '@lucide/svelte/icons/eye';
import FolderOpen from '@lucide/svelte/icons/folder-open';
import Radio from '@lucide/svelte/icons/radio';
import RefreshCw from '@lucide/svelte/icons/refresh-cw';
import SquareArrowOutUpRight from '@lucide/svelte/icons/square-arrow-out-up-right';
import Trash from '@lucide/svelte/icons/trash';
import type { Film } from '$lib/backend/generated';
import type { FilmActions } from '$lib/films/filmActions';
import type { FilmComposer } from '$lib/films/filmComposer.svelte';
import { lastFrameLines } from '$lib/films/lastFrame';
import { t } from '$lib/i18n/words.svelte';
import type { Actions } from '$lib/state/actions';
import { isFilming } from '$lib/state/reduce';
import type { MenuGroup, MenuItem } from '$lib/ui/menu';

function fileLines(film: Film, films: FilmActions, actions: Actions): MenuGroup {
  const picture = film.saved?.picture;
  if (picture === undefined || picture.file === 'missing') return [];
  const { id } = picture;
  return [
    { id: 'view', label: t('film-view'), icon: Eye, run: () => actions.openViewer(id) },
    {
      id: 'elsewhere',
      label: t('film-open-player'),
      icon: SquareArrowOutUpRight,
      run: () => void films.openElsewhere(id),
    },
    { id: 'save', label: t('save-copy'), icon: Download, run: () => void actions.saveCopy(id) },
    {
      id: 'reveal',
      label: t('film-reveal'),
      icon: FolderOpen,
      run: () => void actions.reveal(id),
    },
  ];
}

function taskLines(film: Film, films: FilmActions): MenuItem[] {
  const lines: MenuItem[] = [
    {
      id: 'again',
      label: t('film-again'),
      icon: RefreshCw,
      run: () => void films.again(film),
    },
  ];
  if (film.canFollow) {
    lines.push({
      id: 'follow',
      label: t('film-follow'),
      icon: Radio,
      run: () => void films.follow(film),
    });
  }
  if (film.canCancel) {
    lines.push({
      id: 'cancel',
      label: t('film-cancel'),
      icon: CircleStop,
      detail: t('film-cancel-cost'),
      run: () => void films.cancel(film),
    });
  } else if (isFilming(film)) {
    lines.push({
      id: 'leave',
      label: t('film-leave'),
      icon: CircleStop,
      detail: t('film-leave-cost'),
      run: () => void films.leave(film),
    });
  }
  return lines;
}

/** Lines for a film. */
export function filmLines(
  film: Film,
  films: FilmActions,
  actions: Actions,
  composer: FilmComposer,
): MenuGroup[] {
  const remove: MenuItem = {
    id: 'delete',
    label: t('delete'),
    icon: Trash,
    keys: 'Delete',
    danger: true,
    run: () => void films.remove(film),
  };
  return [
    fileLines(film, films, actions),
    lastFrameLines(film, films, composer),
    taskLines(film, films),
    isFilming(film) ? [] : [remove],
  ].filter((group) => group.length > 0);
}
