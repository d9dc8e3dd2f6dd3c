// The one menu at the pointer: a tile or a text says which lines it has when it is asked. One for
// the window, because a menu on each of forty tiles would cost more than the tiles.
import type { MenuGroup } from './menu';

interface Asked {
  x: number;
  y: number;
  label: string;
  groups: readonly MenuGroup[];
  /** Gets the focus back. */
  from: HTMLElement | null;
}

class ContextMenuState {
  asked: Asked | null = $state.raw(null);
}

/** What the layer shows. */
export const contextMenu = new ContextMenuState();

/** Opens the menu where the pointer is, or at the element when a key asked for it. */
export function openContextMenu(
  event: MouseEvent,
  label: string,
  groups: readonly MenuGroup[],
): void {
  event.preventDefault();
  event.stopPropagation();
  const at = event.currentTarget instanceof HTMLElement ? event.currentTarget : null;
  const box = at?.getBoundingClientRect();
  // The menu key gives no place: then the middle of the element is one.
  const byKey = event.clientX === 0 && event.clientY === 0;
  const x = byKey && box !== undefined ? box.left + box.width / 2 : event.clientX;
  const y = byKey && box !== undefined ? box.top + box.height / 2 : event.clientY;
  const from = document.activeElement instanceof HTMLElement ? document.activeElement : at;
  contextMenu.asked = { x, y, label, groups, from };
}
