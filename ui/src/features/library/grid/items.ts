// What is known of every picture of a view before any of it is loaded: its id, its shape, its
// average colour, its stars and its flag, as the raw bytes in which Rust hands them over. They
// come in chunks, when somebody needs them. It asks for nothing itself.
import type { PictureFlag, PictureId } from '$lib/backend/generated';

/** Bytes of one picture. */
export const ITEM = 24;
/** Pictures that are asked for together. */
export const CHUNK = 4_096;

/** What is seen on a tile besides the picture. */
export interface Marks {
  readonly rating: number;
  readonly flag: PictureFlag;
}

const FLAGS: readonly PictureFlag[] = ['none', 'picked', 'rejected'];
const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));
const DASHES = new Set([4, 6, 8, 10]);

interface Chunk {
  readonly bytes: DataView;
  readonly ids: (PictureId | undefined)[];
  readonly count: number;
}

/** The first four bytes of an id as a number, for a quick look through many. */
function head(id: PictureId): number {
  return Number.parseInt(id.slice(0, 8), 16) >>> 0;
}

export class Items {
  readonly #chunks = new Map<number, Chunk>();

  /** Takes the bytes of a chunk; one that grew since is taken again. */
  put(chunk: number, bytes: ArrayBuffer): void {
    const count = Math.floor(bytes.byteLength / ITEM);
    this.#chunks.set(chunk, { bytes: new DataView(bytes), ids: [], count });
  }

  /** Whether a picture's bytes are there. */
  has(index: number): boolean {
    const chunk = this.#chunks.get(Math.floor(index / CHUNK));
    return chunk !== undefined && index % CHUNK < chunk.count;
  }

  /** Chunks that hold something of a range and are not there, or are not whole. */
  lacking(from: number, end: number): number[] {
    const lacking: number[] = [];
    for (let chunk = Math.floor(from / CHUNK); chunk * CHUNK < end; chunk += 1) {
      if (!this.has(Math.min(end, (chunk + 1) * CHUNK) - 1)) lacking.push(chunk);
    }
    return lacking;
  }

  /** Its id; null while it is not there. */
  id(index: number): PictureId | null {
    const chunk = this.#chunks.get(Math.floor(index / CHUNK));
    const at = index % CHUNK;
    if (chunk === undefined || at >= chunk.count) return null;
    const known = chunk.ids[at];
    if (known !== undefined) return known;
    let id = '';
    for (let byte = 0; byte < 16; byte += 1) {
      if (DASHES.has(byte)) id += '-';
      id += HEX[chunk.bytes.getUint8(at * ITEM + byte)] ?? '';
    }
    chunk.ids[at] = id;
    return id;
  }

  /** Width through height; 1 while it is not known. */
  ratio(index: number): number {
    return this.#read(index, (bytes, at) => bytes.getFloat32(at + 16, true)) ?? 1;
  }

  /** Its average colour for CSS; null while it is not known. */
  colour(index: number): string | null {
    return this.#read(index, (bytes, at) => {
      if ((bytes.getUint8(at + 23) & 0b10_0000) === 0) return null;
      const channel = (byte: number): string =>
        bytes
          .getUint8(at + byte)
          .toString(16)
          .padStart(2, '0');
      return `#${channel(20)}${channel(21)}${channel(22)}`;
    });
  }

  marks(index: number): Marks | null {
    return this.#read(index, (bytes, at) => {
      const told = bytes.getUint8(at + 23);
      return { rating: told & 0b111, flag: FLAGS[(told >> 3) & 0b11] ?? 'none' };
    });
  }

  /** Changes what is seen of a picture. */
  mark(index: number, { rating, flag }: Marks): void {
    this.#read(index, (bytes, at) => {
      const kept = bytes.getUint8(at + 23) & 0b1110_0000;
      bytes.setUint8(at + 23, kept | (rating & 0b111) | (Math.max(0, FLAGS.indexOf(flag)) << 3));
      return null;
    });
  }

  /** Where a picture is, among those that are there; -1 where it is not. */
  find(id: PictureId): number {
    const wanted = head(id);
    for (const [number, { bytes, count }] of this.#chunks) {
      for (let at = 0; at < count; at += 1) {
        if (bytes.getUint32(at * ITEM, false) !== wanted) continue;
        const index = number * CHUNK + at;
        if (this.id(index) === id) return index;
      }
    }
    return -1;
  }

  /** Where many pictures are, in one walk; those that are not there are left out. */
  findAll(ids: ReadonlySet<PictureId>): number[] {
    const heads = new Set([...ids].map(head));
    const found: number[] = [];
    for (const number of [...this.#chunks.keys()].sort((a, b) => a - b)) {
      const { bytes, count } = this.#chunks.get(number) as Chunk;
      for (let at = 0; at < count; at += 1) {
        if (!heads.has(bytes.getUint32(at * ITEM, false))) continue;
        const index = number * CHUNK + at;
        if (ids.has(this.id(index) ?? '')) found.push(index);
      }
    }
    return found;
  }

  #read<T>(index: number, read: (bytes: DataView, at: number) => T): T | null {
    const chunk = this.#chunks.get(Math.floor(index / CHUNK));
    const at = index % CHUNK;
    return chunk === undefined || at >= chunk.count ? null : read(chunk.bytes, at * ITEM);
  }
}
