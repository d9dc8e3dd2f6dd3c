import { describe, expect, it, vi } from 'vitest';
import { createFake } from '$lib/backend/fake';
import { Viewing } from './viewing.svelte';

function some(): { viewing: Viewing; ids: string[]; end: ReturnType<typeof vi.fn> } {
  const fake = createFake({ scene: 'forty' });
  const ids = fake.store
    .library()
    .slice(0, 4)
    .map(({ id }) => id);
  const end = vi.fn();
  return { viewing: new Viewing(fake, ids[1] ?? '', () => ids, end), ids, end };
}

describe('what the viewer shows', () => {
  it('steps among what was given and stops at both ends', () => {
    const { viewing, ids } = some();
    viewing.step(-1);
    viewing.step(-1);
    expect(viewing.current).toBe(ids[0]);
    viewing.last();
    viewing.step(1);
    expect(viewing.current).toBe(ids[3]);
  });

  it('goes to the next picture when the one that is shown is deleted, and counts it again after undo', () => {
    const { viewing, ids } = some();
    viewing.hear({ kind: 'pictures-gone', pictures: [ids[1] ?? ''] });
    expect(viewing.current).toBe(ids[2]);
    expect(viewing.listing).toHaveLength(3);
    const back = createFake({ scene: 'forty' }).store.library()[1];
    if (back !== undefined) viewing.hear({ kind: 'pictures-back', pictures: [back] });
    expect(viewing.listing).toEqual(ids);
  });

  it('goes back from the last one, and ends when nothing is left', () => {
    const { viewing, ids, end } = some();
    viewing.last();
    viewing.hear({ kind: 'pictures-gone', pictures: [ids[3] ?? ''] });
    expect(viewing.current).toBe(ids[2]);
    viewing.hear({ kind: 'pictures-gone', pictures: ids });
    expect(end).toHaveBeenCalledOnce();
  });

  it('says why when a picture cannot be found', async () => {
    const viewing = new Viewing(
      createFake(),
      'nothing',
      () => ['nothing'],
      () => undefined,
    );
    await vi.waitFor(() => expect(viewing.trouble?.code).toBe('not-found'));
  });
});
