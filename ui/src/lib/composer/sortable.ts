// A list whose pictures are moved by the pointer. What moves them is loaded when a pointer first
// comes over a list that has an order: most lists are never touched.
import type { Action, ActionReturn } from 'svelte/action';
import type { DndEvent, Options } from 'svelte-dnd-action';
import type { HeldReference } from '$lib/backend/generated';

type Zone = Options<HeldReference>;

interface Heard {
  onconsider: (event: CustomEvent<DndEvent<HeldReference>>) => void;
  onfinalize: (event: CustomEvent<DndEvent<HeldReference>>) => void;
}

/** Moves the items of a list; see svelte-dnd-action for the options and events. */
export const sortable: Action<HTMLElement, Zone, Heard> = (list, first) => {
  let zone: ActionReturn<Zone> | 'coming' | null = null;
  let options = first;
  let gone = false;

  async function begin(): Promise<void> {
    if (zone !== null || options.items.length < 2) return;
    zone = 'coming';
    const { dndzone } = await import('svelte-dnd-action');
    if (!gone) zone = dndzone(list, options);
  }
  const near = (): void => void begin();
  list.addEventListener('pointermove', near);
  return {
    update: (next) => {
      options = next;
      if (zone !== null && zone !== 'coming') zone.update?.(next);
    },
    destroy: () => {
      gone = true;
      list.removeEventListener('pointermove', near);
      if (zone !== null && zone !== 'coming') zone.destroy?.();
    },
  };
};
