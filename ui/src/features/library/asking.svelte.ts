// How the library is asked: a question that changes, an event and another layout each end in one
// answer, the last one wins, and what is looked at stays where it is on the screen. It draws nothing
// and knows no selection.
import { asCommandError, type Backend } from '$lib/backend/backend';
import type {
  CommandError,
  LayOut,
  LibraryView,
  PictureId,
  ViewExtent,
  ViewOrder,
  ViewPlace,
} from '$lib/backend/generated';
import { lookedAt } from './grid/moves';
import { View } from './grid/view.svelte';

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

/** Events that come together are one question. */
const TOGETHER_MS = 120;

/** A question to the library, and its last answer. */
export class Asking {
  question: Question = $state.raw({
    query: '',
    place: { kind: 'everything' },
    order: 'newest',
  });
  view: View | null = $state.raw(null);
  standing: GalleryStanding = $state('new');
  trouble: CommandError | null = $state.raw(null);
  busy = $state(false);
  /** Kept over a change of place. */
  scrollTop = 0;
  /** Where the view that was shown last keeps what was looked at; null: at the top. */
  anchor: Anchor | null = null;

  protected readonly backend: Backend;
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

  constructor(backend: Backend) {
    this.backend = backend;
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
    if (elsewhere) this.forget();
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
    const view = await View.open(this.backend, { ...question, layout }, (made) => {
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
      const place = await this.broughtIn(view, picture);
      if (place !== null) return { index: place, offset };
    }
    return null;
  }

  /** Where a picture stands in a view, with what is around it; null where it does not. */
  protected async broughtIn(view: View, picture: PictureId): Promise<number | null> {
    const place = await this.#placeIn(view, picture);
    if (place !== null) await view.load(place - 200, place + 200);
    return place;
  }

  async #placeIn(view: View, picture: PictureId): Promise<number | null> {
    for (;;) {
      const { whole } = view.extent;
      const { place, row } = await this.backend.findInView({ view: view.number, picture });
      if (place !== null && row !== null) {
        await view.reach(row);
        return place;
      }
      if (whole) return null;
      if (!view.extent.whole) await view.growth();
    }
  }

  /** `view-grown` was told. */
  protected grown(number: number, extent: ViewExtent): void {
    const view = [this.view, this.#coming].find((each) => each?.number === number);
    if (view == null) this.#early.set(number, extent);
    else void view.grow(extent).catch(() => undefined);
  }

  /** Another folder, or one that can be used again, has other pictures. */
  protected moveTo({ folder, error }: LibraryView): void {
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

  /** What belonged to the question before goes with it. */
  protected forget(): void {
    this.anchor = null;
  }
}
