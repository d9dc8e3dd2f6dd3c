import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { tick } from 'svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ListPictures, PictureView } from '$lib/backend/generated';
import { createFake, type FakeBackend } from '$lib/backend/fake';
import type { Ground } from '$lib/state/context';
import { answerKey } from '$lib/state/shortcuts';
import Stand from '$lib/testing/Stand.svelte';
import LibraryPlace from './LibraryPlace.svelte';

const WIDTH = 1000;
const HEIGHT = 800;

afterEach(cleanup);
beforeEach(() => {
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(WIDTH);
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(HEIGHT);
});

/** A library of so many pictures, a few dozen a day, newest first. */
function many(count: number): PictureView[] {
  return Array.from({ length: count }, (_, index) => ({
    id: `p${count - index}`,
    seq: count - index,
    hash: `coffee-${count - index}`,
    width: 1024 + ((index * 311) % 1000),
    height: 1024,
    bytes: 1_000_000,
    format: 'png',
    durationMs: null,
    film: null,
    path: `2026-11-22/musa-${count - index}.png`,
    prompt: `Prompt ${count - index}`,
    model: 'nano-banana-2',
    createdAt: new Date(2026, 10, 22 - Math.floor(index / 40), 12).toISOString(),
    run: null,
    call: null,
    file: 'there',
    canContinue: false,
  }));
}

/** What was asked for since the last `holding`. */
let asked: ListPictures[] = [];

function holding(pictures: readonly PictureView[]): FakeBackend {
  asked = [];
  const fake = createFake({ scene: 'empty' });
  for (const picture of pictures) fake.store.pictures.set(picture.id, picture);
  vi.spyOn(fake, 'listPictures').mockImplementation((request) => {
    const { before, limit } = request;
    asked.push(request);
    const from = pictures.filter(({ seq }) => before === null || seq < before);
    return Promise.resolve({
      pictures: from.slice(0, limit),
      more: from.length > limit,
      total: pictures.length,
    });
  });
  return fake;
}

async function open(fake: FakeBackend): Promise<Ground> {
  let ground: Ground | undefined;
  render(Stand, {
    backend: fake,
    of: LibraryPlace,
    with: {},
    stood: (given: Ground) => {
      ground = given;
      given.shell.goTo('library');
    },
  });
  await waitFor(() => expect(screen.getByRole('grid')).toBeInTheDocument());
  await tick();
  return ground as Ground;
}

const tiles = (): HTMLElement[] => screen.queryAllByRole('gridcell');
const named = (name: string): HTMLElement => screen.getByRole('gridcell', { name });
const chosen = (): (string | null)[] =>
  tiles()
    .filter((tile) => tile.getAttribute('aria-selected') === 'true')
    .map((tile) => tile.getAttribute('aria-label'));

describe('the grid', () => {
  it('holds no more than two windows of 5,000 pictures in the document, wherever it stands', async () => {
    await open(holding(many(5000)));
    const grid = screen.getByRole('grid');
    await fireEvent.keyDown(tiles()[0] as HTMLElement, { key: 'End' });
    await waitFor(() => expect(named('Prompt 1')).toHaveFocus());
    for (const top of [0, 4000, 60_000]) {
      grid.scrollTop = top;
      await fireEvent.scroll(grid);
      const rows = within(grid).getAllByRole('row');
      // A row of this width has at most seven tiles, and the one that Tab reaches is kept.
      const most = ((2 * HEIGHT) / 120) * 7 + 7;
      expect(tiles().length).toBeGreaterThan(10);
      expect(tiles().length).toBeLessThanOrEqual(most);
      expect(rows.length).toBeLessThanOrEqual((2 * HEIGHT) / 120 + 2);
    }
  });

  it('asks for pages of 200, one after the other', async () => {
    await open(holding(many(900)));
    expect(asked[0]).toEqual({ before: null, limit: 200 });
    expect(asked.length).toBeLessThanOrEqual(2);
  });

  it('names every tile by its prompt and lets Tab reach exactly one', async () => {
    await open(holding(many(30)));
    expect(named('Prompt 30')).toBeInTheDocument();
    expect(tiles().filter((tile) => tile.tabIndex === 0)).toHaveLength(1);
  });

  it('selects by click, Ctrl-click and Shift-click, and tells the panel', async () => {
    const { shell } = await open(holding(many(30)));
    const user = userEvent.setup();
    await user.click(named('Prompt 28'));
    expect(chosen()).toEqual(['Prompt 28']);
    await user.keyboard('{Shift>}');
    await user.click(named('Prompt 25'));
    await user.keyboard('{/Shift}');
    expect(chosen()).toEqual(['Prompt 28', 'Prompt 27', 'Prompt 26', 'Prompt 25']);
    await user.keyboard('{Control>}');
    await user.click(named('Prompt 26'));
    await user.keyboard('{/Control}');
    expect(shell.selection).toEqual({ kind: 'pictures', pictures: ['p28', 'p27', 'p25'] });
    expect(screen.getByText('3 selected')).toBeInTheDocument();
  });

  it('moves by arrows, extends with Shift, and opens with Enter', async () => {
    const { shell } = await open(holding(many(30)));
    const user = userEvent.setup();
    await user.click(named('Prompt 30'));
    await user.keyboard('{ArrowRight}');
    expect(named('Prompt 29')).toHaveFocus();
    await user.keyboard('{Shift>}{ArrowRight}{/Shift}');
    expect(chosen()).toEqual(['Prompt 29', 'Prompt 28']);
    await user.keyboard('{Home}{Enter}');
    expect(shell.dialog).toMatchObject({ kind: 'viewer', picture: 'p30' });
  });

  it('leaves keys to an input method that composes', async () => {
    const { shell } = await open(holding(many(30)));
    await fireEvent.keyDown(named('Prompt 30'), { key: 'Enter', isComposing: true });
    expect(shell.dialog.kind).toBe('none');
  });

  it('selects all with Ctrl+A and clears with Escape', async () => {
    await open(holding(many(12)));
    const press = (init: KeyboardEventInit): void =>
      void answerKey(new KeyboardEvent('keydown', init), false);
    press({ key: 'a', ctrlKey: true });
    await tick();
    expect(chosen()).toHaveLength(12);
    press({ key: 'Escape' });
    await tick();
    expect(chosen()).toHaveLength(0);
  });

  it('puts a deleted picture back in its place when it is undone', async () => {
    const { actions, shell } = await open(createFake({ scene: 'forty' }));
    const before = tiles().map((tile) => tile.dataset['picture'] ?? '');
    const gone = before.slice(1, 3);
    await actions.deletePictures(gone);
    await waitFor(() =>
      expect(tiles().map((tile) => tile.dataset['picture'])).not.toContain(gone[0]),
    );
    shell.toasts.at(-1)?.action?.run();
    await waitFor(() =>
      expect(tiles().map((tile) => tile.dataset['picture'] ?? '')).toEqual(before),
    );
  });

  it('puts back what two deletes took, by one toast or step by step', async () => {
    const { actions, shell, fake } = await (async () => {
      const made = createFake({ scene: 'forty' });
      return { ...(await open(made)), fake: made };
    })();
    const restored = (): unknown[] =>
      fake.heard.filter(({ name }) => name === 'restorePictures').map(({ request }) => request);
    const [one, two, three] = tiles().map((tile) => tile.dataset['picture'] ?? '') as [
      string,
      string,
      string,
    ];
    await actions.deletePictures([one]);
    await actions.deletePictures([two]);
    expect(shell.toasts.map(({ text }) => text)).toEqual(['2 pictures are in the trash.']);
    shell.toasts[0]?.action?.run();
    await waitFor(() => expect(restored()).toEqual([{ pictures: [one, two] }]));
    expect(shell.toasts).toEqual([]);
    await actions.deletePictures([two]);
    await actions.deletePictures([three]);
    for (const toast of shell.toasts) shell.dismiss(toast.id);
    await actions.undoDelete();
    await actions.undoDelete();
    await actions.undoDelete();
    expect(restored().slice(1)).toEqual([{ pictures: [three] }, { pictures: [two] }]);
  });

  it('says so on the tile when the file is gone, and what to do', async () => {
    const [first, ...rest] = many(6);
    await open(holding([{ ...(first as PictureView), file: 'missing' }, ...rest]));
    expect(within(named('Prompt 6')).getByText('File missing')).toBeInTheDocument();
  });
});
