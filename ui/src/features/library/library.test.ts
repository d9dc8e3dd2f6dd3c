import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { tick } from 'svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { commandError } from '$lib/backend/backend';
import type { PictureView } from '$lib/backend/generated';
import { errorWhat } from '$lib/backend/errors';
import { createFake, type FakeBackend } from '$lib/backend/fake';
import { pictureId } from '$lib/backend/fake/build';
import { aTask } from '$lib/backend/fake/library/tasks';
import { aPicture } from '$lib/runs/testing';
import type { Ground } from '$lib/state/context';
import { isCounted, landingOf } from '$lib/state/landings';
import { answerKey } from '$lib/state/shortcuts';
import Stand from '$lib/testing/Stand.svelte';
import LibraryPlace from './LibraryPlace.svelte';

/** A part that is loaded when it is asked for. */
const PATIENT = { timeout: 10_000 };
const WIDTH = 1000;
const HEIGHT = 800;

afterEach(cleanup);
beforeEach(() => {
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(WIDTH);
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(HEIGHT);
});

/** A library of so many pictures, a few dozen a day, newest first. */
function many(count: number): PictureView[] {
  return Array.from({ length: count }, (_, index) =>
    aPicture(pictureId(count - index), {
      seq: count - index,
      width: 1024 + ((index * 311) % 1000),
      height: 1024,
      path: `2026-11-22/musa-${count - index}.png`,
      prompt: `Prompt ${count - index}`,
      createdAt: new Date(2026, 10, 22 - Math.floor(index / 40), 12).toISOString(),
      run: null,
      call: null,
    }),
  );
}

function holding(pictures: readonly PictureView[]): FakeBackend {
  const fake = createFake({ scene: 'empty' });
  for (const picture of pictures) fake.store.pictures.set(picture.id, picture);
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
  await waitFor(() => expect(screen.queryAllByRole('gridcell').length).toBeGreaterThan(0));
  await waitFor(() => expect(screen.queryAllByRole('gridcell', { name: 'Loading' })).toEqual([]));
  return ground as Ground;
}

const search = (): HTMLElement => screen.getByRole('combobox', { name: 'Search the library' });
const press = (init: KeyboardEventInit): void =>
  void answerKey(new KeyboardEvent('keydown', init), false);
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
    await waitFor(() =>
      expect(
        document.activeElement?.ariaLabel ?? document.activeElement?.getAttribute('aria-label'),
      ).toBe('Prompt 1'),
    );
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
  }, 15_000);

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
    expect(shell.selection).toEqual({ kind: 'pictures', pictures: [28, 27, 25].map(pictureId) });
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
    expect(shell.dialog).toMatchObject({ kind: 'viewer', picture: pictureId(30) });
  });

  it('puts few pictures of many days under their months', async () => {
    const pictures = many(40).map((picture, index) => ({
      ...picture,
      createdAt: new Date(2026, 10, 22 - index, 12).toISOString(),
    }));
    await open(holding(pictures));
    const headings = within(screen.getByRole('grid')).getAllByRole('heading', { level: 2 });
    expect(headings.map((one) => one.textContent)).toEqual(['November 2026', 'October 2026']);
  });

  it('leaves keys to an input method that composes', async () => {
    const { shell } = await open(holding(many(30)));
    await fireEvent.keyDown(named('Prompt 30'), { key: 'Enter', isComposing: true });
    expect(shell.dialog.kind).toBe('none');
  });

  it('selects all with Ctrl+A and clears with Escape', async () => {
    await open(holding(many(12)));
    press({ key: 'a', ctrlKey: true });
    await waitFor(() => expect(chosen()).toHaveLength(12));
    press({ key: 'Escape' });
    await tick();
    expect(chosen()).toHaveLength(0);
  });

  it('puts a deleted picture back in its place when it is undone, and says what that was', async () => {
    const { actions, shell } = await open(holding(many(30)));
    const before = tiles().map((tile) => tile.dataset['picture'] ?? '');
    await actions.trashPictures(before.slice(1, 3));
    await waitFor(() =>
      expect(tiles().map((tile) => tile.dataset['picture'])).not.toContain(before[1]),
    );
    expect(shell.toasts.map(({ text }) => text)).toEqual(['2 pictures are in the trash.']);
    shell.toasts.at(-1)?.action?.run();
    await waitFor(() =>
      expect(tiles().map((tile) => tile.dataset['picture'] ?? '')).toEqual(before),
    );
    expect(shell.toasts.map(({ text }) => text)).toEqual(['Undone: 2 pictures deleted']);
    const back = await screen.findAllByRole('gridcell', { selected: true });
    expect(back.map((tile) => tile.dataset['picture'])).toEqual(before.slice(1, 3));
    await waitFor(() => expect(back[0]).toHaveFocus());
    expect(shell.selection).toEqual({ kind: 'pictures', pictures: before.slice(1, 3) });
  });

  it('says what stayed in the trash beside what was undone', async () => {
    const fake = holding(many(6));
    const { actions, shell } = await open(fake);
    const before = tiles().map((tile) => tile.dataset['picture'] ?? '');
    await actions.trashPictures(before.slice(1, 3));
    const undo = fake.undo.bind(fake);
    const refused = commandError('file-missing', { args: { path: 'fox.png' } });
    fake.undo = async () => ({ ...(await undo()), refused });
    await actions.undo();
    expect(shell.toasts.map(({ kind }) => kind).sort()).toEqual(['done', 'error']);
    expect(shell.toasts.map(({ text }) => text)).toContain(errorWhat(refused));
  });

  it('offers no more pictures as references than the chosen model takes', async () => {
    const ground = await open(holding(many(6)));
    ground.actions.onReferences(
      () => undefined,
      () => 3,
    );
    named('Prompt 6').focus();
    press({ key: 'a', ctrlKey: true });
    await screen.findByText('6 selected');
    expect(screen.queryByRole('button', { name: 'Use as references' })).not.toBeInTheDocument();
    ground.actions.onReferences(
      () => undefined,
      () => 6,
    );
    press({ key: 'Escape' });
    press({ key: 'a', ctrlKey: true });
    expect(await screen.findByRole('button', { name: 'Use as references' })).toBeVisible();
  });

  it('an import is told beside what is selected', async () => {
    const fake = holding(many(6));
    await open(fake);
    press({ key: 'a', ctrlKey: true });
    await screen.findByText('6 selected');
    fake.emit({
      kind: 'task-moved',
      task: aTask({ state: 'done', done: 2, total: 2, taken: 2 }),
    });
    expect(await screen.findByRole('region', { name: 'Import' })).toBeVisible();
    expect(screen.getByText('6 selected')).toBeVisible();
  });

  it('takes several changes back one by one, and makes them again', async () => {
    const { actions, shell } = await open(holding(many(30)));
    const selection = { kind: 'pictures', pictures: [pictureId(30)] } as const;
    await actions.rate({ ...selection, pictures: [...selection.pictures] }, 4);
    await actions.tag({ ...selection, pictures: [...selection.pictures] }, ['hero'], []);
    await actions.undo();
    await actions.undo();
    expect(shell.toasts.map(({ text }) => text)).toEqual(['Undone: ★★★★ for one picture']);
    await actions.undo();
    await actions.redo();
    expect(shell.toasts.at(-1)?.text).toBe('Done again: ★★★★ for one picture');
    await waitFor(() => expect(named('Prompt 30, 4 stars')).toBeInTheDocument());
  });

  it('says so on the tile when the file is gone, and what to do', async () => {
    const [first, ...rest] = many(6);
    await open(holding([{ ...(first as PictureView), file: 'missing' }, ...rest]));
    expect(within(named('Prompt 6')).getByText('File missing')).toBeInTheDocument();
  });
});

describe('curating', () => {
  it('digits rate and P and X mark what is selected, seen on the tile at once', async () => {
    await open(holding(many(12)));
    const user = userEvent.setup();
    await user.click(named('Prompt 12'));
    press({ key: '4' });
    press({ key: 'p' });
    await waitFor(() => expect(named('Prompt 12, 4 stars, Picked')).toBeInTheDocument());
    press({ key: 'p' });
    await waitFor(() => expect(named('Prompt 12, 4 stars')).toBeInTheDocument());
  });

  it('cull mode moves on by itself and loses no place, also in a search by stars', async () => {
    const fake = holding(many(6));
    for (const picture of fake.store.pictures.values()) picture.rating = 3;
    const { shell } = await open(fake);
    const user = userEvent.setup();
    await user.type(search(), 'rating:3 ');
    await waitFor(() => expect(screen.getByText(/^6 of 6/)).toBeInTheDocument());
    press({ key: 'c' });
    await waitFor(() => expect(screen.getByRole('dialog')).toBeInTheDocument(), PATIENT);
    for (const key of ['5', 'x', 'p', 'ArrowRight', 'ArrowLeft']) press({ key });
    await waitFor(() => expect(screen.getByText('4 of 6')).toBeInTheDocument());
    const of = (seq: number) => fake.store.pictures.get(pictureId(seq));
    expect([of(6)?.rating, of(5)?.flag, of(4)?.flag]).toEqual([5, 'rejected', 'picked']);
    await user.click(screen.getByRole('button', { name: 'Back to the library' }));
    await waitFor(() => expect(shell.dialog.kind).toBe('none'));
    await waitFor(() => expect(screen.getByText(/^5 of 6/)).toBeInTheDocument());
  }, 15_000);

  it('puts pictures on a board from the bar and shows them there', async () => {
    const fake = holding(many(8));
    await fake.addBoard({ name: 'Autumn', parent: null, query: null, selection: null });
    await open(fake);
    const user = userEvent.setup({ pointerEventsCheck: 0 });
    await user.click(named('Prompt 8'));
    await user.click(screen.getByRole('button', { name: 'Board' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Autumn' }));
    await waitFor(() => expect(screen.getByRole('button', { name: 'Autumn 1' })).toBeVisible());
    await user.click(screen.getByRole('button', { name: 'Autumn 1' }));
    await waitFor(() => expect(tiles()).toHaveLength(1));
  });

  it('keeps a search as a smart board, and refuses a name that is there at its field', async () => {
    const fake = holding(many(8));
    await open(fake);
    const user = userEvent.setup({ pointerEventsCheck: 0 });
    await user.type(search(), 'rating:0 ');
    await user.click(
      await screen.findByRole('button', { name: 'Keep this search as a smart board…' }),
    );
    const dialog = await screen.findByRole('dialog');
    await user.click(within(dialog).getByRole('button', { name: 'Create' }));
    await waitFor(() =>
      expect(within(dialog).getByLabelText('Name')).toHaveAttribute('aria-invalid', 'true'),
    );
    await user.type(within(dialog).getByLabelText('Name'), 'Unrated');
    await user.click(within(dialog).getByRole('button', { name: 'Create' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(fake.store.state.boards.boards.at(-1)).toMatchObject({
      name: 'Unrated',
      query: 'rating:0',
    });
  });
});

describe('searching', () => {
  it('shows results as they are typed, how many and in what time, and chips for tokens', async () => {
    await open(holding(many(40)));
    const user = userEvent.setup();
    await user.type(search(), 'rating:>=0 Prompt 39');
    await waitFor(() => expect(screen.getByText(/^1 of 40 · 3 ms$/)).toBeInTheDocument());
    expect(screen.getByRole('button', { name: 'Remove rating:≥0' })).toBeInTheDocument();
    expect(tiles().map((tile) => tile.getAttribute('aria-label'))).toEqual(['Prompt 39']);
    await user.keyboard('{Home}{Backspace}');
    expect(screen.queryByRole('button', { name: 'Remove rating:≥0' })).toBeNull();
  });

  it('is selected, deleted and undone as a whole, tokens and words', async () => {
    const user = userEvent.setup();
    await open(holding(many(40)));
    await user.type(search(), 'rating:0 Prompt');
    await screen.findByRole('button', { name: /^rating:0$/ }, PATIENT);
    await user.keyboard('{Control>}a{/Control}');
    expect(chosen()).toEqual([]);
    await user.keyboard('{Delete}');
    expect(search()).toHaveValue('');
    expect(screen.queryByRole('button', { name: /^rating:0$/ })).not.toBeInTheDocument();
    await user.keyboard('{Control>}z{/Control}');
    await waitFor(() => expect((search() as HTMLInputElement).value).toContain('Prompt'));
  });

  it('says that nothing can be looked for yet, and why, while a token makes no sense', async () => {
    await open(holding(many(5)));
    const user = userEvent.setup();
    await user.type(search(), 'tag:');
    await screen.findByText('Nothing can be looked for yet');
    expect(tiles()).toEqual([]);
    // A value may still come.
    expect(search()).toHaveAttribute('aria-invalid', 'false');
    await user.clear(search());
    await user.type(search(), 'rating:nine');
    expect(await screen.findByRole('alert')).toHaveTextContent('“rating:nine” is left out');
    expect(search()).toHaveAttribute('aria-invalid', 'true');
    expect(screen.getByText('Nothing can be looked for yet')).toBeInTheDocument();
    await user.clear(search());
    await user.type(search(), '!!');
    await waitFor(() => expect(search()).toHaveAttribute('aria-invalid', 'false'));
    expect(screen.getByText('Nothing can be looked for yet')).toBeInTheDocument();
    await user.clear(search());
    await user.type(search(), 'nowhere');
    expect(await screen.findByText('Nothing is found')).toBeInTheDocument();
  });

  it('says what is wrong with a token, and searches without it', async () => {
    await open(holding(many(5)));
    const user = userEvent.setup();
    await user.type(search(), 'rating:many Prompt');
    await waitFor(() => expect(screen.getByRole('alert')).toHaveTextContent('rating:many'));
    expect(tiles()).toHaveLength(5);
  });

  it('completes by arrows and Enter, and leaves keys to an input method', async () => {
    await open(holding(many(5)));
    const user = userEvent.setup();
    const field = search();
    await user.type(field, 'rat');
    await waitFor(() => expect(screen.getAllByRole('option').length).toBeGreaterThan(0));
    await fireEvent.keyDown(field, { key: 'ArrowDown', isComposing: true });
    expect(screen.getAllByRole('option')[0]).toHaveAttribute('aria-selected', 'false');
    await user.keyboard('{ArrowDown}{Enter}');
    expect(field).toHaveValue('rating:');
  });

  it('says that nothing is found, and how to go on', async () => {
    await open(holding(many(5)));
    const user = userEvent.setup();
    await user.type(search(), 'nobody');
    await user.click(await screen.findByText('Nothing is found'));
    const clear = screen.getAllByRole('button', { name: 'Clear the search' });
    await user.click(clear.at(-1) as HTMLElement);
    await waitFor(() => expect(tiles()).toHaveLength(5));
  });
});

describe('the trash and imports', () => {
  it('shows what was deleted, brings it back, and empties after one question', async () => {
    const fake = holding(many(6));
    const { actions } = await open(fake);
    await actions.trashPictures([pictureId(6), pictureId(5)]);
    const user = userEvent.setup({ pointerEventsCheck: 0 });
    await user.click(screen.getByRole('button', { name: 'Trash 2' }));
    await waitFor(() => expect(tiles()).toHaveLength(2));
    await user.click(named('Prompt 6'));
    await user.click(screen.getByRole('button', { name: 'Restore' }));
    await waitFor(() => expect(tiles()).toHaveLength(1));
    await user.click(screen.getByRole('button', { name: 'Empty the trash…' }));
    await user.click(await screen.findByRole('button', { name: 'Empty the trash' }));
    await waitFor(() => expect(screen.getByText('The trash is empty')).toBeInTheDocument());
    expect(fake.store.trash.size).toBe(0);
  });

  it('says of pictures in the trash that they are there, and keeps them from other places', async () => {
    const fake = holding(many(6));
    const { actions, shell } = await open(fake);
    await actions.trashPictures([pictureId(6)]);
    const user = userEvent.setup({ pointerEventsCheck: 0 });
    await user.click(screen.getByRole('button', { name: 'Trash 1' }));
    await waitFor(() => expect(tiles()).toHaveLength(1));
    await user.click(named('Prompt 6'));
    const there = { kind: 'pictures', pictures: [pictureId(6)], trashed: true };
    expect(shell.selection).toEqual(there);
    press({ key: 'e' });
    await tick();
    expect(shell.place).toBe('library');
    shell.goTo('create');
    expect(shell.selection).toEqual({ kind: 'none' });
    shell.goTo('library');
    expect(shell.selection).toEqual(there);
  });

  it('tells how an import goes, and what was not taken', async () => {
    const fake = holding(many(3));
    await open(fake);
    press({ key: 'i', ctrlKey: true });
    await waitFor(() => expect(screen.getByText('Importing')).toBeInTheDocument());
    await waitFor(() => expect(screen.getByText('35 pictures imported')).toBeInTheDocument(), {
      timeout: 8_000,
    });
    const user = userEvent.setup({ pointerEventsCheck: 0 });
    await user.click(screen.getByRole('button', { name: 'Show which' }));
    const dialog = await screen.findByRole('dialog');
    expect(within(dialog).getAllByRole('listitem')).toHaveLength(5);
  }, 12_000);

  it('leaves room for the bar of the selection and the card of an import', async () => {
    const { shell } = await open(holding(many(3)));
    expect(shell.composerRoom.library).toBe(0);
    const user = userEvent.setup({ pointerEventsCheck: 0 });
    await user.click(named('Prompt 3'));
    await waitFor(() => expect(shell.composerRoom.library).toBe(60));
    press({ key: 'i', ctrlKey: true });
    await waitFor(() => expect(shell.composerRoom.library).toBe(60 + 16 + HEIGHT));
  });

  it('says how many pictures are copied only where that is known', async () => {
    await open(holding(many(3)));
    const what = (names: readonly string[]): string | undefined =>
      landingOf('library')?.(names.length, isCounted(names))[0]?.what;
    expect(what(['a.png', 'b.JPG'])).toBe('2 pictures, copied into the library');
    expect(what(['holiday'])).toBe('Copied into the library');
    expect(what(['a.png', 'trip.2026'])).toBe('Copied into the library');
    expect(what(Array.from({ length: 200 }, () => 'a.png'))).toBe('Copied into the library');
  });

  it('tells Rust that drops land in the library while it is shown', async () => {
    const fake = holding(many(3));
    const { shell } = await open(fake);
    expect(fake.library.imports.target).toEqual({ kind: 'library', board: null });
    shell.goTo('create');
    await waitFor(() => expect(fake.library.imports.target).toEqual({ kind: 'composer' }));
  });
});
