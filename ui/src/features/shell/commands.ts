// The shell's lines in the list of commands.
import type { Backend } from '$lib/backend/backend';
import type { LanguageChoice } from '$lib/backend/generated';
import type { Ground } from '$lib/state/context';
import type { Actions } from '$lib/state/actions';
import { isFree, isModalOpen } from '$lib/state/free';
import { PLACES } from '$lib/state/places';
import { isText, type Command } from '$lib/state/shortcuts';
import type { Studio } from '$lib/state/studio.svelte';

/** Speaks another language, and keeps the choice. */
export async function changeLanguage(
  backend: Backend,
  studio: Studio,
  actions: Actions,
  language: LanguageChoice,
): Promise<void> {
  try {
    const settings = await backend.changeSettings({
      language,
      template: null,
      concurrency: null,
      notify: null,
    });
    studio.set({ settings });
  } catch (thrown) {
    actions.showError(thrown);
  }
}

/** What can be done from everywhere. */
export function shellCommands({ backend, studio, shell, actions }: Ground): readonly Command[] {
  const free = (): boolean => isFree(shell, studio);
  const undoes = (way: 'undo' | 'redo') => (): boolean =>
    studio.state?.undo[way] != null &&
    (free() || (['viewer', 'cull'].includes(shell.dialog.kind) && !isModalOpen())) &&
    !isText(document.activeElement);
  const speak = (language: LanguageChoice): void => {
    void changeLanguage(backend, studio, actions, language);
  };
  const general = { group: 'general', when: free } as const;
  return [
    {
      ...general,
      id: 'palette',
      sentence: 'command-palette',
      keys: ['Mod+K'],
      inText: true,
      run: () => shell.show({ kind: 'palette' }),
    },
    {
      ...general,
      id: 'shortcuts',
      sentence: 'command-shortcuts',
      keys: ['?'],
      run: () => shell.show({ kind: 'shortcuts' }),
    },
    ...PLACES.map(({ place, go, key }) => ({
      ...general,
      id: `go-${place}`,
      sentence: go,
      keys: [key],
      inText: true,
      run: () => actions.goTo(place),
    })),
    {
      ...general,
      id: 'queue',
      sentence: 'command-queue',
      keys: ['Mod+J'],
      inText: true,
      run: () => (shell.queueOpen = !shell.queueOpen),
    },
    {
      ...general,
      id: 'panel',
      sentence: 'command-panel',
      keys: ['Mod+\\', 'Mod+.'],
      when: () => free() && shell.place !== 'chat',
      inText: true,
      run: () => shell.togglePanel(),
    },
    {
      ...general,
      id: 'panel-away',
      sentence: 'command-panel-away',
      keys: ['Escape'],
      when: () => free() && shell.panelFloats && shell.place !== 'chat',
      keyOnly: true,
      run: () => shell.togglePanel(),
    },
    {
      ...general,
      id: 'undo',
      sentence: 'command-undo',
      keys: ['Mod+Z'],
      when: undoes('undo'),
      run: () => void actions.undo(),
    },
    {
      ...general,
      id: 'redo',
      sentence: 'command-redo',
      keys: ['Mod+Shift+Z', 'Mod+Y'],
      when: undoes('redo'),
      run: () => void actions.redo(),
    },
    {
      ...general,
      id: 'settings',
      sentence: 'command-settings',
      keys: ['Mod+,'],
      inText: true,
      run: () => actions.openSettings(),
    },
    {
      ...general,
      id: 'connect',
      sentence: 'command-connect',
      keys: [],
      run: () => actions.connect(),
    },
    {
      ...general,
      id: 'open-library',
      sentence: 'command-open-library',
      keys: [],
      run: () => void actions.openLibrary(),
    },
    {
      ...general,
      id: 'theme-dark',
      sentence: 'command-theme-dark',
      keys: [],
      run: () => shell.setTheme('dark'),
    },
    {
      ...general,
      id: 'theme-light',
      sentence: 'command-theme-light',
      keys: [],
      run: () => shell.setTheme('light'),
    },
    {
      ...general,
      id: 'theme-system',
      sentence: 'command-theme-system',
      keys: [],
      run: () => shell.setTheme('system'),
    },
    { ...general, id: 'english', sentence: 'command-english', keys: [], run: () => speak('en') },
    { ...general, id: 'chinese', sentence: 'command-chinese', keys: [], run: () => speak('zh-CN') },
    {
      ...general,
      id: 'language-system',
      sentence: 'command-language-system',
      keys: [],
      run: () => speak('system'),
    },
  ];
}
