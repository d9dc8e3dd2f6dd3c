// The keys of the viewer. They apply only while it is open.
import type { Selection } from '$lib/backend/generated';
import type { Actions } from '$lib/state/actions';
import { isModalOpen } from '$lib/state/free';
import type { Shell } from '$lib/state/shell.svelte';
import type { Command } from '$lib/state/shortcuts';
import type { Viewing } from './viewing.svelte';
import type { Zooming } from './zooming.svelte';

/** Shift and an arrow move the picture so far, in CSS pixels. */
const STRIDE = 80;

interface Room {
  shell: Shell;
  actions: Actions;
  viewing: Viewing;
  zooming: Zooming;
  /** What is shown is a film: it is not zoomed, and is no reference. */
  isFilm: () => boolean;
}

export function viewerCommands({ shell, actions, viewing, zooming, isFilm }: Room): Command[] {
  const when = (): boolean => shell.dialog.kind === 'viewer' && !isModalOpen();
  const shown = (): Selection => ({ kind: 'pictures', pictures: [viewing.current] });
  const line = (
    id: string,
    sentence: string,
    keys: readonly string[],
    run: () => void,
    keyOnly = false,
  ): Command => ({ id, sentence, group: 'viewer', keys, when, run, keyOnly });
  const ofPicture = (command: Command): Command => ({
    ...command,
    when: () => when() && !isFilm(),
  });
  const repeated = (command: Command): Command => ({ ...command, repeats: true });
  const pan = (id: string, key: string, dx: number, dy: number): Command =>
    repeated(line(id, 'command-viewer-pan', [`Shift+${key}`], () => zooming.pan(dx, dy), true));
  return [
    repeated(
      line('viewer-next', 'command-viewer-next', ['ArrowRight', 'PageDown'], () => viewing.step(1)),
    ),
    repeated(
      line('viewer-previous', 'command-viewer-previous', ['ArrowLeft', 'PageUp'], () =>
        viewing.step(-1),
      ),
    ),
    line('viewer-first', 'command-viewer-first', ['Home'], () => viewing.first(), true),
    line('viewer-last', 'command-viewer-last', ['End'], () => viewing.last(), true),
    line('viewer-fit', 'command-viewer-fit', ['Mod+0'], () => zooming.fit()),
    line('viewer-actual', 'command-viewer-actual', ['Mod+1'], () => zooming.actual()),
    line('viewer-toggle', 'command-viewer-toggle', ['Z'], () => zooming.toggle()),
    repeated(
      line('viewer-in', 'command-viewer-in', ['+', '=', 'Mod++', 'Mod+='], () => zooming.step(1)),
    ),
    repeated(line('viewer-out', 'command-viewer-out', ['-', 'Mod+-'], () => zooming.step(-1))),
    pan('viewer-pan-left', 'ArrowLeft', STRIDE, 0),
    pan('viewer-pan-right', 'ArrowRight', -STRIDE, 0),
    pan('viewer-pan-up', 'ArrowUp', 0, STRIDE),
    pan('viewer-pan-down', 'ArrowDown', 0, -STRIDE),
    ofPicture(
      line('viewer-use', 'picture-use', ['R'], () => void actions.useAsReference(viewing.current)),
    ),
    ofPicture(
      line(
        'viewer-continue',
        'continue-edit',
        ['E'],
        () => void actions.continueEdit(viewing.current),
      ),
    ),
    ofPicture(line('viewer-describe', 'describe', ['D'], () => actions.describe(viewing.current))),
    ofPicture(
      line(
        'viewer-copy',
        'picture-copy',
        ['Mod+C'],
        () => void actions.copyPicture(viewing.current),
      ),
    ),
    line(
      'viewer-save-copy',
      'picture-save-copy',
      ['Mod+S'],
      () => void actions.saveCopy(viewing.current),
    ),
    ...[0, 1, 2, 3, 4, 5].map((stars) =>
      line(
        `viewer-rate-${stars}`,
        `command-rate-${stars}`,
        [String(stars)],
        () => void actions.rate(shown(), stars),
      ),
    ),
    line('viewer-pick', 'command-pick', ['P'], () => void actions.flag(shown(), 'picked')),
    line('viewer-reject', 'command-reject', ['X'], () => void actions.flag(shown(), 'rejected')),
    line('viewer-unflag', 'command-unflag', ['U'], () => void actions.flag(shown(), 'none')),
    line(
      'viewer-delete',
      'picture-delete',
      ['Delete'],
      () => void actions.trashPictures([viewing.current]),
    ),
  ];
}
