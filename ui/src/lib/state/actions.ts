// What can be done to pictures and places from anywhere: one implementation each, so that the
// tile, the panel, the viewer, the menu and the palette do the same. It holds no state of its own.
import type { Backend } from '$lib/backend/backend';
import { asCommandError } from '$lib/backend/backend';
import { errorNext, errorSaid, errorWhat } from '$lib/backend/errors';
import type {
  BoardId,
  CommandError,
  Held,
  PictureDetail,
  PictureId,
  ProfileId,
  Selection as Selected,
} from '$lib/backend/generated';
import { t } from '$lib/i18n/words.svelte';
import { createCuration, type Curation } from './curation';
import type { Place } from './places';
import type { Dialog, SettingsSection, Shell } from './shell.svelte';

/** Who takes references: the composer says so when it is made. */
export type TakesReferences = (held: Held) => void;

/** Who goes on with an edit: the composer says so when it is made. */
export type TakesEdit = (
  detail: PictureDetail,
  /** The picture as a reference, where its conversation is not kept. */
  held: Held | null,
) => void;

/** Which frame of a film a picture becomes. */
export type FrameOf = 'first' | 'last' | 'references';

/** Who takes pictures for a film: the storyboard says so when it is made. */
export type TakesFrames = (held: Held, as: FrameOf) => void;
/** Who takes the project: the composer says so when it is made. */
export type TakesProject = (board: BoardId | null) => void;

/** What can be done from anywhere. */
export interface Actions extends Curation {
  goTo(place: Place): void;
  openSettings(section?: SettingsSection, provider?: ProfileId): void;
  /** The form for a new provider. */
  connect(): void;
  openViewer(picture: PictureId, among?: readonly PictureId[]): void;
  /** A result becomes a reference, and Create is shown. */
  useAsReference(picture: PictureId): Promise<void>;
  /** Pictures become references, and Create is shown. */
  takeReferences(held: Held): void;
  /** A result becomes a frame or a reference of the next film, and Video is shown. */
  useInFilm(picture: PictureId, as: FrameOf): Promise<void>;
  /** The next press of Generate goes on with a result, and Create is shown. */
  continueEdit(picture: PictureId): Promise<void>;
  /** Asks a text model for a prompt that would make it, and Create is shown. Nothing is replaced. */
  describe(picture: PictureId): void;
  /** A new picture of that shape, which is then the selected one. */
  cropPicture(picture: PictureId, ratio: string): Promise<void>;
  /** Selects it, and opens the panel that speaks of it. */
  showPicture(picture: PictureId): void;
  /** To the trash, with a toast that brings them back. */
  trashPictures(pictures: readonly PictureId[]): Promise<void>;
  reveal(picture: PictureId): Promise<void>;
  saveCopy(picture: PictureId): Promise<void>;
  copyPicture(picture: PictureId): Promise<void>;
  /** Opens the library's folder in the system's file manager. */
  openLibrary(): Promise<void>;
  /** Shows a refusal that belongs to no field. */
  showError(thrown: unknown): void;
  /** Shows what of several files was refused: all of it in one message. */
  showRefused(errors: readonly CommandError[]): void;
  /** One of several models was not asked, though the others were. */
  showNotAsked(model: string, error: CommandError): void;
  /** Shows a short message of success. */
  say(text: string): void;
  /** So many more references the chosen model takes; null where that is not known. */
  roomForReferences(): number | null;
  /** The composer takes references from now on, and says how many more it has room for. */
  onReferences(take: TakesReferences, room: () => number | null): void;
  /** The storyboard takes pictures from now on, and those that came before it was there. */
  onFrames(take: TakesFrames): void;
  /** The composer goes on with edits from now on. */
  onContinue(take: TakesEdit): void;
  /** New pictures land on this board from now on; null is none. */
  setProject(board: BoardId | null): void;
  /** The composer takes the project from now on. */
  onProject(take: TakesProject): void;
}

const viewer = (picture: PictureId, among: readonly PictureId[]): Dialog => ({
  kind: 'viewer',
  picture,
  among,
});

/** So many refusals are listed in one message. */
const SHOWN = 5;

/** Makes them. */
export function createActions(backend: Backend, shell: Shell): Actions {
  let take: TakesReferences = () => undefined;
  let room: () => number | null = () => null;
  let takeEdit: TakesEdit = () => undefined;
  let early: [Held, FrameOf][] = [];
  let takeFrames: TakesFrames = (held, as) => early.push([held, as]);
  let takeProject: TakesProject = () => undefined;

  const curation = createCuration(backend, shell, showError);

  function showError(thrown: unknown): void {
    const error: CommandError = asCommandError(thrown);
    shell.toast({ kind: 'error', text: errorWhat(error), next: errorNext(error), action: null });
  }
  function showRefused(errors: readonly CommandError[]): void {
    const [first, ...others] = errors;
    if (first === undefined) return;
    if (others.length === 0) {
      showError(first);
      return;
    }
    const shown = errors.slice(0, SHOWN).map(errorWhat);
    const more = errors.length - shown.length;
    shell.toast({
      kind: 'error',
      text: t('toast-refused', { count: errors.length }),
      next: [...shown, ...(more > 0 ? [t('toast-refused-more', { count: more })] : [])].join('\n'),
      action: null,
    });
  }
  function say(text: string): void {
    shell.toast({ kind: 'done', text, next: null, action: null });
  }
  async function tried(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (thrown) {
      showError(thrown);
    }
  }

  function showPicture(picture: PictureId): void {
    shell.selectPicture(picture);
    if (!shell.panelShown) shell.togglePanel();
  }

  function takeReferences(held: Held): void {
    shell.goTo('create');
    take(held);
  }

  return {
    goTo: (place) => shell.goTo(place),
    openSettings: (section = 'providers', provider) =>
      shell.show({ kind: 'settings', section, provider: provider ?? null }),
    connect: () => shell.show({ kind: 'connect' }),
    openViewer: (picture, among = [picture]) => shell.show(viewer(picture, among)),
    useAsReference: (picture) =>
      tried(async () => {
        const held = await backend.holdPicture({ picture });
        shell.close();
        takeReferences(held);
      }),
    takeReferences,
    useInFilm: (picture, as) =>
      tried(async () => {
        const held = await backend.holdPicture({ picture });
        shell.close();
        shell.goTo('video');
        takeFrames(held, as);
      }),
    continueEdit: (picture) =>
      tried(async () => {
        const detail = await backend.picture({ picture });
        const kept = detail.picture.canContinue;
        const held = kept ? null : await backend.holdPicture({ picture });
        shell.close();
        shell.goTo('create');
        takeEdit(detail, held);
      }),
    describe: (picture) => {
      shell.close();
      shell.goTo('create');
      shell.asking = { wish: 'describe', picture };
    },
    cropPicture: (picture, ratio) =>
      tried(async () => {
        const { id } = await backend.cropPicture({ picture, ratio });
        showPicture(id);
        shell.toast({
          kind: 'done',
          text: t('panel-cropped', { ratio }),
          next: null,
          action: { label: t('view'), run: () => shell.show(viewer(id, [id])) },
        });
      }),
    showPicture,
    trashPictures: async (pictures) => {
      if (pictures.length === 0) return;
      const named: Selected = { kind: 'pictures', pictures: [...pictures] };
      if (await curation.trash(named)) shell.unselect(new Set(pictures));
    },
    ...curation,
    reveal: (picture) => tried(() => backend.revealPicture({ picture })),
    saveCopy: (picture) =>
      tried(async () => {
        const { name } = await backend.saveCopy({ picture });
        if (name !== null) say(t('toast-copy-saved', { name }));
      }),
    copyPicture: (picture) =>
      tried(async () => {
        await backend.copyPicture({ picture });
        say(t('toast-picture-copied'));
      }),
    openLibrary: () => tried(() => backend.openLibrary()),
    showError,
    showRefused,
    showNotAsked: (model, error) =>
      void shell.toast({
        kind: 'error',
        text: t('run-not-asked', { model }),
        next: errorSaid(error),
        action: null,
      }),
    say,
    roomForReferences: () => room(),
    onReferences: (taking, has) => {
      take = taking;
      room = has;
    },
    onFrames: (taking) => {
      takeFrames = taking;
      const waiting = early;
      early = [];
      for (const [held, as] of waiting) taking(held, as);
    },
    onContinue: (taking) => {
      takeEdit = taking;
    },
    setProject: (board) => takeProject(board),
    onProject: (taking) => {
      takeProject = taking;
    },
  };
}
