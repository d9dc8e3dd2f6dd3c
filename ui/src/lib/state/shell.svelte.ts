// Where the user is in the window: which place, what is selected, which dialog is open, and what
// stands in the toasts. Nothing of it comes from the backend but the preferences, which it keeps;
// which place is open outlives a reload.
import type { Backend } from '$lib/backend/backend';
import type {
  CallId,
  ConversationId,
  FilmId,
  JobId,
  PictureId,
  Preferences,
  ProfileId,
  RowShape,
  TextWish,
  ThemeChoice,
} from '$lib/backend/generated';

import { keepPlace, lastPlace } from './lastPlace';
import type { Place } from './places';
import { allCommands, type Command } from './shortcuts';

/** What the right panel speaks of. */
export type Selection =
  | { kind: 'none' }
  /** Those in the trash can only be restored. */
  | { kind: 'pictures'; pictures: readonly PictureId[]; trashed?: true }
  | { kind: 'call'; run: JobId; call: CallId }
  | { kind: 'film'; film: FilmId };

/** A part of Settings. */
export type SettingsSection = 'providers' | 'library' | 'prices' | 'appearance' | 'about';

/** The one dialog that can be open. */
export type Dialog =
  | { kind: 'none' }
  | { kind: 'settings'; section: SettingsSection; provider: ProfileId | null }
  | { kind: 'connect' }
  | { kind: 'palette' }
  | { kind: 'shortcuts' }
  /** Cull mode of the library, which knows the pictures itself. */
  | { kind: 'cull' }
  | { kind: 'viewer'; picture: PictureId; among: readonly PictureId[] };

/** A text model is asked for Create's prompt. */
export interface Asking {
  wish: TextWish;
  /** The picture to describe. */
  picture: PictureId | null;
}

/** Selects pictures that came back, and gives them the keyboard. */
export type Welcome = (pictures: readonly PictureId[]) => void;

/** A short message above everything. */
export interface Toast {
  id: number;
  kind: 'done' | 'error';
  text: string;
  /** What to do, under the text. */
  next: string | null;
  action: { label: string; run: () => void } | null;
}

type Selections = Readonly<Partial<Record<Place, Selection>>>;

const NOTHING: Selection = { kind: 'none' };

/** Where the user is in the window. */
export class Shell {
  place: Place = $state(lastPlace());
  dialog: Dialog = $state.raw({ kind: 'none' });
  /** What could be done when the palette was opened. */
  offered: readonly Command[] = $state.raw([]);
  queueOpen: boolean = $state(false);
  /** What a text model is asked for Create's prompt, until its answer is taken or put away. */
  asking: Asking | null = $state.raw(null);
  toasts: readonly Toast[] = $state.raw([]);
  preferences: Preferences = $state.raw({
    theme: 'system',
    panel: 'open',
    rowHeight: null,
    rowShape: 'justified',
    conversation: null,
  });
  /** The window is too narrow for the panel beside the place: then it floats over it. */
  narrow: boolean = $state(false);
  /** How much of a place's lower end its composer takes, in CSS pixels. */
  composerRoom: Readonly<Partial<Record<Place, number>>> = $state.raw({});
  #floating: boolean = $state(false);
  /** Each place has its own: what is selected in one is nothing to another. */
  #selections: Selections = $state.raw({});
  /** The user wants the panel. */
  readonly panelOpen: boolean = $derived(this.preferences.panel === 'open');
  /** The panel is on the screen. */
  readonly panelShown: boolean = $derived(this.narrow ? this.#floating : this.panelOpen);
  /** It lies over the place. */
  readonly panelFloats: boolean = $derived(this.narrow && this.#floating);
  /** The picture, if exactly one is selected. */
  readonly picture: PictureId | null = $derived(
    this.selection.kind === 'pictures' && this.selection.pictures.length === 1
      ? (this.selection.pictures[0] ?? null)
      : null,
  );

  readonly #backend: Backend;
  readonly #welcomes = new Map<Place, Welcome>();
  #lastToast = 0;

  constructor(backend: Backend) {
    this.#backend = backend;
  }

  /** What is selected in the place that is shown. */
  get selection(): Selection {
    return this.#selections[this.place] ?? NOTHING;
  }

  /** Takes the preferences of the first snapshot. */
  open(preferences: Preferences): void {
    this.preferences = preferences;
  }

  goTo(place: Place): void {
    this.place = place;
    keepPlace(place);
  }

  /** A composer stands so high over the lower edge of its place. */
  composerStands(place: Place, room: number): void {
    this.composerRoom = { ...this.composerRoom, [place]: room };
  }

  select(selection: Selection): void {
    this.#selections = { ...this.#selections, [this.place]: selection };
  }

  selectPicture(picture: PictureId): void {
    this.select({ kind: 'pictures', pictures: [picture] });
  }

  /** Pictures that are gone are selected in no place. */
  unselect(gone: ReadonlySet<PictureId>): void {
    const left = Object.entries(this.#selections).map(([place, selection]) => {
      if (selection.kind !== 'pictures' || selection.trashed === true) return [place, selection];
      const pictures = selection.pictures.filter((picture) => !gone.has(picture));
      return [place, pictures.length === 0 ? NOTHING : { ...selection, pictures }];
    });
    this.#selections = Object.fromEntries(left) as Selections;
  }

  /** How a place takes up what was deleted and comes back. Answers how to stop. */
  onReturn(place: Place, welcome: Welcome): () => void {
    this.#welcomes.set(place, welcome);
    return () => {
      if (this.#welcomes.get(place) === welcome) this.#welcomes.delete(place);
    };
  }

  /** Deleted pictures are back. A dialog over the place keeps what it stands on. */
  returned(pictures: readonly PictureId[]): void {
    if (pictures.length > 0 && this.dialog.kind === 'none') {
      this.#welcomes.get(this.place)?.(pictures);
    }
  }

  show(dialog: Dialog): void {
    this.queueOpen = false;
    // What can be done is asked before the palette itself stands in the way.
    if (dialog.kind === 'palette') {
      this.dialog = { kind: 'none' };
      this.offered = allCommands().filter((one) => one.when?.() ?? true);
    }
    this.dialog = dialog;
  }

  close(): void {
    this.dialog = { kind: 'none' };
  }

  setTheme(theme: ThemeChoice): void {
    this.#prefer({ ...this.preferences, theme });
  }

  togglePanel(): void {
    if (this.narrow) {
      this.#floating = !this.#floating;
      return;
    }
    this.#prefer({ ...this.preferences, panel: this.panelOpen ? 'folded' : 'open' });
  }

  setRowHeight(rowHeight: number | null): void {
    this.#prefer({ ...this.preferences, rowHeight });
  }

  setRowShape(rowShape: RowShape): void {
    this.#prefer({ ...this.preferences, rowShape });
  }

  /** The conversation that is open the next time Chat is. */
  rememberConversation(conversation: ConversationId): void {
    if (conversation !== this.preferences.conversation) {
      this.#prefer({ ...this.preferences, conversation });
    }
  }

  /** Shows a toast. */
  toast(toast: Omit<Toast, 'id'>): number {
    this.#lastToast += 1;
    const id = this.#lastToast;
    // The same words twice are one message; more than four would cover the pictures.
    const others = this.toasts.filter(
      (other) => other.text !== toast.text || other.kind !== toast.kind,
    );
    this.toasts = [...others.slice(-3), { ...toast, id }];
    return id;
  }

  /** Puts a toast away. */
  dismiss(id: number): void {
    this.toasts = this.toasts.filter((toast) => toast.id !== id);
  }

  #prefer(preferences: Preferences): void {
    this.preferences = preferences;
    // How the window looks is replaceable: if it cannot be kept, nothing is lost but the choice.
    this.#backend.keepPreferences(preferences).catch(() => undefined);
  }
}
