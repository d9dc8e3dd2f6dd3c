// What the library shows: the pages that were loaded, which of them are selected, and where the
// window stands in them. Pages append, events put pictures in their place; it never asks for
// everything at once. It draws nothing.
import { asCommandError, type Backend } from '$lib/backend/backend';
import type {
  CommandError,
  Happened,
  LibraryView,
  PictureId,
  PictureView,
} from '$lib/backend/generated';
import type { Shell } from '$lib/state/shell.svelte';
import type { Studio } from '$lib/state/studio.svelte';
import { byDay, type Day } from './days';
import {
  choose,
  chooseAll,
  chooseForMenu,
  clear,
  inOrder,
  NOTHING,
  orderOf,
  without,
  type Join,
  type Selection,
} from './selection';

/** Pictures of one page. */
const PAGE = 200;
/** Pictures of one page when somebody goes to the very end. */
export const LARGE_PAGE = 1000;

export type GalleryStanding = 'new' | 'ready' | 'failed';

export class Gallery {
  pictures: readonly PictureView[] = $state.raw([]);
  standing: GalleryStanding = $state('new');
  trouble: CommandError | null = $state.raw(null);
  /** There are older ones than those that are loaded. */
  more = $state(true);
  loading = $state(false);
  selection: Selection = $state.raw(NOTHING);
  /** Kept over a change of place. */
  scrollTop = 0;
  /** Gives the keyboard to the grid, while there is one. */
  focusGrid: () => void = () => undefined;

  readonly order = $derived(orderOf(this.pictures.map((picture) => picture.id)));
  readonly days: readonly Day[] = $derived.by(
    () => (this.#days = byDay(this.pictures, this.#days)),
  );
  /** Selected pictures, in the order of the grid. */
  readonly selected: readonly PictureView[] = $derived(
    inOrder(this.selection, this.order).map(
      (id) => this.pictures[this.order.place.get(id) ?? -1] as PictureView,
    ),
  );

  readonly #backend: Pick<Backend, 'listPictures'>;
  readonly #shell: Pick<Shell, 'select' | 'place' | 'picture'>;
  #days: readonly Day[] = [];
  /** Deleted while the window is open: a page that was asked for before must not bring them. */
  readonly #gone = new Set<PictureId>();
  #asked = 0;
  /** The page that is on its way. */
  #idle: Promise<void> = Promise.resolve();
  /** Arrived while a page was on its way: the page may not know them yet. */
  #early: PictureView[] = [];
  #folder: string | null = null;
  #usable = true;

  constructor(
    backend: Pick<Backend, 'listPictures'>,
    shell: Pick<Shell, 'select' | 'place' | 'picture'>,
  ) {
    this.#backend = backend;
    this.#shell = shell;
  }

  /** Loads from the newest picture on; what is on the screen stays until the answer is there. */
  async reload(): Promise<void> {
    await this.#load(null, Math.min(LARGE_PAGE, Math.max(PAGE, this.pictures.length)));
  }

  /** Appends a page, unless one is on its way or none is left. */
  async loadMore(limit = PAGE): Promise<void> {
    const last = this.pictures.at(-1);
    if (this.loading || !this.more || last === undefined) return this.#idle;
    this.#idle = this.#load(last.seq, limit);
    await this.#idle;
  }

  /** After a page could not be loaded. */
  async retry(): Promise<void> {
    const last = this.pictures.at(-1);
    await this.#load(last?.seq ?? null, PAGE);
  }

  /** Appends pages until the oldest picture is there. Each page is drawn before the next one. */
  async loadAll(): Promise<void> {
    while (this.more && this.standing === 'ready') {
      const last = this.pictures.at(-1);
      if (last === undefined) return;
      await this.#load(last.seq, LARGE_PAGE);
    }
  }

  async #load(before: number | null, limit: number): Promise<void> {
    this.#asked += 1;
    const asked = this.#asked;
    this.loading = true;
    this.#early = [];
    try {
      const page = await this.#backend.listPictures({ before, limit });
      if (asked !== this.#asked) return;
      const fresh = [...page.pictures, ...(before === null ? this.#early : [])];
      const kept = before === null ? [] : this.pictures;
      this.pictures = merged(
        kept,
        fresh.filter(({ id }) => !this.#gone.has(id)),
      );
      this.more = page.more;
      this.trouble = null;
      this.standing = 'ready';
    } catch (thrown) {
      if (asked !== this.#asked) return;
      this.trouble = asCommandError(thrown);
      this.standing = 'failed';
    } finally {
      if (asked === this.#asked) this.loading = false;
    }
  }

  hear(happened: Happened): void {
    if (happened.kind === 'picture-saved') {
      this.#insert([happened.picture]);
    } else if (happened.kind === 'pictures-back') {
      for (const { id } of happened.pictures) this.#gone.delete(id);
      this.#insert(happened.pictures);
    } else if (happened.kind === 'pictures-gone') {
      this.#remove(new Set(happened.pictures));
    } else if (happened.kind === 'missed') {
      if (this.standing !== 'new') void this.reload();
    } else if (happened.kind === 'library-changed') {
      this.#moveTo(happened.library);
    }
  }

  /** Another folder, or one that can be used again, has other pictures. */
  #moveTo({ folder, error }: LibraryView): void {
    const other = folder !== this.#folder || (error === null) !== this.#usable;
    this.#folder = folder;
    this.#usable = error === null;
    if (other && this.standing !== 'new' && error === null) void this.reload();
  }

  /** Where the library lies now, so that a change of folder is seen as one. */
  knowFolder({ folder, error }: LibraryView): void {
    this.#folder ??= folder;
    this.#usable = error === null;
  }

  #insert(pictures: readonly PictureView[]): void {
    if (this.loading) this.#early.push(...pictures);
    if (this.standing === 'new') return;
    const oldest = this.more ? (this.pictures.at(-1)?.seq ?? 0) : -1;
    this.pictures = merged(
      this.pictures,
      pictures.filter(({ seq }) => seq > oldest),
    );
  }

  #remove(gone: ReadonlySet<PictureId>): void {
    for (const id of gone) this.#gone.add(id);
    const before = this.order;
    this.pictures = this.pictures.filter(({ id }) => !gone.has(id));
    const touched = this.selection.ids.size;
    this.selection = without(this.selection, gone, before);
    if (this.selection.ids.size !== touched) this.#tell();
  }

  choose(id: PictureId, join: Join): void {
    this.#select(choose(this.selection, id, join, this.order));
  }

  chooseForMenu(id: PictureId): void {
    this.#select(chooseForMenu(this.selection, id));
  }

  chooseAll(): void {
    this.#select(chooseAll(this.selection, this.order));
  }

  clear(): void {
    this.#select(clear(this.selection));
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

  /** The right panel speaks of what is selected here: after coming back to the library. */
  tellSelection(): void {
    this.#tell();
  }

  #select(selection: Selection): void {
    this.selection = selection;
    this.#tell();
  }

  #tell(): void {
    if (this.#shell.place !== 'library') return;
    const pictures = inOrder(this.selection, this.order);
    this.#shell.select(pictures.length === 0 ? { kind: 'none' } : { kind: 'pictures', pictures });
  }
}

/** Newest first, each once; what came later replaces what was there. */
function merged(
  kept: readonly PictureView[],
  added: readonly PictureView[],
): readonly PictureView[] {
  if (added.length === 0) return kept;
  const last = kept.at(-1);
  if (last !== undefined && added.every(({ seq }) => seq < last.seq)) return [...kept, ...added];
  const all = new Map(kept.map((picture) => [picture.id, picture]));
  for (const picture of added) all.set(picture.id, picture);
  return [...all.values()].sort((one, other) => other.seq - one.seq);
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
