// The fake's views: one question, its whole ordered answer, and the raw buffers of it. Large
// answers grow in steps by the clock, as core's do.
import type {
  Commands,
  LayOut,
  OpenView,
  PictureView,
  SelectionView,
  ViewBuffer,
  ViewExtent,
  ViewHeadings,
  ViewOrder,
} from '../../generated';
import { refuse } from '../refuse';
import { complete, readQuery } from './query';
import { nearestRatio } from './ratio';
import { headingsFor, itemsOf, layOut, type LaidOut } from './rows';
import type { Shelf } from './shelf';

interface Kept {
  pictures: readonly PictureView[];
  items: ArrayBuffer;
  headings: ViewHeadings;
  laid: LaidOut;
  layout: LayOut;
  /** Rows that were told. */
  rows: number;
  took: number;
  total: number;
}

const ROW = 16;
const ITEM = 24;
/** Rows of the first screen, and of each step after it. */
const FIRST_ROWS = 400;
const STEP_MS = 30;

const ORDERS: Record<ViewOrder, (one: PictureView, other: PictureView) => number> = {
  newest: (one, other) => other.seq - one.seq,
  oldest: (one, other) => one.seq - other.seq,
  rating: (one, other) => other.rating - one.rating || other.seq - one.seq,
  name: (one, other) => one.path.localeCompare(other.path),
  largest: (one, other) => other.bytes - one.bytes,
};

/** Looking at the library. */
export class Views {
  readonly #shelf: Shelf;
  readonly #kept = new Map<number, Kept>();
  #last = 0;

  constructor(shelf: Shelf) {
    this.#shelf = shelf;
  }

  #of(view: number): Kept {
    return this.#kept.get(view) ?? refuse('not-found', { args: { what: String(view) } });
  }

  #inPlace({ place }: OpenView): PictureView[] {
    const { store } = this.#shelf;
    store.fill();
    if (place.kind === 'trash') {
      return [...store.pictures.values()].filter(({ id }) => store.trash.has(id));
    }
    const all = store.library();
    if (place.kind === 'everything') return all;
    const board = this.#shelf.boards.find(({ id }) => id === place.board) ?? refuse('not-found');
    if (board.query === null) return all.filter(({ id }) => this.#shelf.isOn(id, board.id));
    const { finds } = readQuery(this.#shelf, board.query);
    return all.filter(finds);
  }

  #extent(kept: Kept): ViewExtent {
    const rows = kept.laid.rows.byteLength / ROW;
    return {
      count: kept.pictures.length,
      rows: Math.min(kept.rows, rows),
      height: kept.laid.height,
      whole: kept.rows >= rows,
      took: kept.took,
      headings: kept.headings,
      total: kept.total,
    };
  }

  #grow(view: number): void {
    const kept = this.#kept.get(view);
    if (kept === undefined || this.#extent(kept).whole) return;
    this.#shelf.store.clock.after(STEP_MS, () => {
      if (this.#kept.get(view) !== kept) return;
      kept.rows *= 8;
      this.#shelf.store.emit({ kind: 'view-grown', view, extent: this.#extent(kept) });
      this.#grow(view);
    });
  }

  /** Bytes of a part, the door that is no line of the list. */
  buffer({ view, part, from, count }: ViewBuffer): ArrayBuffer {
    const kept = this.#of(view);
    const size = part === 'rows' ? ROW : ITEM;
    const bytes = part === 'rows' ? kept.laid.rows.slice(0, kept.rows * ROW) : kept.items;
    return bytes.slice(from * size, (from + count) * size);
  }

  commands(): Partial<Commands> {
    const shelf = this.#shelf;
    return {
      openView: async (asked) => {
        const inPlace = this.#inPlace(asked);
        const { parts, finds } = readQuery(shelf, asked.query);
        const pictures = inPlace.filter(finds).sort(ORDERS[asked.order]);
        const headings = headingsFor(pictures, asked.order);
        this.#last += 1;
        const view = this.#last;
        const kept: Kept = {
          pictures,
          items: itemsOf(pictures),
          headings,
          laid: layOut(pictures, asked.layout, headings),
          layout: asked.layout,
          rows: FIRST_ROWS,
          took: 30,
          total: inPlace.length,
        };
        this.#kept.set(view, kept);
        shelf.views.set(view, pictures);
        this.#grow(view);
        return { view, extent: this.#extent(kept), parts };
      },
      layOutView: async ({ view, layout }) => {
        const old = this.#of(view);
        const kept = {
          ...old,
          layout,
          laid: layOut(old.pictures, layout, old.headings),
          rows: FIRST_ROWS,
        };
        this.#kept.set(view, kept);
        this.#grow(view);
        return this.#extent(kept);
      },
      closeView: async ({ view }) => {
        this.#kept.delete(view);
        shelf.views.delete(view);
      },
      viewPage: async ({ view, from, count }) => ({
        pictures: this.#of(view)
          .pictures.slice(from, from + Math.min(count, 1000))
          .map((picture) => structuredClone(picture)),
      }),
      viewDates: async ({ view }) => ({ days: this.#of(view).laid.days }),
      findInView: async ({ view, picture }) => {
        const kept = this.#of(view);
        const place = kept.pictures.findIndex(({ id }) => id === picture);
        if (place < 0) return { place: null, row: null };
        const rows = new DataView(kept.laid.rows);
        let row = 0;
        const count = this.#extent(kept).rows;
        while (row + 1 < count && rows.getUint32((row + 1) * ROW, true) <= place) row += 1;
        const end = rows.getUint32(row * ROW, true) + rows.getUint16(row * ROW + 12, true);
        return place < end ? { place, row } : { place: null, row: null };
      },
      lookAtSelection: async ({ selection }) => this.#look(shelf.chosen(selection)),
      completeQuery: async ({ query, caret }) => complete(shelf, query, caret),
    };
  }

  #look(ids: readonly string[]): SelectionView {
    const { store } = this.#shelf;
    const pictures = ids.flatMap((id) => store.pictures.get(id) ?? []);
    const shared = <T>(of: (picture: PictureView) => T): T | null => {
      const [first] = pictures;
      if (first === undefined) return null;
      return pictures.every((picture) => of(picture) === of(first)) ? of(first) : null;
    };
    const onAll = (of: (id: string) => readonly string[]): string[] =>
      of(ids[0] ?? '').filter((one) => ids.every((id) => of(id).includes(one)));
    return {
      count: pictures.length,
      bytes: pictures.reduce((sum, { bytes }) => sum + bytes, 0),
      cost: [{ micros: pictures.length * 120_000, currency: 'CNY' }],
      rating: shared(({ rating }) => rating),
      flag: shared(({ flag }) => flag),
      tags: onAll((id) => this.#shelf.tagsOf(id)),
      boards: onAll((id) => this.#shelf.boardsOf(id)),
      model: shared(({ model }) => model),
      ratio: shared(({ width, height }) => nearestRatio(width / height)),
      first: structuredClone(pictures.slice(0, 4)),
    };
  }
}
