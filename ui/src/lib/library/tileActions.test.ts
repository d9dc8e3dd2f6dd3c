import { cleanup, render, screen, waitFor } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createFake } from '$lib/backend/fake';
import type { PictureView } from '$lib/backend/generated';
import type { Ground } from '$lib/state/context';
import Stand from '$lib/testing/Stand.svelte';
import LibraryPick from './LibraryPick.svelte';
import TileActions from './TileActions.svelte';

afterEach(cleanup);

async function stand(of: unknown, props: (picture: PictureView) => Record<string, unknown>) {
  const fake = createFake({ scene: 'library' });
  const [picture] = fake.store.library();
  if (picture === undefined) throw new Error('no picture');
  let ground: Ground | undefined;
  render(Stand, {
    backend: fake,
    of: of as never,
    with: props(picture),
    stood: (given: Ground) => (ground = given),
  });
  await waitFor(() => expect(ground?.studio.state).not.toBeNull());
  const user = userEvent.setup();
  return { fake, picture, ground: ground as Ground, user };
}

const tile =
  (
    change: {
      width?: number;
      height?: number;
      stars?: 'beside' | 'foot';
      film?: boolean;
      imported?: boolean;
    } = {},
  ) =>
  (picture: PictureView) => ({
    picture: {
      ...picture,
      run: change.imported === true ? null : 'run',
      ...(change.film === true ? { format: 'mp4' } : {}),
    },
    rating: 3,
    width: change.width ?? 220,
    height: change.height ?? 150,
    stars: change.stars ?? 'beside',
  });

const offered = (): string[] =>
  screen.queryAllByRole('button').map((button) => button.getAttribute('aria-label') ?? '');
const STARS = ['1 star', '2 stars', '3 stars', '4 stars', '5 stars'];

describe('a tile under the pointer', () => {
  it('offers to go on with it, to use it as a reference, and its stars', async () => {
    await stand(TileActions, tile());
    expect(offered()).toEqual(['Continue this edit', 'Use as reference', ...STARS]);
  });

  it('does not speak of an edit to continue where the picture came from a file', async () => {
    await stand(TileActions, tile({ imported: true, width: 160 }));
    expect(offered()).toEqual(['Edit this picture', 'Use as reference']);
  });

  it.each([
    [{ width: 160 }, ['Continue this edit', 'Use as reference']],
    [{ width: 90 }, ['Use as reference']],
    [{ width: 50 }, []],
    [{ width: 120, stars: 'foot' as const }, ['Continue this edit', 'Use as reference', ...STARS]],
    [
      { width: 120, height: 60, stars: 'foot' as const },
      ['Continue this edit', 'Use as reference'],
    ],
    [{ film: true }, STARS],
  ])('has what there is room for, and what makes sense: %j', async (of, names) => {
    await stand(TileActions, tile(of));
    expect(offered()).toEqual(names);
  });

  it('sets the stars, and takes them away where they stand', async () => {
    const { fake, picture, user } = await stand(TileActions, tile());
    await user.click(screen.getByRole('button', { name: '5 stars' }));
    await waitFor(() => expect(fake.store.pictures.get(picture.id)?.rating).toBe(5));
    await user.click(screen.getByRole('button', { name: '3 stars' }));
    await waitFor(() => expect(fake.store.pictures.get(picture.id)?.rating).toBe(0));
  });

  it('is not chosen, opened or dragged by what is pressed there, and leaves the keyboard be', async () => {
    const { user } = await stand(TileActions, tile());
    const heard = vi.fn();
    for (const kind of ['click', 'dblclick', 'pointerdown']) {
      document.body.addEventListener(kind, heard);
    }
    await user.dblClick(screen.getByRole('button', { name: '4 stars' }));
    for (const kind of ['click', 'dblclick', 'pointerdown']) {
      document.body.removeEventListener(kind, heard);
    }
    expect(document.body).toHaveFocus();
    expect(heard).not.toHaveBeenCalled();
  });
});

describe('pictures of the library for something else', () => {
  it('one is taken by a press', async () => {
    const onpicked = vi.fn();
    const onclose = vi.fn();
    const { picture, user } = await stand(LibraryPick, () => ({
      title: 'First frame',
      takes: 'one',
      onpicked,
      onclose,
    }));
    const [first] = await screen.findAllByRole('button', { name: picture.prompt });
    expect(first).not.toHaveAttribute('aria-pressed');
    if (first !== undefined) await user.click(first);
    expect(onpicked).toHaveBeenCalledExactlyOnceWith([picture.id]);
    expect(onclose).toHaveBeenCalledOnce();
  });

  it('several are chosen first, and taken in that order', async () => {
    const onpicked = vi.fn();
    const { fake, user } = await stand(LibraryPick, () => ({
      title: 'Pictures',
      takes: 'several',
      onpicked,
      onclose: vi.fn(),
    }));
    const [one, two] = fake.store.library();
    await screen.findAllByRole('button', { pressed: false });
    const shown = screen.getAllByRole('listitem').map((item) => item.querySelector('button'));
    for (const at of [1, 0]) if (shown[at] != null) await user.click(shown[at]);
    await user.click(screen.getByRole('button', { name: 'Add 2 pictures' }));
    expect(onpicked).toHaveBeenCalledExactlyOnceWith([two?.id, one?.id]);
  });

  it('says what went wrong, and asks again', async () => {
    const fake = createFake({ scene: 'library' });
    const works = fake.listPictures.bind(fake);
    fake.listPictures = () => Promise.reject(new Error('locked'));
    const props = { title: 'Pictures', takes: 'one', onpicked: vi.fn(), onclose: vi.fn() };
    render(Stand, { backend: fake, of: LibraryPick as never, with: props, stood: vi.fn() });
    await screen.findByRole('alert');
    fake.listPictures = works;
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    await waitFor(() => expect(screen.getAllByRole('listitem').length).toBeGreaterThan(1));
    expect(screen.queryByRole('alert')).toBeNull();
  });
});
