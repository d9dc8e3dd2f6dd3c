import { cleanup, fireEvent, render, waitFor } from '@testing-library/svelte';
import { afterEach, expect, it, vi } from 'vitest';
import { createFake } from '$lib/backend/fake';
import type { PictureView } from '$lib/backend/generated';
import Stand from '$lib/testing/Stand.svelte';
import Tile from './Tile.svelte';

afterEach(cleanup);

const backend = createFake({ scene: 'library' });
const [first, second] = backend.store.library() as [PictureView, PictureView];

function tile(picture: PictureView | null) {
  const place = { left: 0, width: 200, height: 150, column: 1 };
  const state = { colour: null, marks: null, selected: false, reached: false, usable: true };
  const heard = Object.fromEntries(
    ['onchoose', 'ongrab', 'onopen', 'onmenu', 'onreach'].map((name) => [name, vi.fn()]),
  );
  return {
    backend,
    of: Tile as never,
    with: { id: picture?.id ?? '', picture, ...place, ...state, ...heard },
  };
}

/** A tile that was used again while the picture before was on its way. */
async function usedAgain() {
  const { container, rerender } = render(Stand, tile(first));
  const image = () => container.querySelector('img');
  await waitFor(() => expect(image()).not.toBeNull());
  const left = image() as HTMLImageElement;
  await rerender(tile(null));
  expect(image()).toBeNull();
  await rerender(tile(second));
  return { container, image: () => image() as HTMLImageElement, left };
}

it('shows its picture, whatever comes late for the one before', async () => {
  const { image, left } = await usedAgain();
  expect(image()).toHaveClass('coming');
  await fireEvent.load(left);
  expect(image()).toHaveClass('coming');
  await fireEvent.load(image());
  expect(image()).not.toHaveClass('coming');
  await fireEvent.load(left);
  expect(image()).not.toHaveClass('coming');
});

it('says that its file is missing, and not that of the one before', async () => {
  const { container, image, left } = await usedAgain();
  await fireEvent.error(left);
  expect(container).not.toHaveTextContent('missing');
  await fireEvent.error(image());
  expect(container).toHaveTextContent('missing');
  await fireEvent.error(left);
  expect(container).toHaveTextContent('missing');
});
