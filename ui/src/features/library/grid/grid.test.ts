import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LayOut, OpenView, PictureView } from '$lib/backend/generated';
import { createFake, type FakeBackend } from '$lib/backend/fake';
import { Items } from './items';
import { dayOf, marksOf, monthsOf } from './marks';
import { lookedAt, pageFrom, rowsAround, target, vertical, within } from './moves';
import { Slots } from './slots';
import { elementHeight, farthest, isNearEdge, standAt, TALLEST } from './track';
import { View } from './view.svelte';

const LAYOUT: LayOut = { shape: 'justified', width: 1000, rowHeight: 150, gap: 6, heading: 36 };
const ASKED: OpenView = {
  query: '',
  place: { kind: 'everything' },
  order: 'newest',
  layout: LAYOUT,
};

/** The fake's library of 3,000 pictures, or of so many. */
async function opened(
  change: Partial<OpenView> = {},
  scene: 'library' | 'library-100k' = 'library',
  whole = true,
): Promise<{ view: View; fake: FakeBackend }> {
  const fake = createFake({ scene });
  let view: View | null = null;
  await fake.listen(({ happened }) => {
    if (happened.kind === 'view-grown' && happened.view === view?.number) {
      void view.grow(happened.extent);
    }
  });
  view = await View.open(fake, { ...ASKED, ...change });
  if (whole) await view.reach(Infinity);
  return { view, fake };
}

const all = (view: View): PictureView['id'][] =>
  Array.from({ length: view.count }, (_, index) => view.id(index));

describe('a view', () => {
  it('waits for the place of a picture whose row is not laid out yet', async () => {
    const { view } = await opened({}, 'library-100k', false);
    expect(view.rows.placed).toBeLessThan(50_000);
    await view.place(50_000);
    expect(view.rows.rowOf(50_000)).toBeGreaterThan(0);
    await view.place(Infinity);
    expect(view.extent.whole).toBe(true);
  });

  it('knows ids, ratios, colours and marks from the raw buffer', async () => {
    const { view, fake } = await opened();
    const [first] = fake.store.library();
    expect(view.id(0)).toBe(first?.id);
    expect(view.items.ratio(0)).toBeCloseTo((first?.width ?? 0) / (first?.height ?? 1), 4);
    expect(view.items.colour(0)).toMatch(/^#[0-9a-f]{6}$/);
    const rated = fake.store.library().findIndex(({ rating }) => rating === 5);
    expect(view.items.marks(rated)).toMatchObject({ rating: 5 });
  });

  it('asks for each chunk once and for nothing that is not needed', async () => {
    const { view, fake } = await opened({}, 'library-100k');
    const items = (): number =>
      fake.heard.filter(({ name }) => name === 'openView').length + asked.length;
    const asked: number[] = [];
    const before = fake.viewBuffer.bind(fake);
    fake.viewBuffer = (request) => {
      if (request.part === 'items') asked.push(request.from);
      return before(request);
    };
    await Promise.all([view.load(50_000, 50_100), view.load(50_050, 50_200)]);
    await view.load(50_000, 50_100);
    expect(asked).toHaveLength(1);
    expect(items()).toBe(2);
    expect(view.id(50_000)).not.toBe('');
    expect(view.id(90_000)).toBe('');
  }, 20_000);

  it('finds a picture by its id, and many in one walk, in order', async () => {
    const { view } = await opened();
    await view.loadAll();
    expect(view.find(view.id(2_000))).toBe(2_000);
    expect(view.find('ffffffff-0000-7000-8000-000000000000')).toBe(-1);
    expect(view.findAll(new Set([view.id(7), view.id(3), 'nobody']))).toEqual([3, 7]);
  });

  it('names very many pictures by few places', async () => {
    const { view } = await opened();
    await view.loadAll();
    expect(view.spans(new Set(all(view)))).toEqual([{ from: 0, count: view.count }]);
    const two = new Set([view.id(3), view.id(4), view.id(9)]);
    expect(view.spans(two)).toEqual([
      { from: 3, count: 2 },
      { from: 9, count: 1 },
    ]);
  });

  it('shows new stars and a new flag without asking again', async () => {
    const { view } = await opened();
    const colour = view.items.colour(1);
    view.items.mark(1, { rating: 4, flag: 'rejected' });
    expect(view.items.marks(1)).toEqual({ rating: 4, flag: 'rejected' });
    expect(view.items.colour(1)).toBe(colour);
  });
});

describe('rows', () => {
  it('hold every picture once, in order, and fill the width', async () => {
    const { view } = await opened();
    await view.loadAll();
    let next = 0;
    for (let at = 0; at < view.rows.length; at += 1) {
      const row = view.rows.row(at);
      expect(row.first).toBe(next);
      next = row.end;
      const places = view.places(row);
      const last = places.at(-1);
      expect((last?.left ?? 0) + (last?.width ?? 0)).toBeLessThanOrEqual(LAYOUT.width);
      for (const [one, place] of places.entries()) {
        const before = places[one - 1];
        if (before !== undefined) {
          expect(Math.abs(place.left - before.left - before.width - LAYOUT.gap)).toBeLessThan(2);
        }
      }
    }
    expect(next).toBe(view.count);
  });

  it('find the row at any height and of any picture', async () => {
    const { view } = await opened();
    const { rows } = view;
    fc.assert(
      fc.property(fc.integer({ min: 0, max: view.extent.height }), (y) => {
        const row = rows.row(rows.rowAt(y));
        const next = row.index + 1 < rows.length ? rows.upper(rows.row(row.index + 1)) : Infinity;
        expect(rows.upper(row) <= y && y < next).toBe(true);
      }),
    );
    fc.assert(
      fc.property(fc.integer({ min: 0, max: view.count - 1 }), (picture) => {
        const row = rows.row(rows.rowOf(picture));
        expect(row.first <= picture && picture < row.end).toBe(true);
      }),
    );
  });

  it('grow in steps until all of 100,000 pictures have their place', async () => {
    const { view } = await opened({}, 'library-100k');
    expect(view.extent.whole).toBe(true);
    expect(view.rows.placed).toBe(100_000);
    const last = view.rows.row(view.rows.length - 1);
    expect(Math.abs(last.top + last.height - view.extent.height)).toBeLessThan(2);
  }, 20_000);

  it('are squares of one size when that is wanted', async () => {
    const { view } = await opened({ layout: { ...LAYOUT, shape: 'squares', rowHeight: 120 } });
    const places = view.places(view.rows.row(0));
    const sides = new Set(places.map(({ width }) => width));
    expect(Math.max(...sides) - Math.min(...sides)).toBeLessThanOrEqual(1);
    expect(Math.abs((places[0]?.width ?? 0) - view.rows.row(0).height)).toBeLessThanOrEqual(1);
  });

  it('stay on the screen until another layout is there', async () => {
    const { view } = await opened();
    const before = view.rows;
    const laying = view.layOut({ ...LAYOUT, width: 700 }, 0);
    expect(view.rows).toBe(before);
    await laying;
    expect(view.rows.layout.width).toBe(700);
  });
});

describe('keys and rectangles', () => {
  it('go up and down to the picture under the middle, and a page at a time', async () => {
    const { view } = await opened();
    const down = vertical(view, 0, 1) ?? -1;
    expect(view.rows.rowOf(down)).toBe(1);
    expect(vertical(view, 0, -1)).toBeNull();
    const page = pageFrom(view, 0, 700);
    const moved = view.rows.row(view.rows.rowOf(page)).top - view.rows.row(0).top;
    expect(moved).toBeGreaterThan(400);
    expect(moved).toBeLessThanOrEqual(700);
    expect(target('End', 0, view, 700)).toBe(view.count - 1);
    expect(target('ArrowLeft', 0, view, 700)).toBe(0);
  });

  it('a rectangle touches what it overlaps and nothing else', async () => {
    const { view } = await opened();
    // Shortly after midnight the newest day has one picture.
    const row = rowsAround(view, 0, 9000, 0).find(
      ({ begins, first, end }) => begins && end - first > 1,
    );
    if (row === undefined) throw new Error('no day begins with two pictures');
    const [first, second] = view.places(row);
    const box = {
      left: (first?.left ?? 0) + 5,
      top: row.top + 5,
      right: (second?.left ?? 0) + 5,
      bottom: row.top + 20,
    };
    expect(within(view, box)).toEqual([row.first, row.first + 1]);
    expect(within(view, { ...box, top: row.top - 30, bottom: row.top - 2 })).toEqual([]);
  });

  it('keep the row that holds the keyboard in the document, wherever the window is', async () => {
    const { view } = await opened();
    const rows = rowsAround(view, 20_000, 21_000, 0);
    expect(rows[0]?.index).toBe(0);
    expect(rows.length).toBeLessThan(16);
  });

  it('what is looked at is the first row that is half in sight; at the very top, nothing', async () => {
    const { view } = await opened();
    expect(lookedAt(view, 0)).toBeNull();
    const { top, first } = view.rows.row(10);
    expect(lookedAt(view, top + 3)).toMatchObject({ first, offset: 3 });
  });
});

describe('the track', () => {
  it('is one to one while the element may be that high', () => {
    expect(standAt(1234, TALLEST)).toEqual({ dom: 1234, shift: 0 });
    expect(elementHeight(TALLEST + 1)).toBe(TALLEST);
  });

  it('stands for every place of a library far higher than an element may be', () => {
    const height = TALLEST * 30;
    fc.assert(
      fc.property(fc.integer({ min: 0, max: farthest(height, 900) }), (top) => {
        const { dom, shift } = standAt(top, height);
        return dom + shift === top && dom >= 0 && dom <= TALLEST && !isNearEdge(dom, shift, height);
      }),
    );
    expect(standAt(0, height)).toEqual({ dom: 0, shift: 0 });
    const end = standAt(farthest(height, 900), height);
    expect(end.dom).toBe(TALLEST - 900);
  });

  it('stands anew before an end of the element that is no end of the library', () => {
    const height = TALLEST * 3;
    expect(isNearEdge(TALLEST - 100, 0, height)).toBe(true);
    expect(isNearEdge(100, TALLEST, height)).toBe(true);
    expect(isNearEdge(100, 0, height)).toBe(false);
  });
});

describe('elements', () => {
  it('are used again: scrolling makes no more than fit', () => {
    const slots = new Slots();
    for (let top = 0; top < 500; top += 1) {
      const lines = Array.from({ length: 8 }, (_, step) => ({ index: top + step }));
      const taken = slots.take(lines).map(({ slot }) => slot);
      expect(new Set(taken).size).toBe(8);
    }
    expect(slots.made).toBeLessThanOrEqual(9);
  });

  it('stay with their line while it is shown', () => {
    const slots = new Slots();
    const [, second] = slots.take([{ index: 0 }, { index: 1 }]);
    const [same] = slots.take([{ index: 1 }, { index: 2 }]);
    expect(same?.slot).toBe(second?.slot);
  });
});

describe('the date scale', () => {
  const days = ['2026-11-22', '2026-11-03', '2026-10-30', '2025-12-31', '2025-02-01'].map(
    (date, at) => ({ date, first: at * 10, top: at * 1000 + 36 }),
  );

  it('has a mark for each month, and says a year where it changes', () => {
    expect(monthsOf(days).map(({ date }) => date)).toEqual([
      '2026-11-22',
      '2026-10-30',
      '2025-12-31',
      '2025-02-01',
    ]);
    const marks = marksOf(monthsOf(days), 36, 4000, 800);
    expect(marks.map(({ what, y }) => [what, y])).toEqual([
      ['month', 0],
      ['month', 400],
      ['year', 600],
      ['month', 800],
    ]);
  });

  it('leaves out months that would not fit, never years', () => {
    const marks = marksOf(monthsOf(days), 36, 4000, 60);
    expect(marks.map(({ what }) => what)).toEqual(['month', 'year']);
  });

  it('knows the day of any picture', () => {
    expect(dayOf(days, 25)?.date).toBe('2026-10-30');
    expect(dayOf([], 25)).toBeNull();
  });
});

describe('items', () => {
  it('that are not here have no id and an even shape', () => {
    const items = new Items();
    expect(items.id(5)).toBeNull();
    expect(items.ratio(5)).toBe(1);
    expect(items.lacking(0, 5000)).toEqual([0, 1]);
  });
});
