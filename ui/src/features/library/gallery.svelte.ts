// What the library shows: the question, its answer as a view, what is selected in it, and where the
// window stands. A question that changes, an event and another layout each end in one answer, the
// last one wins, and what is looked at stays where it is. It draws nothing.
import { asCommandError, type Backend } from '$lib/backend/backend';
import type {
  CommandError,
  Happened,
  LayOut,
  LibraryView,
  PictureId,
  PictureView,
  RowShape,
  Selection as Selected,
  ViewExtent,
  ViewOrder,
  ViewPlace,
} from '$lib/backend/generated';
import type { Shell } from '$lib/state/shell.svelte';
import type { Studio } from '$lib/state/studio.svelte';
import { lookedAt } from './grid/moves';
import { View } from './grid/view.svelte';
import { Pages } from './pages.svelte';
import * as chosen from './selection';
import { NOTHING, type Join, type Selection } from './selection';

export type GalleryStanding = 'new' | 'ready' | 'failed';

/** A picture that keeps its place on the screen when the answer changes. */
export interface Anchor {
  readonly index: number;
  readonly offset: number;
}

/** A question. */
export interface Question {
  readonly query: string;
  readonly place: ViewPlace;
  readonly order: ViewOrder;
}

export type GalleryShell = Pick<Shell, 'select' | 'place' | 'picture'>;

/** More pictures than these are named by their places in the view. */
const NAMED = 500;
/** Events that come together are one question. */
const TOGETHER_MS = 120;

export class Gallery {
  question: Question = $state.raw({
    query: '',
    place: { kind: 'everything' },
    order: 'newest',
  });
  view: View | null = $state.raw(null);
  standing: GalleryStanding = $state('new');
  trouble: CommandError | null = $state.raw(null);
  busy = $state(false);
  shape: RowShape = $state('justified');
  selection: Selection = $state.raw(NOTHING);
  /** Kept over a change of place. */
  scrollTop = 0;
  /** Where the view that was shown last keeps what was looked at; null: at the top. */
  anchor: Anchor | null = null;
  /** Gives the keyboard to the grid, or shows a picture in it, while there is one. */
  focusGrid: () => void = () => undefined;
  focusSearch: () => void = () => undefined;
  showIndex: (index: number) => void = () => undefined;

  readonly pages: Pages;
  readonly focusIndex = $derived.by(() => {
    void this.view?.version;
    const { focus } = this.selection;
    return focus === null ? -1 : (this.view?.find(focus) ?? -1);
  });
  /** Selected pictures in the order of the grid. */
  readonly selected: readonly PictureId[] = $derived(
    this.view === null ? [...this.selection.ids] : chosen.inOrder(this.selection, this.view),
  );

  readonly #backend: Backend;
  readonly #shell: GalleryShell;
  #layout: LayOut | null = null;
  #asking: Promise<void> | null = null;
  #again = false;
  #held = false;
  #due = false;
  #later: ReturnType<typeof setTimeout> | undefined;
  /** Told of a view whose number is not known yet. */
  readonly #early = new Map<number, ViewExtent>();
  #coming: View | null = null;
  #folder: string | null = null;
  #usable = true;

  constructor(backend: Backend, shell: GalleryShell) {
    this.#backend = backend;
    this.#shell = shell;
    this.pages = new Pages(backend);
  }

  /** Where the rows go: told by the place, before anything is asked and whenever it changes. */
  measure(layout: LayOut): void {
    const before = this.#layout;
    this.#layout = layout;
    if (before !== null && JSON.stringify(before) === JSON.stringify(layout)) return;
    if (this.view === null) void this.ask();
    else void this.#layOut(this.view, layout);
  }

  async #layOut(view: View, layout: LayOut): Promise<void> {
    try {
      await view.layOut(layout, lookedAt(view, this.scrollTop)?.first ?? 0);
    } catch {
      // It was forgotten, or closed by a newer answer: that one has the new measures.
      this.refresh();
    }
  }

  /** Another question. What was selected belongs to the old one, unless only the order differs. */
  go(change: Partial<Question>): void {
    const next = { ...this.question, ...change };
    if (JSON.stringify(next) === JSON.stringify(this.question)) return;
    const elsewhere =
      next.query !== this.question.query ||
      JSON.stringify(next.place) !== JSON.stringify(this.question.place);
    this.question = next;
    if (elsewhere) this.#select(NOTHING);
    void this.ask();
  }

  /** The answer stays as it is until the release is called: culling loses no place. */
  hold(): () => void {
    this.#held = true;
    return () => {
      this.#held = false;
      if (this.#due) this.refresh();
    };
  }

  /** Asks once more, soon: something has changed. */
  refresh(): void {
    if (this.standing === 'new') return;
    this.#due = this.#held;
    if (this.#held) return;
    clearTimeout(this.#later);
    this.#later = setTimeout(() => void this.ask(), TOGETHER_MS);
  }

  /** Asks now; while an answer is on its way, once more after it. */
  ask(): Promise<void> {
    clearTimeout(this.#later);
    if (this.#layout === null) return Promise.resolve();
    this.#again = true;
    this.#asking ??= this.#answer().finally(() => (this.#asking = null));
    return this.#asking;
  }

  async #answer(): Promise<void> {
    this.busy = true;
    while (this.#again && this.#layout !== null) {
      this.#again = false;
      try {
        await this.#open({ ...this.question }, this.#layout);
      } catch (thrown) {
        this.trouble = asCommandError(thrown);
        this.standing = 'failed';
      }
    }
    this.busy = false;
  }

  async #open(question: Question, layout: LayOut): Promise<void> {
    const old = this.view;
    const view = await View.open(this.#backend, { ...question, layout }, (made) => {
      this.#coming = made;
      const early = this.#early.get(made.number);
      if (early !== undefined) void made.grow(early);
      this.#early.clear();
    });
    const same =
      old !== null &&
      old.asked.query === question.query &&
      old.asked.order === question.order &&
      JSON.stringify(old.asked.place) === JSON.stringify(question.place);
    this.anchor = same ? await this.#anchored(old, view) : null;
    if (!same) this.scrollTop = 0;
    this.view = view;
    this.#coming = null;
    this.trouble = null;
    this.standing = 'ready';
    if (old !== null) void old.close().catch(() => undefined);
    if (this.#layout !== layout && this.#layout !== null) void this.#layOut(view, this.#layout);
  }

  /** Where what is looked at stands in another view. */
  async #anchored(old: View, view: View): Promise<Anchor | null> {
    const looked = lookedAt(old, this.scrollTop);
    if (looked === null) return null;
    const { first, offset } = looked;
    for (let index = first; index < Math.min(old.count, first + 12); index += 1) {
      const picture = old.id(index);
      if (picture === '') continue;
      const place = await this.#placeIn(view, picture);
      if (place === null) continue;
      await view.load(place - 200, place + 200);
      return { index: place, offset };
    }
    return null;
  }

  async #placeIn(view: View, picture: PictureId): Promise<number | null> {
    for (;;) {
      const { whole } = view.extent;
      const { place, row } = await this.#backend.findInView({ view: view.number, picture });
      if (place !== null && row !== null) {
        await view.reach(row);
        return place;
      }
      if (whole) return null;
      if (!view.extent.whole) await view.growth();
    }
  }

  hear(happened: Happened): void {
    switch (happened.kind) {
      case 'view-grown':
        this.#grown(happened.view, happened.extent);
        break;
      case 'picture-saved':
        this.pages.put([happened.picture]);
        this.refresh();
        break;
      case 'pictures-back':
        this.pages.put(happened.pictures);
        this.refresh();
        break;
      case 'pictures-gone':
        this.#remove(new Set(happened.pictures));
        this.refresh();
        break;
      case 'pictures-changed':
        this.#remark(happened.change.marks, happened.change.count);
        break;
      case 'boards-changed':
        if (this.#hangsOnBoards()) this.refresh();
        break;
      case 'task-moved':
        if (happened.task.kind !== 'verify') this.refresh();
        break;
      case 'missed':
        this.pages.clear();
        this.refresh();
        break;
      case 'library-changed':
        this.#moveTo(happened.library);
        break;
      default:
    }
  }

  #grown(number: number, extent: ViewExtent): void {
    const view = [this.view, this.#coming].find((each) => each?.number === number);
    if (view == null) this.#early.set(number, extent);
    else void view.grow(extent).catch(() => undefined);
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
    if (view !== null) view.version += 1;
    this.pages.change(pictures, told);
  }

  /** Another folder, or one that can be used again, has other pictures. */
  #moveTo({ folder, error }: LibraryView): void {
    const other = folder !== this.#folder || (error === null) !== this.#usable;
    this.#folder = folder;
    this.#usable = error === null;
    if (other && error === null) this.refresh();
  }

  /** Where the library lies now, so that a change of folder is seen as one. */
  knowFolder({ folder, error }: LibraryView): void {
    this.#folder ??= folder;
    this.#usable = error === null;
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
    this.#shell.select(pictures.length === 0 ? { kind: 'none' } : { kind: 'pictures', pictures });
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
  return gallery;
}
