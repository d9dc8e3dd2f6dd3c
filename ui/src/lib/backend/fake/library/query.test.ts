import { describe, expect, it } from 'vitest';
import { aPicture } from '$lib/runs/testing';
import { createFake } from '../../fake';
import { pictureId } from '../build';

const LAYOUT = { shape: 'justified', width: 1000, rowHeight: 150, gap: 6, heading: 0 } as const;

/** What a search finds among three pictures, and its pieces. */
async function found(query: string) {
  const fake = createFake({ scene: 'empty' });
  const prompts = ['A red fox in snow', '海滩上的女孩', 'Neon café'];
  for (const [at, prompt] of prompts.entries()) {
    const id = pictureId(at + 1);
    const made = { seq: at + 1, prompt, rating: at + 3, model: 'flux-1', path: `${at + 1}.png` };
    fake.store.pictures.set(id, aPicture(id, made));
  }
  const place = { kind: 'everything' } as const;
  const { view, extent, parts } = await fake.openView({
    query,
    place,
    order: 'oldest',
    layout: LAYOUT,
  });
  const { pictures } = await fake.viewPage({ view, from: 0, count: 10 });
  expect(extent.count).toBe(pictures.length);
  return { seqs: pictures.map((picture) => picture?.seq), parts };
}

describe('a search in the fake', () => {
  it.each([
    ...['rating:nine', 'tag:', '-board:""', 'model:\u0301', 'file:!'],
    ...['!!', '""', '“ ”', '-！', '  — ! ', 'date:soon 标签：'],
  ])('of which nothing can be looked for finds nothing: %s', async (query) => {
    expect((await found(query)).seqs).toEqual([]);
  });

  it('leaves out what is refused, and marks it', async () => {
    const { seqs, parts } = await found('rating:nine fox tag:');
    expect(seqs).toEqual([1]);
    expect(parts.map(({ kind, name }) => [kind, name])).toEqual([
      ['refused', 'rating'],
      ['words', null],
      ['refused', 'tag'],
    ]);
    expect(parts[2]?.refusal).toMatchObject({
      code: 'query-invalid',
      args: { value: 'tag:', allowed: 'tag:hero' },
    });
  });

  it.each([
    ['', [1, 2, 3]],
    ['  ', [1, 2, 3]],
    ['fox', [1]],
    ['ox', []],
    ['女孩', [2]],
    ['CAFE', [3]],
    ['"d fo', [1]],
    ['-fox', [2, 3]],
    ['评分：≥4', [2, 3]],
    ['rating:3+ -rating:5', [1, 2]],
    ['rating:6', []],
    ['re:', [1]],
    ['model:FLUX fox', [1]],
    ['file:2', [2]],
  ])('finds what core finds: %s', async (query, seqs) => {
    expect((await found(query)).seqs).toEqual(seqs);
  });

  it('is refused as a smart board when it would mean other pictures than it says', async () => {
    const fake = createFake({ scene: 'empty' });
    const board = { name: 'Nine', parent: null, selection: null };
    for (const query of ['fox rating:nine', '!!', ' ']) {
      await expect(fake.addBoard({ ...board, query })).rejects.toMatchObject({
        code: 'query-invalid',
        field: 'query',
      });
    }
  });
});
