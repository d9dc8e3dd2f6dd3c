// What a film's last frame can become: the lines of its menu.
import ArrowLeftFromLine from '@lucide/svelte/icons/arrow-left-from-line';
import Images from '@lucide/svelte/icons/images';
import Sparkles from '@lucide/svelte/icons/sparkles';
import type { Film } from '$lib/backend/generated';
import { t } from '$lib/i18n/words.svelte';
import type { MenuGroup, MenuItem } from '$lib/ui/menu';
import type { FilmActions } from './filmActions';
import type { FilmComposer } from './filmComposer.svelte';

/** Only what the storyboard's model takes, and a reference in Create. */
export function lastFrameLines(film: Film, films: FilmActions, composer: FilmComposer): MenuGroup {
  if (film.saved?.lastFrame.kind !== 'kept') return [];
  const lines: MenuItem[] = [];
  if (composer.takesFrames) {
    lines.push({
      id: 'last-first',
      label: t('film-last-first'),
      icon: ArrowLeftFromLine,
      run: () => void films.lastFrame(film, 'first'),
    });
  }
  if (composer.limit !== 0) {
    lines.push({
      id: 'last-references',
      label: t('film-last-references'),
      icon: Images,
      run: () => void films.lastFrame(film, 'references'),
    });
  }
  lines.push({
    id: 'last-create',
    label: t('film-last-create'),
    icon: Sparkles,
    run: () => void films.lastFrame(film, 'create'),
  });
  return lines;
}
