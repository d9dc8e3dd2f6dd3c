// Where a picture for the storyboard can come from: the lines of a slot's menu.
import Clipboard from '@lucide/svelte/icons/clipboard';
import FolderOpen from '@lucide/svelte/icons/folder-open';
import Images from '@lucide/svelte/icons/images';
import X from '@lucide/svelte/icons/x';
import { t } from '$lib/i18n/words.svelte';
import type { MenuGroup } from '$lib/ui/menu';

/** What the lines do. */
export interface SlotDoings {
  pick: () => void;
  paste: () => void;
  library: () => void;
  remove: () => void;
}

/** The lines; `full` is when a picture stands there. */
export function slotLines(full: boolean, doings: SlotDoings): MenuGroup[] {
  const sources: MenuGroup = [
    { id: 'pick', label: t('film-slot-pick'), icon: FolderOpen, run: doings.pick },
    { id: 'library', label: t('film-slot-library'), icon: Images, run: doings.library },
    { id: 'paste', label: t('film-slot-paste'), icon: Clipboard, run: doings.paste },
  ];
  if (!full) return [sources];
  const remove = { id: 'remove', label: t('reference-remove'), icon: X, keys: 'Delete' };
  return [sources, [{ ...remove, run: doings.remove }]];
}
