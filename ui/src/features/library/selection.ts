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

/** Pictures in the order of the grid. */
export interface Order {
  readonly count: number;
  /** Empty while it is not known. */
  id(index: number): PictureId;
  /** -1 where it is not, or not known. */
  find(id: PictureId): number;
  /** Where many are, in order. */
  findAll(ids: ReadonlySet<PictureId>): readonly number[];
}

export const NOTHING: Selection = { ids: new Set(), anchor: null, focus: null };

/** How a click or a key joins what is selected already. */
export type Join = 'replace' | 'toggle' | 'range';

export function joinOf(event: { shiftKey: boolean; ctrlKey: boolean; metaKey: boolean }): Join {
  if (event.shiftKey) return 'range';
  return event.ctrlKey || event.metaKey ? 'toggle' : 'replace';
}

/** A click on a picture, or a key that goes to it. */
export function choose(now: Selection, id: PictureId, join: Join, order: Order): Selection {
  if (join === 'range') {
    const anchor = now.anchor !== null && order.find(now.anchor) >= 0 ? now.anchor : id;
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
  const first = order.count === 0 ? null : order.id(0);
  const ids = new Set(idsOf(order, 0, order.count - 1));
  return { ids, anchor: now.anchor ?? first, focus: now.focus ?? first };
}

/** What a rectangle touches, besides what was selected when it was begun. */
export function chooseWithin(
  now: Selection,
  touched: readonly PictureId[],
  kept: ReadonlySet<PictureId>,
): Selection {
  const last = touched.at(-1) ?? now.focus;
  return { ids: new Set([...kept, ...touched]), anchor: touched[0] ?? now.anchor, focus: last };
}

/** Nothing selected, but the keyboard stays where it is. */
export function clear(now: Selection): Selection {
  return { ids: new Set(), anchor: now.focus, focus: now.focus };
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
  if (now.ids.size === 1) return [...now.ids];
  return order.findAll(now.ids).map((index) => order.id(index));
}

function idsOf(order: Order, from: number, to: number): PictureId[] {
  const ids: PictureId[] = [];
  for (let index = from; index <= to; index += 1) {
    const id = order.id(index);
    if (id !== '') ids.push(id);
  }
  return ids;
}

function between(one: PictureId, other: PictureId, order: Order): PictureId[] {
  const a = order.find(one);
  const b = order.find(other);
  if (a < 0 || b < 0) return [other];
  return idsOf(order, Math.min(a, b), Math.max(a, b));
}

function left(from: PictureId, gone: ReadonlySet<PictureId>, order: Order): PictureId | null {
  const here = order.find(from);
  if (here < 0) return null;
  const left = (index: number): boolean => order.id(index) !== '' && !gone.has(order.id(index));
  for (let index = here + 1; index < order.count; index += 1) {
    if (left(index)) return order.id(index);
  }
  for (let index = here - 1; index >= 0; index -= 1) {
    if (left(index)) return order.id(index);
  }
  return null;
}
