// The keys of cull mode. They apply only while it is open.
import { isModalOpen } from '$lib/state/free';
import type { Shell } from '$lib/state/shell.svelte';
import type { Command } from '$lib/state/shortcuts';
import type { View } from './grid/view.svelte';

interface Room {
  shell: Shell;
  view: View;
  step: (by: number) => void;
  go: (index: number) => void;
  rate: (rating: number) => void;
  flag: (flag: 'picked' | 'rejected' | 'none') => void;
}

/** Stars from the keyboard, wherever pictures are rated. */
export const STARS = [0, 1, 2, 3, 4, 5] as const;

export function cullCommands({ shell, view, step, go, rate, flag }: Room): Command[] {
  const when = (): boolean => shell.dialog.kind === 'cull' && !isModalOpen();
  const line = (
    id: string,
    sentence: string,
    keys: readonly string[],
    run: () => void,
  ): Command => ({
    id: `cull-${id}`,
    sentence,
    group: 'cull',
    keys,
    when,
    run,
  });
  const moving = (command: Command): Command => ({ ...command, repeats: true, keyOnly: true });
  return [
    line('pick', 'command-pick', ['P'], () => flag('picked')),
    line('reject', 'command-reject', ['X'], () => flag('rejected')),
    line('unflag', 'command-unflag', ['U'], () => flag('none')),
    ...STARS.map((stars) =>
      line(`rate-${stars}`, `command-rate-${stars}`, [String(stars)], () => rate(stars)),
    ),
    moving(line('next', 'command-viewer-next', ['ArrowRight', 'ArrowDown'], () => step(1))),
    moving(line('previous', 'command-viewer-previous', ['ArrowLeft', 'ArrowUp'], () => step(-1))),
    moving(line('first', 'command-viewer-first', ['Home'], () => go(0))),
    moving(line('last', 'command-viewer-last', ['End'], () => go(view.count - 1))),
  ];
}
