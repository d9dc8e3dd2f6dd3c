// Rows as core lays them out, and the raw buffers in which it hands them over. Pure sums.
import type { DateMark, LayOut, PictureView, ViewHeadings, ViewOrder } from '../../generated';
import { dayOf } from './days';

interface Made {
  first: number;
  count: number;
  top: number;
  height: number;
  begins: boolean;
  filled: boolean;
}

/** A layout: its rows as bytes, its days, and how high it is. */
export interface LaidOut {
  rows: ArrayBuffer;
  days: DateMark[];
  height: number;
}

/** A last row is not stretched, unless it is nearly full anyway. */
const NEARLY_FULL = 0.86;
const ROW = 16;

const ratioOf = ({ width, height }: PictureView): number => width / Math.max(1, height);

/** Where the row that begins at `first` ends, and how high it is. */
function justified(
  pictures: readonly PictureView[],
  first: number,
  last: number,
  { width, gap, rowHeight }: LayOut,
): { end: number; height: number; filled: boolean } {
  const heightFor = (ratios: number, count: number): number => (width - gap * (count - 1)) / ratios;
  let ratios = ratioOf(pictures[first] as PictureView);
  let end = first + 1;
  for (; end < last; end += 1) {
    const next = ratios + ratioOf(pictures[end] as PictureView);
    const without = heightFor(ratios, end - first);
    const withIt = heightFor(next, end - first + 1);
    const breaks = withIt < rowHeight && without / rowHeight <= rowHeight / withIt;
    if (breaks) return { end, height: without, filled: true };
    ratios = next;
  }
  const full = heightFor(ratios, end - first);
  const filled = full <= rowHeight / NEARLY_FULL;
  return { end, height: filled ? full : rowHeight, filled };
}

/** With fewer pictures a day than this, on the first screen, headings are those of months. */
const FEW = 6;
/** Pictures of the first screen. */
const FIRST = 400;

/** What headings suit the pictures that come first, as core decides it. */
export function headingsFor(pictures: readonly PictureView[], order: ViewOrder): ViewHeadings {
  if (order !== 'newest' && order !== 'oldest') return 'none';
  const first = pictures.slice(0, FIRST).map(({ createdAt }) => dayOf(new Date(createdAt)));
  const days = first.filter((day, at) => day !== first[at - 1]).length;
  return days > 1 && first.length < days * FEW ? 'month' : 'day';
}

/** The days of pictures, and where the rows lie that show their first ones. */
function daysOf(dates: readonly string[], rows: readonly Made[]): DateMark[] {
  let row = 0;
  return dates.flatMap((date, first) => {
    if (date === dates[first - 1]) return [];
    while ((rows[row + 1]?.first ?? Infinity) <= first) row += 1;
    return [{ date, first, top: rows[row]?.top ?? 0 }];
  });
}

/** Lays pictures out. */
export function layOut(
  pictures: readonly PictureView[],
  layout: LayOut,
  headings: ViewHeadings,
): LaidOut {
  const { width, gap, rowHeight, heading } = layout;
  const columns = Math.max(1, Math.floor((width + gap) / (rowHeight + gap)));
  const dates =
    headings === 'none' ? [] : pictures.map(({ createdAt }) => dayOf(new Date(createdAt)));
  /** What stands under one heading is alike: a day, or `2026-11`. */
  const under = heading > 0 ? dates.map((day) => day.slice(0, headings === 'month' ? 7 : 10)) : [];
  const rows: Made[] = [];
  let top = 0;
  for (let first = 0; first < pictures.length;) {
    const begins = under.length > 0 && (first === 0 || under[first] !== under[first - 1]);
    let last = first + 1;
    while (last < pictures.length && last < first + 64 && under[last] === under[first]) last += 1;
    const row =
      layout.shape === 'squares'
        ? {
            end: Math.min(last, first + columns),
            height: (width - gap * (columns - 1)) / columns,
            filled: last - first >= columns,
          }
        : justified(pictures, first, last, layout);
    if (begins) top += heading;
    const { height, filled } = row;
    rows.push({ first, count: row.end - first, top, height, begins, filled });
    top += Math.ceil(height) + gap;
    first = row.end;
  }
  const bytes = new DataView(new ArrayBuffer(rows.length * ROW));
  rows.forEach((row, index) => {
    const at = index * ROW;
    bytes.setUint32(at, row.first, true);
    bytes.setUint32(at + 4, row.top, true);
    bytes.setFloat32(at + 8, row.height, true);
    bytes.setUint16(at + 12, row.count, true);
    bytes.setUint8(at + 14, (row.begins ? 1 : 0) | (row.filled ? 2 : 0));
  });
  return { rows: bytes.buffer, days: daysOf(dates, rows), height: Math.max(0, top - gap) };
}

/** What the page knows of pictures before it asks for any: 24 bytes each. */
export function itemsOf(pictures: readonly PictureView[]): ArrayBuffer {
  const bytes = new DataView(new ArrayBuffer(pictures.length * 24));
  pictures.forEach((picture, index) => {
    const at = index * 24;
    const id = picture.id.replaceAll('-', '');
    for (let byte = 0; byte < 16; byte += 1) {
      bytes.setUint8(at + byte, Number.parseInt(id.slice(byte * 2, byte * 2 + 2), 16));
    }
    bytes.setFloat32(at + 16, ratioOf(picture), true);
    const colour = picture.colour === null ? 0 : Number.parseInt(picture.colour.slice(1), 16);
    bytes.setUint8(at + 20, colour >> 16);
    bytes.setUint8(at + 21, (colour >> 8) & 255);
    bytes.setUint8(at + 22, colour & 255);
    const flag = ['none', 'picked', 'rejected'].indexOf(picture.flag);
    const known = picture.colour === null ? 0 : 32;
    bytes.setUint8(at + 23, picture.rating | (flag << 3) | known);
  });
  return bytes.buffer;
}
