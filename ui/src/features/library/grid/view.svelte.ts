// One answer of the library: its pictures in their order, where each of them stands, and its days.
// Rust keeps it under a number; here is what was asked of it so far. Chunks are asked for once, and
// what is not needed is never asked for.
import type { Backend } from '$lib/backend/backend';
import type {
  DateMark,
  LayOut,
  OpenView,
  PictureId,
  QueryPart,
  Span,
  ViewExtent,
  ViewOpened,
} from '$lib/backend/generated';
import { CHUNK, Items } from './items';
import { Rows, type Place, type Row } from './rows';

/** Rows that are asked for together. */
const ROWS = 16_384;

type Asks = Pick<Backend, 'openView' | 'closeView' | 'layOutView' | 'viewBuffer' | 'viewDates'>;

export class View {
  readonly number: number;
  readonly asked: OpenView;
  readonly parts: readonly QueryPart[];
  extent: ViewExtent = $state.raw({
    count: 0,
    rows: 0,
    height: 0,
    whole: false,
    took: 0,
    headings: 'day',
    total: null,
  });
  days: readonly DateMark[] = $state.raw([]);
  /** What is known; a new object says that something came or changed. */
  #known: { readonly rows: Rows; readonly items: Items };

  readonly #backend: Asks;
  readonly #loading = new Map<number, Promise<void>>();
  #layouts = 0;
  /** Rows of a layout that is not shown yet. */
  #coming: Rows | null = null;
  #told: ViewExtent | null = null;
  #heard: (() => void)[] = [];

  constructor(backend: Asks, asked: OpenView, opened: ViewOpened) {
    this.#backend = backend;
    this.asked = asked;
    this.number = opened.view;
    this.parts = opened.parts;
    this.extent = opened.extent;
    this.#known = $state.raw({ rows: new Rows(asked.layout), items: new Items() });
  }

  /** Asks the library; the first screen is there when the answer is. */
  static async open(
    backend: Asks,
    asked: OpenView,
    numbered: (view: View) => void = () => undefined,
  ): Promise<View> {
    const view = new View(backend, asked, await backend.openView(asked));
    // From now on it can be told that it grows.
    numbered(view);
    await Promise.all([view.#fill(view.rows), view.load(0, Math.min(view.count, 512))]);
    return view;
  }

  get rows(): Rows {
    return this.#known.rows;
  }

  get items(): Items {
    return this.#known.items;
  }

  /** Something of it came or changed: who shows it looks again. */
  touch(): void {
    this.#known = { ...this.#known };
  }

  get count(): number {
    return this.extent.count;
  }

  /**
   * Another width, another size: what stands on the screen stays until the new rows are there, and
   * among them the one with the picture that is looked at.
   */
  async layOut(layout: LayOut, looked: number): Promise<void> {
    this.#layouts += 1;
    const asked = this.#layouts;
    const rows = new Rows(layout);
    this.#coming = rows;
    this.#told = null;
    let extent = await this.#backend.layOutView({ view: this.number, layout });
    for (;;) {
      if (asked !== this.#layouts) return;
      extent = this.#newest(extent);
      await this.#fill(rows, extent);
      if (extent.whole || rows.placed > looked) break;
      await this.growth();
    }
    if (asked !== this.#layouts) return;
    this.#known = { ...this.#known, rows };
    this.#coming = null;
    const { took, total } = this.extent;
    this.extent = { ...extent, took, total: extent.total ?? total };
  }

  /** `view-grown` was told. */
  async grow(extent: ViewExtent): Promise<void> {
    if (this.#coming !== null) this.#told = extent;
    else {
      const { rows } = this;
      await this.#fill(rows, extent);
      if (rows === this.rows) this.extent = { ...extent, took: this.extent.took };
    }
    for (const heard of this.#heard.splice(0)) heard();
  }

  /** Waits until it has grown once more. */
  growth(): Promise<void> {
    return new Promise((heard) => this.#heard.push(heard));
  }

  /** Waits until a row is there, or nothing more will come. */
  async reach(row: number): Promise<void> {
    while (this.rows.length <= row && !this.extent.whole) await this.growth();
  }

  /** Waits until a picture has its place, or nothing more will come. */
  async place(index: number): Promise<void> {
    while (this.rows.placed <= index && !this.extent.whole) await this.growth();
  }

  /** An answer may be older than what was told meanwhile. */
  #newest(extent: ViewExtent): ViewExtent {
    const told = this.#told;
    this.#told = null;
    if (told === null) return extent;
    const newest = told.rows >= extent.rows && !extent.whole ? told : extent;
    return { ...newest, total: newest.total ?? told.total };
  }

  async close(): Promise<void> {
    await this.#backend.closeView({ view: this.number });
  }

  /** Loads what is known of a range, if it is not there. */
  async load(from: number, end: number): Promise<void> {
    const lacking = this.items.lacking(Math.max(0, from), Math.min(end, this.count));
    await Promise.all(lacking.map((chunk) => this.#loadChunk(chunk)));
  }

  /** Loads what is known of all of it. */
  loadAll(): Promise<void> {
    return this.load(0, this.count);
  }

  /** Its id; empty while it is not known. */
  id(index: number): PictureId {
    return this.items.id(index) ?? '';
  }

  /** Where a picture is, as far as that is known here. */
  find(id: PictureId): number {
    return this.items.find(id);
  }

  findAll(ids: ReadonlySet<PictureId>): number[] {
    return this.items.findAll(ids);
  }

  /** Places of pictures side by side, so that very many are few words. */
  spans(ids: ReadonlySet<PictureId>): Span[] {
    const spans: Span[] = [];
    for (const index of this.findAll(ids)) {
      const last = spans.at(-1);
      if (last !== undefined && last.from + last.count === index) last.count += 1;
      else spans.push({ from: index, count: 1 });
    }
    return spans;
  }

  places(row: Row): Place[] {
    return this.rows.places(row, (index) => this.items.ratio(index));
  }

  #loadChunk(chunk: number): Promise<void> {
    const coming = this.#loading.get(chunk);
    if (coming !== undefined) return coming;
    const request = {
      view: this.number,
      part: 'items',
      from: chunk * CHUNK,
      count: CHUNK,
    } as const;
    const made = this.#backend
      .viewBuffer(request)
      .then((bytes) => {
        this.items.put(chunk, bytes);
        this.touch();
      })
      .finally(() => this.#loading.delete(chunk));
    this.#loading.set(chunk, made);
    return made;
  }

  /** Brings rows in, the last known one anew, until there are as many as the extent says. */
  async #fill(rows: Rows, extent = this.extent): Promise<void> {
    let from = Math.max(0, rows.length - 1);
    while (from < extent.rows) {
      const count = Math.min(ROWS, extent.rows - from);
      const bytes = await this.#backend.viewBuffer({
        view: this.number,
        part: 'rows',
        from,
        count,
      });
      rows.put(from, bytes);
      this.touch();
      if (bytes.byteLength === 0) break;
      from += count;
    }
    if (this.asked.order === 'newest' || this.asked.order === 'oldest') {
      this.days = (await this.#backend.viewDates({ view: this.number })).days;
    }
  }
}
