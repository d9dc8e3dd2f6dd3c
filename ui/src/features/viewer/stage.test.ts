import { cleanup, fireEvent, render, waitFor } from '@testing-library/svelte';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createFake } from '$lib/backend/fake';
import type { PictureView } from '$lib/backend/generated';
import Stand from '$lib/testing/Stand.svelte';
import ViewerStage from './ViewerStage.svelte';
import { Zooming } from './zooming.svelte';

const backend = createFake({ scene: 'library' });
const [first, second] = backend.store.library() as [PictureView, PictureView];

beforeEach(() => {
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(800);
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(600);
});
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

const stage = (picture: PictureView, zooming: Zooming) => ({
  backend,
  of: ViewerStage as never,
  with: { picture, zooming, name: 'a picture' },
});

/** The next picture is looked at while the one before is on its way. */
async function goneOn() {
  const zooming = new Zooming();
  const { container, rerender } = render(Stand, stage(first, zooming));
  const original = () => container.querySelector<HTMLImageElement>('img.original');
  await waitFor(() => expect(original()).not.toBeNull());
  const left = original() as HTMLImageElement;
  const preview = container.querySelector('img:not(.original)') as HTMLImageElement;
  await rerender(stage(second, zooming));
  expect(original()?.getAttribute('src')).toBe(backend.pictureUrl(second.hash));
  return { container, original, left, preview };
}

it('shows the picture that is looked at, whatever fails late of the one before', async () => {
  const { container, original, left, preview } = await goneOn();
  await fireEvent.error(left);
  await fireEvent.error(preview);
  expect(original()).not.toBeNull();
  await fireEvent.error(original() as HTMLImageElement);
  expect(original()).toBeNull();
  expect(container.querySelector('[role=status]')).not.toBeNull();
});

it('stays sharp when the original of the one before is decoded late', async () => {
  const zooming = new Zooming();
  const { container, rerender } = render(Stand, stage(first, zooming));
  const original = () => container.querySelector('img.original') as HTMLImageElement;
  await waitFor(() => expect(original()).not.toBeNull());
  let late: () => void = () => undefined;
  original().decode = () => new Promise((resolve) => (late = resolve));
  await fireEvent.load(original());
  await rerender(stage(second, zooming));
  original().decode = () => Promise.resolve();
  await fireEvent.load(original());
  await waitFor(() => expect(original()).toHaveClass('sharp'));
  late();
  await new Promise((resolve) => setTimeout(resolve));
  expect(original()).toHaveClass('sharp');
});
