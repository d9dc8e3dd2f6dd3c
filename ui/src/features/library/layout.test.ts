import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PictureView } from '$lib/backend/generated';
import { byDay, dayOf } from './days';
import { type Layout, layOut, linesAround, pageFrom, stay, vertical } from './layout';

const MEASURE = { width: 1000, rowHeight: 150, gap: 6 };

function picture(seq: number, createdAt: string, width = 1024, height = 1024): PictureView {
  return {
    id: `p${String(seq)}`,
    seq,
    hash: String(seq),
    width,
    height,
    bytes: 1,
    format: 'png',
    durationMs: null,
    film: null,
    path: `${String(seq)}.png`,
    prompt: '',
    model: null,
    createdAt,
    run: null,
    call: null,
    file: 'there',
    canContinue: false,
  };
}

/** Newest first, so many a day. */
function library(count: number, perDay = 13): PictureView[] {
  return Array.from({ length: count }, (_, index) => {
    const seq = count - index;
    const date = new Date(2026, 10, 22 - Math.floor(index / perDay), 12, 0, 0);
    return picture(seq, date.toISOString(), 600 + ((seq * 97) % 900), 900);
  });
}

function lay(pictures: PictureView[], width = MEASURE.width) {
  return layOut(byDay(pictures), { ...MEASURE, width }, new WeakMap());
}

/** The first picture of the first row that is at least half in sight. */
function looked(layout: Layout, top: number): string {
  const line = layout.lines.find(
    (each) => each.kind === 'tiles' && each.top + each.height / 2 >= top,
  );
  return line?.kind === 'tiles' ? (line.tiles[0]?.item.id ?? '') : '';
}

function topOf(layout: Layout, id: string): number {
  return layout.lines[layout.lineOf.get(id) ?? -1]?.top ?? NaN;
}

describe('days', () => {
  it('follow the clock on this computer', () => {
    const evening = new Date(2026, 10, 22, 23, 59, 59);
    expect(dayOf(evening.toISOString())).toBe('2026-11-22');
  });

  it('a day that comes again has a key of its own', () => {
    const a = new Date(2026, 10, 22, 9).toISOString();
    const b = new Date(2026, 10, 21, 9).toISOString();
    const keys = byDay([picture(3, a), picture(2, b), picture(1, a)]).map((day) => day.key);
    expect(keys).toEqual(['2026-11-22', '2026-11-21', '2026-11-22#2']);
  });

  it('that did not change stay the same objects when a page is appended', () => {
    const all = library(60);
    const before = byDay(all.slice(0, 30));
    const after = byDay(all, before);
    expect(after[0]).toBe(before[0]);
    expect(after[1]).toBe(before[1]);
    expect(after[2]).not.toBe(before[2]);
  });
});

describe('the layout', () => {
  it('holds every picture once, below the heading of its day, without overlaps', () => {
    const pictures = library(100);
    const layout = lay(pictures);
    const ids = layout.lines.flatMap((line) =>
      line.kind === 'tiles' ? line.tiles.map((tile) => tile.item.id) : [],
    );
    expect(ids).toEqual(pictures.map((each) => each.id));
    layout.lines.slice(1).forEach((line, index) => {
      const above = layout.lines[index];
      expect(line.top).toBeGreaterThanOrEqual((above?.top ?? 0) + (above?.height ?? 0));
    });
  });

  it('gives only the lines that are near the window', () => {
    const layout = lay(library(5000));
    const lines = linesAround(layout, 20_000, 20_900).map(({ line }) => line);
    expect(lines.length).toBeLessThan(12);
    expect(lines[0]?.top).toBeLessThanOrEqual(20_000);
    expect(lines.at(-1)?.top).toBeLessThanOrEqual(20_900);
    const next = layout.lines[layout.lines.indexOf(lines.at(-1) as (typeof lines)[0]) + 1];
    expect(next?.top).toBeGreaterThan(20_900);
  });

  it('keeps what is looked at in its place when pictures come in above', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 9000 }),
        fc.integer({ min: 1, max: 9 }),
        (top, more) => {
          const old = library(400);
          const before = lay(old);
          const id = looked(before, top);
          const now = new Date(2026, 10, 22, 18).toISOString();
          const fresh = Array.from({ length: more }, (_, index) => picture(1000 - index, now));
          const after = lay([...fresh, ...old]);
          expect(topOf(after, id) - stay(before, after, top)).toBeCloseTo(
            topOf(before, id) - top,
            6,
          );
        },
      ),
    );
  });

  it('shows new pictures at once to somebody who is at the very top', () => {
    const old = library(40);
    expect(
      stay(lay(old), lay([picture(99, new Date(2026, 10, 23).toISOString()), ...old]), 0),
    ).toBe(0);
  });

  it('goes on with the next picture when the one that is looked at was deleted', () => {
    const old = library(400);
    const before = lay(old);
    const gone = looked(before, 3000);
    const after = lay(old.filter(({ id }) => id !== gone));
    expect(Math.abs(stay(before, after, 3000) - 3000)).toBeLessThan(400);
  });

  it('keeps the same picture in sight when the window is made narrower', () => {
    fc.assert(
      fc.property(fc.integer({ min: 500, max: 9000 }), (top) => {
        const pictures = library(400);
        const before = lay(pictures);
        const narrow = lay(pictures, 620);
        const to = stay(before, narrow, top);
        const at = topOf(narrow, looked(before, top));
        expect(at).toBeGreaterThan(to - 300);
        expect(at).toBeLessThan(to + 600);
      }),
    );
  });

  it('goes up and down in the same column, over headings', () => {
    const layout = lay(library(40));
    const first = layout.lines[1];
    const id = first?.kind === 'tiles' ? first.tiles[0]?.item.id : undefined;
    const below = vertical(layout, id ?? '', 1);
    expect(layout.lineOf.get(below ?? '')).toBe(2);
    expect(vertical(layout, below ?? '', -1)).toBe(id);
    expect(vertical(layout, id ?? '', -1)).toBeNull();
  });

  it('pages go about a window further and never stand still', () => {
    const layout = lay(library(200));
    const start = layout.lines[1];
    const id = (start?.kind === 'tiles' ? start.tiles[0]?.item.id : '') ?? '';
    const down = pageFrom(layout, id, 700) ?? '';
    const distance = (layout.lines[layout.lineOf.get(down) ?? 0]?.top ?? 0) - (start?.top ?? 0);
    expect(distance).toBeGreaterThan(300);
    expect(distance).toBeLessThanOrEqual(700);
    expect(pageFrom(layout, down, -5000)).toBe(id);
  });
});
