// The details of pictures that are near the window: asked for in pages, those ahead of it too, as
// fast as they come and never faster, kept for a while, and changed by what is told. It draws
// nothing.
import { SvelteMap } from 'svelte/reactivity';
import type { Backend } from '$lib/backend/backend';
import type { PictureId, PictureView } from '$lib/backend/generated';
import type { View } from './grid/view.svelte';

/** Pictures of one page; pages begin at its multiples. */
const PAGE = 100;
/** So many are kept. */
const MOST = 4_000;
/** So many are asked for ahead of a window that moves. */
const AHEAD = 200;

/** What stands near the window. */
interface Near {
  readonly view: View;
  readonly from: number;
  readonly end: number;
}

export class Pages {
  readonly #backend: Pick<Backend, 'viewPage'>;
  readonly #known = new SvelteMap<PictureId, PictureView>();
  readonly #asked = new Set<string>();
  #near: Near | null = null;
  #wanted: Near | null = null;
  #following = false;

  constructor(backend: Pick<Backend, 'viewPage'>) {
    this.#backend = backend;
  }

  /** A picture's details; null while they are not here. */
  get(id: PictureId): PictureView | null {
    return this.#known.get(id) ?? null;
  }

  put(pictures: readonly PictureView[]): void {
    for (const picture of pictures) {
      // The last that came are the last to go.
      this.#known.delete(picture.id);
      this.#known.set(picture.id, picture);
    }
    if (this.#known.size <= MOST) return;
    for (const id of [...this.#known.keys()].slice(0, this.#known.size - MOST)) {
      this.#known.delete(id);
    }
  }

  /** Changes what is seen of some. */
  change(pictures: readonly PictureId[], told: Partial<PictureView>): void {
    for (const id of pictures) {
      const known = this.#known.get(id);
      if (known !== undefined) this.#known.set(id, { ...known, ...told });
    }
  }

  clear(): void {
    this.#known.clear();
    this.#near = null;
  }

  /** These are near the window. */
  want(view: View, from: number, end: number): void {
    this.#wanted = { view, from, end };
    if (!this.#following) void this.#follow();
  }

  /** What flew by while something was on its way is not asked for. */
  async #follow(): Promise<void> {
    this.#following = true;
    while (this.#wanted !== null) {
      const near: Near = this.#wanted;
      const before = this.#near?.view === near.view ? this.#near : null;
      this.#wanted = null;
      this.#near = near;
      // A view that was closed by a newer answer has nothing more to give.
      await this.#around(near, before).catch(() => undefined);
    }
    this.#following = false;
  }

  async #around({ view, from, end }: Near, before: Near | null): Promise<void> {
    await this.load(view, from, end);
    const elsewhere =
      this.#wanted !== null &&
      (this.#wanted.view !== view || Math.abs(this.#wanted.from - from) > AHEAD);
    if (before === null || before.from === from || elsewhere) return;
    if (before.from < from) await this.load(view, end, Math.min(end + AHEAD, view.count));
    else await this.load(view, Math.max(0, from - AHEAD), from);
  }

  /** Brings in what lacks of a range. */
  async load(view: View, from: number, end: number): Promise<void> {
    await view.load(from, end);
    const pages: number[] = [];
    for (let page = Math.floor(from / PAGE); page * PAGE < Math.min(end, view.count); page += 1) {
      if (this.#lacks(view, page)) pages.push(page);
    }
    await Promise.all(pages.map((page) => this.#page(view, page)));
  }

  #lacks(view: View, page: number): boolean {
    if (this.#asked.has(`${view.number} ${page}`)) return false;
    const end = Math.min(view.count, (page + 1) * PAGE);
    for (let index = page * PAGE; index < end; index += 1) {
      if (!this.#known.has(view.id(index))) return true;
    }
    return false;
  }

  async #page(view: View, page: number): Promise<void> {
    const key = `${view.number} ${page}`;
    this.#asked.add(key);
    try {
      const told = await this.#backend.viewPage({
        view: view.number,
        from: page * PAGE,
        count: PAGE,
      });
      this.put(told.pictures.filter((picture) => picture !== null));
    } catch {
      // The view was closed by a newer answer, which asks for its own.
    } finally {
      this.#asked.delete(key);
    }
  }
}
