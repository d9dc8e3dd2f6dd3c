// The rows of a view with exact places, as the raw bytes in which Rust hands them over: 16 for each
// row, so that a million pictures are three megabytes. Heights are known before anything is drawn,
// so nothing is measured and nothing jumps. It asks for nothing itself.
import type { LayOut } from '$lib/backend/generated';

/** Bytes of one row. */
export const ROW = 16;

/** One row, and which pictures it holds. */
export interface Row {
  readonly index: number;
  /** Upper edge in CSS pixels; a heading stands above it. */
  readonly top: number;
  readonly height: number;
  /** Its first picture, and one past its last. */
  readonly first: number;
  readonly end: number;
  /** A day begins with it. */
  readonly begins: boolean;
}

/** One picture's place in its row, in whole CSS pixels. */
export interface Place {
  readonly index: number;
  readonly left: number;
  readonly width: number;
}

export class Rows {
  readonly layout: LayOut;
  length = 0;
  #bytes = new DataView(new ArrayBuffer(ROW * 256));

  constructor(layout: LayOut) {
    this.layout = layout;
  }

  /** Takes rows from a place on; the last one that was known may have changed. */
  put(from: number, bytes: ArrayBuffer): void {
    const end = from + Math.floor(bytes.byteLength / ROW);
    if (end * ROW > this.#bytes.byteLength) {
      const larger = new Uint8Array(Math.max(end, this.length * 2) * ROW);
      larger.set(new Uint8Array(this.#bytes.buffer, 0, this.length * ROW));
      this.#bytes = new DataView(larger.buffer);
    }
    new Uint8Array(this.#bytes.buffer).set(
      new Uint8Array(bytes, 0, (end - from) * ROW),
      from * ROW,
    );
    this.length = Math.max(this.length, end);
  }

  /** Pictures that have a place. */
  get placed(): number {
    return this.length === 0 ? 0 : this.row(this.length - 1).end;
  }

  row(index: number): Row {
    const at = index * ROW;
    const first = this.#bytes.getUint32(at, true);
    return {
      index,
      first,
      top: this.#bytes.getUint32(at + 4, true),
      height: this.#bytes.getFloat32(at + 8, true),
      end: first + this.#bytes.getUint16(at + 12, true),
      begins: (this.#bytes.getUint8(at + 14) & 1) === 1,
    };
  }

  /** Where a row begins, its heading included. */
  upper({ begins, top }: Row): number {
    return begins ? top - this.layout.heading : top;
  }

  /** Index of the last row that begins at or above `y`. */
  rowAt(y: number): number {
    return this.#last((row) => this.upper(row) <= y);
  }

  /** Index of the row that holds a picture; -1 where it has no place (yet). */
  rowOf(picture: number): number {
    if (picture < 0 || picture >= this.placed) return -1;
    return this.#last(({ first }) => first <= picture);
  }

  #last(holds: (row: Row) => boolean): number {
    let low = 0;
    let high = this.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (holds(this.row(middle))) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /**
   * The places of a row's pictures. Edges are rounded, not widths: so gaps are even and the last
   * edge is the grid's.
   */
  places({ first, end, height }: Row, ratio: (index: number) => number): Place[] {
    const { gap, shape, width } = this.layout;
    const places: Place[] = [];
    let edge = 0;
    for (let index = first; index < end; index += 1) {
      const left = Math.round(edge);
      edge += shape === 'squares' ? height : ratio(index) * height;
      const right = Math.min(width, Math.round(edge));
      edge += gap;
      places.push({ index, left, width: Math.max(1, right - left) });
    }
    return places;
  }
}
