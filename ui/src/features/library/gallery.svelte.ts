// What the library shows: the answer of the last question, what is selected in it, and what is told
// meanwhile. It draws nothing; how it asks is a room of its own.
import type { Backend } from '$lib/backend/backend';
import type {
  Happened,
  PictureId,
  PictureView,
  Selection as Selected,
} from '$lib/backend/generated';
import type { Shell } from '$lib/state/shell.svelte';
import { isText } from '$lib/state/shortcuts';
import type { Studio } from '$lib/state/studio.svelte';
import { Asking } from './asking.svelte';
import type { View } from './grid/view.svelte';
import { Pages } from './pages.svelte';
import * as chosen from './selection';
import { NOTHING, type Join, type Selection } from './selection';

export type GalleryShell = Pick<Shell, 'select' | 'place' | 'picture'>;

/** More pictures than these are named by their places in the view. */
const NAMED = 500;

/** What the library shows, and what is selected in it. */
export class Gallery extends Asking {
  selection: Selection = $state.raw(NOTHING);
  /** Gives the keyboard to the grid, or shows a picture in it, while there is one. */
  focusGrid: () => void = () => undefined;
  focusSearch: () => void = () => undefined;
  showIndex: (index: number) => void = () => undefined;

  readonly pages: Pages;
  readonly focusIndex = $derived.by(() => {
    const { focus } = this.selection;
    return focus === null ? -1 : (this.view?.find(focus) ?? -1);
  });
  /** Selected pictures in the order of the grid. */
  readonly selected: readonly PictureId[] = $derived(
    this.view === null ? [...this.selection.ids] : chosen.inOrder(this.selection, this.view),
  );

  readonly #shell: GalleryShell;

  constructor(backend: Backend, shell: GalleryShell) {
    super(backend);
    this.#shell = shell;
    this.pages = new Pages(backend);
  }

  hear(happened: Happened): void {
    const { kind } = happened;
    if (kind === 'view-grown') this.grown(happened.view, happened.extent);
    else if (kind === 'pictures-changed') {
      this.#remark(happened.change.marks, happened.change.count);
    } else if (kind === 'library-changed') this.moveTo(happened.library);
    else if (kind === 'boards-changed') {
      if (this.#hangsOnBoards()) this.refresh();
    } else if (this.#others(happened)) this.refresh();
  }

  /** Whether other pictures may be there now. */
  #others(happened: Happened): boolean {
    if (happened.kind === 'picture-saved') this.pages.put([happened.picture]);
    else if (happened.kind === 'pictures-back') this.pages.put(happened.pictures);
    else if (happened.kind === 'pictures-gone') this.#remove(new Set(happened.pictures));
    else if (happened.kind === 'missed') this.pages.clear();
    else return happened.kind === 'task-moved' && happened.task.kind !== 'verify';
    return true;
  }

  /** Whether what is shown depends on tags or on what lies on a board. */
  #hangsOnBoards(): boolean {
    const { place, query } = this.question;
    return place.kind !== 'everything' || /(tag|board):/u.test(query);
  }

  /** Stars and flags on the tiles; the order stays until somebody asks anew: culling loses no place. */
  #remark(
    marks: readonly { picture: PictureId; rating: number; flag: PictureView['flag'] }[],
    count: number,
  ): void {
    if (marks.length < count) {
      this.pages.clear();
      this.refresh();
      return;
    }
    for (const { picture, ...told } of marks) this.remark([picture], told);
  }

  /** Shows stars and flags at once, before or after the library has them. */
  remark(
    pictures: readonly PictureId[],
    told: { rating?: number; flag?: PictureView['flag'] },
  ): void {
    const { view } = this;
    for (const index of view?.findAll(new Set(pictures)) ?? []) {
      const now = view?.items.marks(index);
      if (now != null) view?.items.mark(index, { ...now, ...told });
    }
    view?.touch();
    this.pages.change(pictures, told);
  }

  #remove(gone: ReadonlySet<PictureId>): void {
    const touched = this.selection.ids.size;
    if (this.view !== null) this.selection = chosen.without(this.selection, gone, this.view);
    if (this.selection.ids.size !== touched) this.tellSelection();
  }

  choose(id: PictureId, join: Join): void {
    const { view } = this;
    if (view === null || id === '') return;
    this.#select(chosen.choose(this.selection, id, join, view));
    if (join !== 'range') return;
    // A range may go over pictures whose ids are not here yet.
    const anchor = this.selection.anchor;
    void this.#whole(view, () => {
      if (this.selection.focus !== id || this.selection.anchor !== anchor) return;
      this.#select(chosen.choose(this.selection, id, join, view));
    });
  }

  /** Goes on when everything of the view is known; at once, if it is. */
  async #whole(view: View, then: () => void): Promise<void> {
    if (view.items.lacking(0, view.count).length === 0) return;
    await view.loadAll();
    if (this.view === view) then();
  }

  chooseWithin(places: readonly number[], kept: ReadonlySet<PictureId>): void {
    const ids = places.map((place) => this.view?.id(place) ?? '').filter((id) => id !== '');
    this.#select(chosen.chooseWithin(this.selection, ids, kept));
  }

  chooseForMenu(id: PictureId): void {
    this.#select(chosen.chooseForMenu(this.selection, id));
  }

  async chooseAll(): Promise<void> {
    const { view } = this;
    if (view === null) return;
    await view.loadAll();
    if (this.view === view) this.#select(chosen.chooseAll(this.selection, view));
  }

  clear(): void {
    this.#select(chosen.clear(this.selection));
  }

  /** The keyboard stands on a picture without choosing it. */
  stand(id: PictureId): void {
    if (this.selection.focus !== id) this.selection = { ...this.selection, focus: id };
  }

  /** A tile has the keyboard. Where the window has chosen it (the viewer does), so do we. */
  reach(id: PictureId): void {
    if (this.#shell.picture === id && !this.selection.ids.has(id)) this.choose(id, 'replace');
    else this.stand(id);
  }

  /** Deleted pictures that came back are selected again, and the first of them has the keyboard. */
  async welcome(pictures: readonly PictureId[]): Promise<void> {
    const ids = new Set(pictures);
    await this.ask();
    const { view, selection } = this;
    const [first] = pictures;
    if (view === null || first === undefined) return;
    const at = await this.broughtIn(view, first);
    if (at === null) return;
    // Where the others stand is not known before.
    if (ids.size > 1) await view.loadAll();
    // Another question, or another choice meanwhile, is what the user wants now.
    if (this.view !== view || this.selection !== selection) return;
    const here = view.findAll(ids).map((index) => view.id(index));
    this.#select({ ids: new Set(here), anchor: first, focus: first });
    // Who writes goes on writing.
    if (!isText(document.activeElement)) this.showIndex(at);
  }

  /** Pictures as a command names them. */
  named(pictures: readonly PictureId[]): Selected {
    const { view } = this;
    if (pictures.length <= NAMED || view === null) {
      return { kind: 'pictures', pictures: [...pictures] };
    }
    return { kind: 'places', view: view.number, spans: view.spans(new Set(pictures)) };
  }

  /** The right panel speaks of what is selected here: also after coming back to the library. */
  tellSelection(): void {
    if (this.#shell.place !== 'library') return;
    const pictures = this.selected;
    if (pictures.length === 0) this.#shell.select({ kind: 'none' });
    else if (this.question.place.kind === 'trash') {
      this.#shell.select({ kind: 'pictures', pictures, trashed: true });
    } else this.#shell.select({ kind: 'pictures', pictures });
  }

  protected override forget(): void {
    this.#select(NOTHING);
  }

  #select(selection: Selection): void {
    this.selection = selection;
    this.tellSelection();
  }
}

const galleries = new WeakMap<Studio, Gallery>();

/** The window's one gallery: it goes on listening while another place is shown. */
export function galleryOf(backend: Backend, studio: Studio, shell: Shell): Gallery {
  const known = galleries.get(studio);
  if (known !== undefined) return known;
  const gallery = new Gallery(backend, shell);
  galleries.set(studio, gallery);
  studio.on((happened) => gallery.hear(happened));
  shell.onReturn('library', (pictures) => {
    // A view that was closed meanwhile has nothing to select.
    gallery.welcome(pictures).catch(() => undefined);
  });
  return gallery;
}
