import { describe, expect, it, vi } from 'vitest';
import type { ListPictures, PicturePage, PictureView } from '$lib/backend/generated';
import { createFake } from '$lib/backend/fake';
import { Shell } from '$lib/state/shell.svelte';
import { Gallery } from './gallery.svelte';

function picture(seq: number): PictureView {
  return {
    id: `p${seq}`,
    seq,
    hash: `coffee-${seq}`,
    width: 100,
    height: 100,
    bytes: 1,
    format: 'png',
    durationMs: null,
    film: null,
    path: `${seq}.png`,
    prompt: '',
    model: null,
    createdAt: '2026-11-22T10:00:00Z',
    run: null,
    call: null,
    file: 'there',
    canContinue: false,
  };
}

function page(from: number, to: number, more: boolean): PicturePage {
  const pictures = Array.from({ length: from - to + 1 }, (_, index) => picture(from - index));
  return { pictures, more, total: from };
}

function made(answer: (request: ListPictures) => Promise<PicturePage>): Gallery {
  const shell = new Shell(createFake());
  shell.goTo('library');
  return new Gallery({ listPictures: vi.fn(answer) }, shell);
}

const seqs = (gallery: Gallery): number[] => gallery.pictures.map(({ seq }) => seq);

describe('the gallery', () => {
  it('appends older pages and puts new pictures on top', async () => {
    const gallery = made(({ before }) =>
      Promise.resolve(before === null ? page(9, 6, true) : page(before - 1, 1, false)),
    );
    await gallery.reload();
    await gallery.loadMore();
    gallery.hear({ kind: 'picture-saved', run: 'r', call: 'c', picture: picture(10) });
    expect(seqs(gallery)).toEqual([10, 9, 8, 7, 6, 5, 4, 3, 2, 1]);
  });

  it('does not forget a picture that was saved while the first page was on its way', async () => {
    let give: (page: PicturePage) => void = () => undefined;
    const gallery = made(() => new Promise((resolve) => (give = resolve)));
    const loading = gallery.reload();
    gallery.hear({ kind: 'picture-saved', run: 'r', call: 'c', picture: picture(4) });
    give(page(3, 1, false));
    await loading;
    expect(seqs(gallery)).toEqual([4, 3, 2, 1]);
  });

  it('does not bring a deleted picture back with a page that was asked for before', async () => {
    let give: (page: PicturePage) => void = () => undefined;
    const gallery = made(() => new Promise((resolve) => (give = resolve)));
    const loading = gallery.reload();
    gallery.hear({ kind: 'pictures-gone', pictures: ['p2'] });
    give(page(3, 1, false));
    await loading;
    expect(seqs(gallery)).toEqual([3, 1]);
    gallery.hear({ kind: 'pictures-back', pictures: [picture(2)] });
    expect(seqs(gallery)).toEqual([3, 2, 1]);
  });

  it('leaves a picture that comes back below the loaded pages to its page', async () => {
    const gallery = made(() => Promise.resolve(page(9, 6, true)));
    await gallery.reload();
    gallery.hear({ kind: 'pictures-back', pictures: [picture(2)] });
    expect(seqs(gallery)).toEqual([9, 8, 7, 6]);
  });

  it('keeps what is there when a page cannot be loaded, and says why', async () => {
    let fail = false;
    const gallery = made(() =>
      fail ? Promise.reject(new Error('locked')) : Promise.resolve(page(9, 6, true)),
    );
    await gallery.reload();
    fail = true;
    await gallery.loadMore();
    expect(gallery.standing).toBe('failed');
    expect(gallery.trouble?.detail).toBe('locked');
    expect(seqs(gallery)).toHaveLength(4);
    fail = false;
    await gallery.retry();
    expect(gallery.standing).toBe('ready');
  });

  it('takes deleted pictures out of the selection and tells the panel', async () => {
    const shell = new Shell(createFake());
    shell.goTo('library');
    const gallery = new Gallery({ listPictures: () => Promise.resolve(page(4, 1, false)) }, shell);
    await gallery.reload();
    gallery.choose('p4', 'replace');
    gallery.choose('p3', 'toggle');
    gallery.hear({ kind: 'pictures-gone', pictures: ['p3'] });
    expect(shell.selection).toEqual({ kind: 'pictures', pictures: ['p4'] });
  });
});
