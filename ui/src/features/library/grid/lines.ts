// The whole library as lines (day headings and rows of tiles) with exact places, made from nothing
// but shapes and days, in steps: the first screen never waits for the hundred-thousandth picture.
// All numbers lie in typed arrays, so a million pictures are a few megabytes. It draws nothing.

/** What is known of every picture before any of it is loaded. */
export interface Shapes {
  readonly count: number;
  /** Width through height. */
  ratio(index: number): number;
  /** A number that is the same for pictures of one day; null where the order is not by date. */
  day(index: number): number | null;
}

/** How wide the grid is, how high a row should be, and what lies between two tiles. */
export interface Measure {
  readonly width: number;
  readonly rowHeight: number;
  readonly gap: number;
  readonly shape: 'justified' | 'squares';
}

/** One line, and which pictures it holds. */
export interface Line {
  readonly kind: 'heading' | 'tiles';
  readonly index: number;
  readonly top: number;
  readonly height: number;
  /** The first picture of the row, or of the day that begins. */
  readonly first: number;
  /** One past the last picture of the row; `first` for a heading. */
  readonly end: number;
}

/** One picture's place in its row, in whole CSS pixels. */
export interface Place {
  readonly index: number;
  readonly left: number;
  readonly width: number;
}

export const HEADING = 36;

/** A strip of 1:8 would be a hair and one of 8:1 a whole row: beyond these the tile crops. */
const NARROWEST = 0.45;
const WIDEST = 3.6;
/** A last row is not stretched, unless it is nearly full anyway. */
const NEARLY_FULL = 0.86;

function bounded(ratio: number): number {
  return ratio > 0 ? Math.min(WIDEST, Math.max(NARROWEST, ratio)) : 1;
}

/** Rooms for numbers that grow by doubling. */
class Numbers<T extends Float64Array | Int32Array> {
  #kept: T;
  readonly #make: (length: number) => T;
  length = 0;

  constructor(make: (length: number) => T) {
    this.#make = make;
    this.#kept = make(1024);
  }

  push(value: number): void {
    if (this.length === this.#kept.length) {
      const larger = this.#make(this.#kept.length * 2);
      larger.set(this.#kept);
      this.#kept = larger;
    }
    this.#kept[this.length] = value;
    this.length += 1;
  }

  at(index: number): number {
    return this.#kept[index] ?? 0;
  }

  /** Index of the last entry that is at most `value`; 0 when none is. */
  lastAtMost(value: number): number {
    let low = 0;
    let high = this.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.at(middle) <= value) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}

/** The lines of one result at one measure. They grow; those that are there never change. */
export class Lines {
  readonly shapes: Shapes;
  readonly measure: Measure;
  /** Pictures that have their place. */
  placed = 0;
  #height = 0;
  readonly #tops = new Numbers((length) => new Float64Array(length));
  /** First picture; a heading is marked by its complement, which is negative. */
  readonly #firsts = new Numbers((length) => new Int32Array(length));
  readonly #ends = new Numbers((length) => new Int32Array(length));
  readonly #heights = new Numbers((length) => new Int32Array(length));

  constructor(shapes: Shapes, measure: Measure) {
    this.shapes = shapes;
    this.measure = measure;
  }

  get length(): number {
    return this.#tops.length;
  }

  get whole(): boolean {
    return this.placed >= this.shapes.count;
  }

  /** Pixels of everything. While rows are still to come, they are counted as the average. */
  get height(): number {
    if (this.whole || this.placed === 0) return this.#height;
    return Math.round((this.#height / this.placed) * this.shapes.count);
  }

  /** Places about so many more pictures: always whole days or whole rows. */
  grow(pictures: number): void {
    const until = Math.min(this.shapes.count, this.placed + pictures);
    while (this.placed < until) this.#addRow();
  }

  /** Places pictures until one has its place. */
  reachIndex(index: number): void {
    if (index >= this.placed) this.grow(index + 1 - this.placed);
  }

  /** Places pictures until a height is reached. */
  reachHeight(y: number): void {
    while (!this.whole && this.#height <= y) this.grow(512);
  }

  line(index: number): Line {
    const told = this.#firsts.at(index);
    const first = told < 0 ? ~told : told;
    return {
      kind: told < 0 ? 'heading' : 'tiles',
      index,
      top: this.#tops.at(index),
      height: this.#heights.at(index),
      first,
      end: told < 0 ? first : this.#ends.at(index),
    };
  }

  /** Index of the last line that begins at or above `y`. */
  lineAt(y: number): number {
    this.reachHeight(y);
    return this.#tops.lastAtMost(y);
  }

  /** Index of the row that holds a picture; -1 where there is none. */
  lineOf(picture: number): number {
    if (picture < 0 || picture >= this.shapes.count) return -1;
    this.reachIndex(picture);
    // `ends` rises: a heading has the end of the row above it.
    let low = 0;
    let high = this.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#ends.at(middle) > picture) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  /** The places of a row's pictures. Edges are rounded, not widths: so the last is the grid's. */
  places({ first, end, height, kind }: Line): Place[] {
    if (kind === 'heading') return [];
    const { width, gap, shape } = this.measure;
    if (shape === 'squares') return this.#cells(first, end);
    let sum = 0;
    for (let at = first; at < end; at += 1) sum += bounded(this.shapes.ratio(at));
    const free = width - gap * (end - first - 1);
    // A row that fills the width has the rounded height of what would fill it exactly.
    const fills = Math.abs(free / sum - height) <= 0.51;
    const exact = fills ? free / sum : height;
    const places: Place[] = [];
    let edge = 0;
    for (let at = first; at < end; at += 1) {
      const left = Math.round(edge);
      edge += bounded(this.shapes.ratio(at)) * exact;
      const right = fills && at === end - 1 ? width : Math.round(edge);
      edge += gap;
      places.push({ index: at, left, width: Math.max(1, right - left) });
    }
    return places;
  }

  #columns(): number {
    const { width, gap, rowHeight } = this.measure;
    return Math.max(1, Math.round((width + gap) / (rowHeight + gap)));
  }

  #cells(first: number, end: number): Place[] {
    const { width, gap } = this.measure;
    const step = (width + gap) / this.#columns();
    return Array.from({ length: end - first }, (_, column) => {
      const left = Math.round(column * step);
      return { index: first + column, left, width: Math.round((column + 1) * step - gap) - left };
    });
  }

  #addRow(): void {
    const first = this.placed;
    const day = this.shapes.day(first);
    const begins = day !== null && (first === 0 || this.shapes.day(first - 1) !== day);
    if (begins) this.#push(~first, first, HEADING, 0);
    const last = this.#lastOfDay(first, day);
    const [end, height] =
      this.measure.shape === 'squares' ? this.#squareRow(first, last) : this.#row(first, last);
    this.#push(first, end, height, this.measure.gap);
    this.placed = end;
  }

  #push(first: number, end: number, height: number, gap: number): void {
    this.#tops.push(this.#height);
    this.#firsts.push(first);
    this.#ends.push(end);
    this.#heights.push(height);
    this.#height += height + gap;
  }

  /** One past the last picture that may share a row with the first one. */
  #lastOfDay(first: number, day: number | null): number {
    const most = Math.min(this.shapes.count, first + 64);
    if (day === null) return most;
    let end = first + 1;
    while (end < most && this.shapes.day(end) === day) end += 1;
    return end;
  }

  #squareRow(first: number, last: number): [number, number] {
    const columns = this.#columns();
    const { width, gap } = this.measure;
    return [Math.min(last, first + columns), Math.round((width + gap) / columns - gap)];
  }

  /** Where the row ends and how high it is: as near to what is wanted as whole pictures allow. */
  #row(first: number, last: number): [number, number] {
    const { width, gap, rowHeight } = this.measure;
    const heightFor = (ratios: number, count: number): number =>
      Math.max(1, (width - gap * (count - 1)) / ratios);
    let ratios = bounded(this.shapes.ratio(first));
    let end = first + 1;
    for (; end < last; end += 1) {
      const next = ratios + bounded(this.shapes.ratio(end));
      const without = heightFor(ratios, end - first);
      const withIt = heightFor(next, end - first + 1);
      // Heights are compared as ratios: twice too high is as bad as half too low.
      const breaks = withIt < rowHeight && without / rowHeight <= rowHeight / withIt;
      if (breaks) return [end, Math.max(1, Math.round(without))];
      ratios = next;
    }
    const full = heightFor(ratios, end - first);
    const fills = full <= rowHeight / NEARLY_FULL;
    return [end, Math.max(1, Math.round(fills ? full : rowHeight))];
  }
}
