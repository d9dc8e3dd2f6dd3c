// Video's lines in the one list of commands.
import type { Film } from '$lib/backend/generated';
import type { FilmActions } from '$lib/films/filmActions';
import type { FilmComposer } from '$lib/films/filmComposer.svelte';
import type { FilmSpot } from '$lib/films/storyboard';
import type { Actions } from '$lib/state/actions';
import { isFree } from '$lib/state/free';
import { isFilming } from '$lib/state/reduce';
import type { Shell } from '$lib/state/shell.svelte';
import { isText, type Command } from '$lib/state/shortcuts';
import type { Studio } from '$lib/state/studio.svelte';

/** What the commands do, given by the place. */
export interface VideoDoings {
  studio: Studio;
  shell: Shell;
  composer: FilmComposer;
  films: FilmActions;
  actions: Actions;
  make: () => void;
  focusPrompt: () => void;
  paste: () => void;
  pick: (spot: FilmSpot) => void;
}

/** The commands. */
export function videoCommands(doings: VideoDoings): Command[] {
  const { studio, shell, composer, films, actions } = doings;
  const here = (): boolean => shell.place === 'video' && isFree(shell, studio);
  const outsideText = (): boolean => !isText(document.activeElement);
  const selected = (): Film | null => {
    const { selection } = shell;
    if (selection.kind !== 'film') return null;
    return studio.state?.films.page.films.find(({ id }) => id === selection.film) ?? null;
  };
  const onFilm = (fits: (film: Film) => boolean) => (): boolean => {
    const film = selected();
    return here() && film !== null && fits(film);
  };
  const withFilm = (act: (film: Film) => void) => (): void => {
    const film = selected();
    if (film !== null) act(film);
  };
  const group = 'video' as const;
  const board = (
    [
      ['film-pick-first', 'film-pick-first', () => composer.takesFrames, 'first'],
      [
        'film-pick-last',
        'film-pick-last',
        () => composer.takesFrames && composer.takesLast,
        'last',
      ],
      ['film-pick-references', 'film-pick-references', () => composer.limit !== 0, 'references'],
    ] as const
  ).map(([id, sentence, fits, spot]) => ({
    id,
    sentence,
    group,
    keys: [],
    when: () => here() && fits(),
    run: () => doings.pick(spot),
  }));
  return [
    {
      id: 'film-make',
      sentence: 'film-make',
      group,
      keys: ['Mod+Enter'],
      when: here,
      run: doings.make,
    },
    {
      id: 'film-focus',
      sentence: 'command-prompt',
      group,
      keys: ['/'],
      when: here,
      run: doings.focusPrompt,
    },
    {
      id: 'film-paste',
      sentence: 'film-paste',
      group,
      keys: ['Mod+V'],
      when: () => here() && outsideText(),
      run: doings.paste,
    },
    ...board,
    {
      id: 'film-swap',
      sentence: 'film-swap',
      group,
      keys: [],
      when: () => here() && composer.takesLast && composer.board.last !== null,
      run: () => composer.swap(),
    },
    {
      id: 'film-again',
      sentence: 'film-again',
      group,
      keys: ['A'],
      when: onFilm(() => true),
      run: withFilm((film) => void films.again(film)),
    },
    {
      id: 'film-last',
      sentence: 'film-last-first',
      group,
      keys: ['R'],
      when: onFilm((film) => film.saved?.lastFrame.kind === 'kept' && composer.takesFrames),
      run: withFilm((film) => void films.lastFrame(film, 'first')),
    },
    {
      id: 'film-cancel',
      sentence: 'film-cancel',
      group,
      keys: [],
      when: onFilm((film) => film.canCancel),
      run: withFilm((film) => void films.cancel(film)),
    },
    {
      id: 'film-leave',
      sentence: 'film-leave',
      group,
      keys: [],
      when: onFilm((film) => isFilming(film) && !film.canCancel),
      run: withFilm((film) => void films.leave(film)),
    },
    {
      id: 'film-delete',
      sentence: 'film-delete',
      group,
      keys: ['Delete'],
      when: onFilm((film) => !isFilming(film) && outsideText()),
      run: withFilm((film) => void films.remove(film)),
    },
    {
      id: 'film-undo',
      sentence: 'command-undo',
      group,
      keys: ['Mod+Z'],
      when: () => here() && films.canUndo() && outsideText(),
      run: () => void films.undoRemove(),
    },
    {
      id: 'film-view',
      sentence: 'film-view',
      group,
      keys: ['V'],
      when: onFilm((film) => film.saved !== null),
      run: withFilm((film) => {
        if (film.saved !== null) actions.openViewer(film.saved.picture.id);
      }),
    },
    ...(
      [
        ['film-toggle', 'film-play-pause', ['Space', 'K']],
        ['film-steps', 'film-seek', ['ArrowLeft', 'ArrowRight', ',', '.']],
        ['film-walk', 'film-walk', ['ArrowUp', 'ArrowDown']],
        ['film-earlier', 'command-earlier', ['Alt+ArrowUp', 'Alt+ArrowDown']],
      ] as const
    ).map(([id, sentence, keys]) => ({
      id,
      sentence,
      group,
      keys,
      keyOnly: true,
      // The element under the focus answers these itself; here they stand for the sheet.
      when: () => false,
      run: () => undefined,
    })),
  ];
}
