import { describe, expect, it, vi } from 'vitest';
import type { LayOut } from '$lib/backend/generated';
import { createFake, type FakeBackend } from '$lib/backend/fake';
import { Shell } from '$lib/state/shell.svelte';
import { Gallery } from './gallery.svelte';

const LAYOUT: LayOut = { shape: 'justified', width: 1000, rowHeight: 150, gap: 6, heading: 36 };

async function made(scene: 'library' | 'library-100k' = 'library') {
  const fake = createFake({ scene });
  const shell = new Shell(fake);
  shell.goTo('library');
  const gallery = new Gallery(fake, shell);
  await fake.listen(({ happened }) => gallery.hear(happened));
  gallery.measure(LAYOUT);
  await gallery.ask();
  return { fake, shell, gallery };
}

const ids = (gallery: Gallery, count = 5): string[] =>
  Array.from({ length: count }, (_, index) => gallery.view?.id(index) ?? '');
const trash = (fake: FakeBackend, pictures: string[]): Promise<unknown> =>
  fake.trashSelection({ selection: { kind: 'pictures', pictures } });
const opened = (fake: FakeBackend): unknown[] =>
  fake.heard.filter(({ name }) => name === 'openView').map(({ request }) => request);

describe('the gallery', () => {
  it('shows what was asked last, however many questions came', async () => {
    const { gallery, fake } = await made();
    gallery.go({ query: 'r' });
    gallery.go({ query: 'ro' });
    gallery.go({ query: 'rocket' });
    await gallery.ask();
    expect(gallery.view?.asked.query).toBe('rocket');
    expect(opened(fake).length).toBeLessThan(6);
    const gone = fake.heard.filter(({ name }) => name === 'closeView');
    expect(gone.length).toBe(opened(fake).length - 1);
  });

  it('asks again when pictures come or go, and keeps what is looked at', async () => {
    const { gallery, fake } = await made();
    const { view } = gallery;
    const row = view?.rows.row(60);
    gallery.scrollTop = (row?.top ?? 0) + 5;
    const looked = view?.id(row?.first ?? 0);
    await trash(fake, ids(gallery, 3));
    await vi.waitFor(() => expect(gallery.view).not.toBe(view));
    expect(gallery.anchor?.offset).toBe(5);
    expect(gallery.view?.id(gallery.anchor?.index ?? -1)).toBe(looked);
  });

  it('takes deleted pictures out of the selection and tells the panel', async () => {
    const { gallery, fake, shell } = await made();
    const [one = '', two = ''] = ids(gallery);
    gallery.choose(one, 'replace');
    gallery.choose(two, 'toggle');
    await trash(fake, [two]);
    expect(shell.selection).toEqual({ kind: 'pictures', pictures: [one] });
  });

  it('selects all of 100,000 pictures and names them by one span', async () => {
    const { gallery } = await made('library-100k');
    await vi.waitFor(() => expect(gallery.view?.extent.whole).toBe(true), { timeout: 10_000 });
    await gallery.chooseAll();
    expect(gallery.selection.ids.size).toBe(100_000);
    expect(gallery.named(gallery.selected)).toEqual({
      kind: 'places',
      view: gallery.view?.number,
      spans: [{ from: 0, count: 100_000 }],
    });
  }, 20_000);

  it('another question forgets the selection, another order does not', async () => {
    const { gallery } = await made();
    const [one = ''] = ids(gallery);
    gallery.choose(one, 'replace');
    gallery.go({ order: 'oldest' });
    await gallery.ask();
    expect(gallery.selection.ids.has(one)).toBe(true);
    gallery.go({ query: 'cat' });
    expect(gallery.selection.ids.size).toBe(0);
  });

  it('shows stars that were set elsewhere without another order, so that no place is lost', async () => {
    const { gallery, fake } = await made();
    gallery.go({ query: 'rating:5' });
    await gallery.ask();
    const { view } = gallery;
    const [one = ''] = ids(gallery);
    await fake.ratePictures({ selection: { kind: 'pictures', pictures: [one] }, rating: 1 });
    expect(view?.items.marks(0)?.rating).toBe(1);
    expect(gallery.view).toBe(view);
  });

  it('asks nothing anew while it is held, and does so when it is let go', async () => {
    const { gallery, fake } = await made();
    vi.useFakeTimers();
    const before = opened(fake).length;
    const release = gallery.hold();
    await trash(fake, ids(gallery, 1));
    await vi.advanceTimersByTimeAsync(1_000);
    expect(opened(fake)).toHaveLength(before);
    release();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(opened(fake)).toHaveLength(before + 1);
    vi.useRealTimers();
  });

  it('says why when the library does not answer, and asks again', async () => {
    const { gallery, fake } = await made();
    const working = fake.openView.bind(fake);
    fake.openView = () => Promise.reject(new Error('locked'));
    gallery.go({ query: 'cat' });
    await gallery.ask();
    expect(gallery.standing).toBe('failed');
    expect(gallery.trouble?.detail).toBe('locked');
    fake.openView = working;
    await gallery.ask();
    expect(gallery.standing).toBe('ready');
    expect(gallery.trouble).toBeNull();
  });

  it('loads the details of what is near the window, in pages, once', async () => {
    const { gallery, fake } = await made();
    const { view } = gallery;
    if (view === null) throw new Error('no view');
    await gallery.pages.load(view, 0, 30);
    await gallery.pages.load(view, 10, 60);
    expect(gallery.pages.get(view.id(20))?.prompt).not.toBe('');
    expect(fake.heard.filter(({ name }) => name === 'viewPage')).toHaveLength(1);
  });

  it('loads them while the window moves, ahead of it, and not what flew by meanwhile', async () => {
    const { gallery, fake } = await made();
    const { view } = gallery;
    if (view === null) throw new Error('no view');
    const first: number[] = [];
    const real = fake.viewPage.bind(fake);
    fake.viewPage = (request) => {
      first.push(request.from);
      return real(request);
    };
    // No pause between them: a wheel that turns never stands still.
    for (let from = 0; from <= 2_000; from += 20) gallery.pages.want(view, from, from + 30);
    await vi.waitFor(() => expect(gallery.pages.get(view.id(2_029))).not.toBeNull());
    await vi.waitFor(() => expect(gallery.pages.get(view.id(2_229))).not.toBeNull());
    expect(first).toContain(0);
    expect(first).not.toContain(1_000);
    expect(first.length).toBeLessThan(8);
  });
});
