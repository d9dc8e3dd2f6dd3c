// Which pictures are selected, which one the keyboard stands on, and from where Shift counts.
// Pure: every act gives a new selection. The order is the library's, given with each act.
import type { PictureId } from '$lib/backend/generated';

export interface Selection {
  readonly ids: ReadonlySet<PictureId>;
  /** Where a Shift range begins. */
  readonly anchor: PictureId | null;
  /** Where the keyboard is: the one tile with tabindex 0. */
  readonly focus: PictureId | null;
}

/** Ids in the order of the grid, and the place of each. */
export interface Order {
  readonly ids: readonly PictureId[];
  readonly place: ReadonlyMap<PictureId, number>;
}

export const NOTHING: Selection = { ids: new Set(), anchor: null, focus: null };

export function orderOf(ids: readonly PictureId[]): Order {
  return { ids, place: new Map(ids.map((id, index) => [id, index])) };
}

/** How a click or a key joins what is selected already. */
export type Join = 'replace' | 'toggle' | 'range';

export function joinOf(event: { shiftKey: boolean; ctrlKey: boolean; metaKey: boolean }): Join {
  if (event.shiftKey) return 'range';
  return event.ctrlKey || event.metaKey ? 'toggle' : 'replace';
}

/** A click on a picture, or a key that goes to it. */
export function choose(now: Selection, id: PictureId, join: Join, order: Order): Selection {
  if (join === 'range') {
    const anchor = now.anchor !== null && order.place.has(now.anchor) ? now.anchor : id;
    return { ids: new Set(between(anchor, id, order)), anchor, focus: id };
  }
  if (join === 'toggle') {
    const ids = new Set(now.ids);
    if (!ids.delete(id)) ids.add(id);
    return { ids, anchor: id, focus: id };
  }
  return { ids: new Set([id]), anchor: id, focus: id };
}

/** A context menu on a tile: what is selected stays if the tile is part of it. */
export function chooseForMenu(now: Selection, id: PictureId): Selection {
  if (now.ids.has(id)) return { ...now, focus: id };
  return { ids: new Set([id]), anchor: id, focus: id };
}

export function chooseAll(now: Selection, order: Order): Selection {
  const first = order.ids[0] ?? null;
  return { ids: new Set(order.ids), anchor: now.anchor ?? first, focus: now.focus ?? first };
}

/** Nothing selected, but the keyboard stays where it is. */
export function clear(now: Selection): Selection {
  return { ids: new Set(), anchor: now.focus, focus: now.focus };
}

/** The picture so many places further, held at both ends. */
export function step(now: Selection, by: number, order: Order): PictureId | null {
  const last = order.ids.length - 1;
  if (last < 0) return null;
  const here = now.focus === null ? undefined : order.place.get(now.focus);
  if (here === undefined) return order.ids[0] ?? null;
  return order.ids[Math.min(last, Math.max(0, here + by))] ?? null;
}

/**
 * After pictures have gone: they are no longer selected, and the keyboard goes to the next one
 * that is left, or to the one before. `before` is the order in which they still were.
 */
export function without(now: Selection, gone: ReadonlySet<PictureId>, before: Order): Selection {
  const ids = new Set([...now.ids].filter((id) => !gone.has(id)));
  const focus =
    now.focus !== null && gone.has(now.focus) ? left(now.focus, gone, before) : now.focus;
  const anchor = now.anchor !== null && gone.has(now.anchor) ? focus : now.anchor;
  return { ids, anchor, focus };
}

/** Selected pictures in the order of the grid. */
export function inOrder(now: Selection, order: Order): PictureId[] {
  return [...now.ids]
    .filter((id) => order.place.has(id))
    .sort((one, other) => (order.place.get(one) ?? 0) - (order.place.get(other) ?? 0));
}

function between(one: PictureId, other: PictureId, order: Order): readonly PictureId[] {
  const a = order.place.get(one) ?? 0;
  const b = order.place.get(other) ?? 0;
  return order.ids.slice(Math.min(a, b), Math.max(a, b) + 1);
}

function left(from: PictureId, gone: ReadonlySet<PictureId>, order: Order): PictureId | null {
  const here = order.place.get(from);
  if (here === undefined) return null;
  for (let index = here + 1; index < order.ids.length; index += 1) {
    const id = order.ids[index] as PictureId;
    if (!gone.has(id)) return id;
  }
  for (let index = here - 1; index >= 0; index -= 1) {
    const id = order.ids[index] as PictureId;
    if (!gone.has(id)) return id;
  }
  return null;
}
