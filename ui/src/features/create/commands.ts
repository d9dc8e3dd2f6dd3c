// Create's lines in the one list of commands.
import type { Actions } from '$lib/state/actions';
import type { Shell } from '$lib/state/shell.svelte';
import { isFree } from '$lib/state/free';
import { isText, type Command } from '$lib/state/shortcuts';
import type { Studio } from '$lib/state/studio.svelte';

/** What the commands do, given by the place. */
export interface CreateDoings {
  studio: Studio;
  shell: Shell;
  actions: Actions;
  generate: () => void;
  focusPrompt: () => void;
  paste: () => void;
  pick: () => void;
}

/** The commands. */
export function createCommands(doings: CreateDoings): Command[] {
  const { studio, shell, actions } = doings;
  const here = (): boolean => shell.place === 'create' && isFree(shell, studio);
  const onPicture = (): boolean => here() && shell.picture !== null;
  const outsideText = (): boolean => !isText(document.activeElement);
  const withPicture =
    (run: (picture: string) => Promise<void>): (() => void) =>
    () => {
      if (shell.picture !== null) void run(shell.picture);
    };
  const never = (): boolean => false;
  const none = (): void => undefined;
  return [
    {
      id: 'generate',
      sentence: 'generate',
      group: 'create',
      keys: ['Mod+Enter'],
      when: here,
      run: doings.generate,
    },
    {
      id: 'focus-prompt',
      sentence: 'command-prompt',
      group: 'create',
      keys: ['/'],
      when: here,
      run: doings.focusPrompt,
    },
    {
      id: 'add-references',
      sentence: 'references-add',
      group: 'create',
      keys: [],
      when: here,
      run: doings.pick,
    },
    {
      id: 'paste-references',
      sentence: 'command-paste',
      group: 'create',
      keys: ['Mod+V'],
      when: () => here() && outsideText(),
      run: doings.paste,
    },
    {
      id: 'create-reference',
      sentence: 'use-as-reference',
      group: 'create',
      keys: ['R'],
      when: onPicture,
      run: withPicture(async (picture) => {
        // By key from a tile one goes on with the tiles: the next key is for the same one.
        const from = document.activeElement;
        await actions.useAsReference(picture);
        const tile = from instanceof HTMLElement && from.dataset['tile'] !== undefined;
        if (tile) from.focus({ preventScroll: true });
      }),
    },
    {
      id: 'create-continue',
      sentence: 'continue-edit',
      group: 'create',
      keys: ['E'],
      when: onPicture,
      run: withPicture((picture) => actions.continueEdit(picture)),
    },
    {
      id: 'create-describe',
      sentence: 'describe',
      group: 'create',
      keys: ['D'],
      when: onPicture,
      run: () => {
        if (shell.picture !== null) actions.describe(shell.picture);
      },
    },
    ...(['improve', 'translate'] as const).map((wish) => ({
      id: `create-${wish}`,
      sentence: `prompt-${wish}`,
      group: 'create' as const,
      keys: [],
      when: here,
      run: () => (shell.asking = { wish, picture: null }),
    })),
    {
      id: 'create-copy',
      sentence: 'copy-picture',
      group: 'create',
      keys: ['Mod+C'],
      when: () => onPicture() && outsideText() && (getSelection()?.isCollapsed ?? true),
      run: withPicture((picture) => actions.copyPicture(picture)),
    },
    {
      id: 'create-delete',
      sentence: 'delete',
      group: 'create',
      keys: ['Delete'],
      when: onPicture,
      run: withPicture((picture) => actions.trashPictures([picture])),
    },
    ...(
      [
        ['create-view', 'view', ['Enter', 'Space']],
        ['create-walk', 'command-walk', ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown']],
        ['create-earlier', 'command-earlier', ['Alt+ArrowUp', 'Alt+ArrowDown']],
        ['create-reorder', 'command-reorder', ['Alt+ArrowLeft', 'Alt+ArrowRight']],
      ] as const
    ).map(([id, sentence, keys]) => ({
      id,
      sentence,
      group: 'create' as const,
      keys,
      keyOnly: true,
      // The element under the focus answers these itself; here they stand for the sheet.
      when: never,
      run: none,
    })),
  ];
}
