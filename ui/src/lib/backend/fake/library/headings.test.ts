import { describe, expect, it } from 'vitest';
import { aPicture } from '$lib/runs/testing';
import { createFake } from '../../fake';
import type { LayOut, ViewOrder } from '../../generated';
import { pictureId } from '../build';

const LAYOUT: LayOut = { shape: 'justified', width: 1000, rowHeight: 150, gap: 6, heading: 36 };

/** Two months back from 22 November, with so many pictures a day. */
async function opened(aDay: number, days = 60, order: ViewOrder = 'newest') {
  const fake = createFake({ scene: 'empty' });
  for (let at = 0; at < days * aDay; at += 1) {
    const day = new Date(2026, 10, 22 - Math.floor(at / aDay), 12);
    const id = pictureId(9_000 - at);
    fake.store.pictures.set(
      id,
      aPicture(id, { seq: 9_000 - at, width: 1024, height: 1024, createdAt: day.toISOString() }),
    );
  }
  const asked = { query: '', place: { kind: 'everything' }, order, layout: LAYOUT } as const;
  const { view, extent } = await fake.openView(asked);
  const { days: marks } = await fake.viewDates({ view });
  const rows = new DataView(await fake.viewBuffer({ view, part: 'rows', from: 0, count: 1000 }));
  const begins = Array.from({ length: rows.byteLength / 16 }, (_, row) => ({
    first: rows.getUint32(row * 16, true),
    count: rows.getUint16(row * 16 + 12, true),
    heading: (rows.getUint8(row * 16 + 14) & 1) === 1,
  }));
  return { fake, view, extent, marks, begins };
}

describe('headings of a view', () => {
  it('are days while a day has pictures for a row', async () => {
    const { extent, begins } = await opened(6);
    expect(extent.headings).toBe('day');
    expect(begins.filter(({ heading }) => heading)).toHaveLength(60);
  });

  it('are months where days have few pictures, and rows go over days', async () => {
    const { extent, begins, marks } = await opened(2);
    expect(extent.headings).toBe('month');
    // 22 days of November, all of October, and seven of September.
    expect(begins.filter(({ heading }) => heading).map(({ first }) => first)).toEqual([0, 44, 106]);
    expect(begins[0]?.count).toBeGreaterThan(2);
    // The days are still known, for the date scale.
    expect(marks).toHaveLength(60);
    expect(marks[1]).toMatchObject({ date: '2026-11-21', first: 2, top: LAYOUT.heading });
  });

  it('stay what they were when it is laid out anew', async () => {
    const { fake, view } = await opened(2);
    const extent = await fake.layOutView({ view, layout: { ...LAYOUT, width: 500 } });
    expect(extent.headings).toBe('month');
  });

  it('are a day where all are of one, and none where the order has no days', async () => {
    expect((await opened(2, 1)).extent.headings).toBe('day');
    expect((await opened(2, 60, 'name')).extent.headings).toBe('none');
  });
});
