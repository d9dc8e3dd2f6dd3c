// Which picture a key of the grid goes to. Pure but for reading the event.
import type { PictureId } from '$lib/backend/generated';
import { isComposing } from '$lib/state/shortcuts';
import { pageFrom, vertical, type Layout } from './layout';
import type { Order } from './selection';

/** Keys that lead from picture to picture. */
export const MOVES = [
  'ArrowLeft',
  'ArrowRight',
  'ArrowUp',
  'ArrowDown',
  'Home',
  'End',
  'PageUp',
  'PageDown',
] as const;
const KEYS: ReadonlySet<string> = new Set([...MOVES, 'Enter', ' ']);

/** Keys with Alt are the system's, and an input method's keys are its own. */
export function isGridKey(event: KeyboardEvent): boolean {
  return KEYS.has(event.key) && !event.altKey && !isComposing(event);
}

/** Where a key leads from a picture; null where it leads nowhere. */
export function target(
  key: string,
  from: PictureId,
  layout: Layout,
  order: Order,
  height: number,
): PictureId | null {
  const here = order.place.get(from) ?? 0;
  switch (key) {
    case 'ArrowLeft':
      return order.ids[Math.max(0, here - 1)] ?? null;
    case 'ArrowRight':
      return order.ids[here + 1] ?? from;
    case 'ArrowUp':
      return vertical(layout, from, -1) ?? from;
    case 'ArrowDown':
      return vertical(layout, from, 1) ?? from;
    case 'PageUp':
      return pageFrom(layout, from, -height * 0.9);
    case 'PageDown':
      return pageFrom(layout, from, height * 0.9);
    case 'Home':
      return order.ids[0] ?? null;
    case 'End':
      return order.ids.at(-1) ?? null;
    default:
      return null;
  }
}
