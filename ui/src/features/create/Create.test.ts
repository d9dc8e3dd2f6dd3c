import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { commandError } from '$lib/backend/backend';
import { HeldClock } from '$lib/backend/fake/clock';
import { contextMenu } from '$lib/ui/contextMenu.svelte';
import { aCall, aPicture, aRun } from '$lib/runs/testing';
import { onStage, type OnStage } from '$lib/testing/stage';
import Create from './Create.svelte';

beforeEach(() => {
  // No layout in this page: the column is as wide as in a window of 1440.
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(1016);
  HTMLElement.prototype.scrollIntoView = () => undefined;
  HTMLElement.prototype.scrollTo = () => undefined;
  // Nor an undo of its own, which this is the way into.
  Object.assign(document, { execCommand: () => false });
});
afterEach(() => cleanup());

const user = userEvent.setup({ pointerEventsCheck: 0 });
const prompt = (): HTMLTextAreaElement => screen.getByRole('textbox', { name: 'Prompt' });
const generate = (): HTMLElement => screen.getByRole('button', { name: /^Generate/ });
const tiles = (): HTMLElement[] =>
  screen
    .getAllByRole('gridcell')
    .flatMap((cell) => [...cell.querySelectorAll<HTMLElement>('[data-tile]')]);
const started = ({ fake }: OnStage): number =>
  fake.heard.filter((one) => one.name === 'startRun').length;

test('every tile is named by its prompt, and by its state where it is not simply there', async () => {
  await onStage(Create, { scene: 'runs' });
  const names = tiles().map((tile) => tile.getAttribute('aria-label'));
  expect(names).toHaveLength(12);
  expect(names[0]).toBe('Steam curling into the shape of a banana leaf, morning light, 35 mm');
  expect(names[3]).toMatch(/35 mm\. Receiving 63%$/);
  expect(names[6]).toMatch(/Blocked by the provider’s safety filter\.$/);
});

test('a press of Generate makes a run that fills tile by tile, and says so at the end', async () => {
  const clock = new HeldClock();
  const on = await onStage(Create, { scene: 'runs', clock });
  await user.click(generate());
  await waitFor(() => expect(tiles()).toHaveLength(16));
  expect(tiles()[0]).toHaveAccessibleName(/(number 1 in the queue|Uploading)/);
  clock.advance(120_000);
  await waitFor(() =>
    expect(on.studio.running.some((run) => run.id === on.studio.state?.runs[0]?.id)).toBe(false),
  );
  expect(screen.getByText(/4 pictures are there|of 4 pictures came/)).toBeInTheDocument();
});

test('an empty prompt is refused in its place, and the words go when it is written', async () => {
  const on = await onStage(Create, { scene: 'empty' });
  await user.click(generate());
  const refusal = await screen.findByText('The prompt is empty.');
  expect(refusal).toBeVisible();
  expect(prompt()).toHaveAttribute('aria-invalid', 'true');
  expect(prompt()).toHaveFocus();
  await user.type(prompt(), 'a fox');
  expect(screen.queryByText('The prompt is empty.')).not.toBeInTheDocument();
  expect(started(on)).toBe(1);
});

test('without a provider the button leads to the form, without a key to the key', async () => {
  const none = await onStage(Create, { scene: 'first-run' });
  await user.click(screen.getByRole('button', { name: /Connect a provider/ }));
  expect(none.shell.dialog.kind).toBe('connect');
  expect(started(none)).toBe(0);
  cleanup();
  const keyless = await onStage(Create, { scene: 'no-key' });
  await user.click(screen.getByRole('button', { name: /Enter the key/ }));
  expect(keyless.shell.dialog).toMatchObject({ kind: 'settings', section: 'providers' });
});

test('Ctrl+Enter generates from anywhere, but not while an input method composes', async () => {
  const on = await onStage(Create, { scene: 'runs' });
  prompt().focus();
  const composing = new KeyboardEvent('keydown', {
    key: 'Enter',
    ctrlKey: true,
    bubbles: true,
    cancelable: true,
    isComposing: true,
  });
  prompt().dispatchEvent(composing);
  expect(started(on)).toBe(0);
  tiles()[0]?.focus();
  await user.keyboard('{Control>}{Enter}{/Control}');
  expect(started(on)).toBe(1);
});

test('while the list of references is open, an Enter that composes stays with the input method', async () => {
  await onStage(Create, { scene: 'runs' });
  await user.clear(prompt());
  await user.type(prompt(), '把 @');
  expect(await screen.findByRole('option', { name: /@2 flower/ })).toBeInTheDocument();
  prompt().dispatchEvent(
    new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, isComposing: true }),
  );
  expect(prompt()).toHaveValue('把 @');
  await user.keyboard('{ArrowDown}{Enter}');
  expect(prompt()).toHaveValue('把 @2 ');
  expect(screen.queryByRole('option')).not.toBeInTheDocument();
});

test('a picture too many is counted in danger', async () => {
  const on = await onStage(Create, { scene: 'runs' });
  expect(screen.getByText('3 of 14 for this model')).toBeInTheDocument();
  on.composer.chooseModel('flux-kontext-pro');
  expect(await screen.findByText('2 too many: this model takes 1.')).toHaveClass('over');
});

test('a change of model tells what it moved', async () => {
  const on = await onStage(Create, { scene: 'runs' });
  on.composer.chooseModel('gpt-image-1');
  expect(await screen.findByText(/Aspect ratio 16:9 → 3:2\./)).toBeInTheDocument();
  expect(screen.getByText(/Size 2K is left out\./)).toBeInTheDocument();
});

test('a refused reference is told by its number', async () => {
  const on = await onStage(Create, { scene: 'runs' });
  on.fake.startRun = () => {
    const args = { name: 'flower.jpg' };
    throw Object.assign(
      new Error(),
      commandError('file-missing', { field: 'references[1]', args }),
    );
  };
  await user.click(generate());
  expect(
    await screen.findByRole('button', { name: /^Reference 2, flower.jpg\. There is no file/ }),
  ).toBeInTheDocument();
});

test('references are moved and removed by keys, and each is said', async () => {
  const on = await onStage(Create, { scene: 'runs' });
  screen.getByRole('button', { name: 'Reference 1, coffee.png' }).focus();
  await user.keyboard('{Alt>}{ArrowRight}{/Alt}');
  expect(on.composer.references.map((one) => one.name)).toEqual([
    'flower.jpg',
    'coffee.png',
    'china.jpg',
  ]);
  expect(screen.getByText('coffee.png is now reference 2 of 3')).toBeInTheDocument();
  expect(prompt().value).toMatch(/^Serve @2 on the terrace of @3, petals of @1/);
  await waitFor(() =>
    expect(screen.getByRole('button', { name: 'Reference 2, coffee.png' })).toHaveFocus(),
  );
  await user.keyboard('{Enter}');
  expect(contextMenu.asked?.label).toBe('Reference 2');
  await user.keyboard('{Delete}');
  expect(on.composer.references).toHaveLength(2);
  expect(screen.getByText(/coffee.png removed\. 2 references are left/)).toBeInTheDocument();
});

test('arrows walk over the tiles, Enter opens, R makes a reference, Delete deletes', async () => {
  const on = await onStage(Create, { scene: 'runs' });
  expect(tiles().filter((tile) => tile.tabIndex === 0)).toHaveLength(1);
  tiles()[0]?.focus();
  await user.keyboard('{ArrowRight}');
  await waitFor(() => expect(tiles()[1]).toHaveFocus());
  expect(screen.getAllByRole('gridcell', { selected: true })).toHaveLength(1);
  const second = on.shell.picture;
  await user.keyboard('{Enter}');
  expect(on.shell.dialog).toMatchObject({ kind: 'viewer', picture: second });
  on.shell.close();
  await user.keyboard('r');
  await waitFor(() => expect(on.composer.references).toHaveLength(4));
  await waitFor(() => expect(tiles()[1]).toHaveFocus());
  await user.keyboard('{Delete}');
  await waitFor(() => expect(tiles()[1]).toHaveAccessibleName(/Deleted$/));
  expect(tiles()).toHaveLength(12);
  expect(on.shell.toasts.at(-1)?.action?.label).toBe('Undo');
});

test('a run of which a picture was deleted does not read as if one had failed', async () => {
  const on = await onStage(Create, { scene: 'runs' });
  const saved = ['a', 'b', 'c'].map((id) => aPicture(id));
  const each = { currency: 'CNY', micros: 120_000 };
  const calls = [aCall({ state: 'done', pictures: 4, saved })];
  const show = (run: typeof calls): void => {
    if (on.studio.state === null) throw new Error('not open');
    on.studio.state = { ...on.studio.state, runs: [aRun({ calls: run, each })] };
  };
  show(calls);
  expect(await screen.findByText('Nano Banana 2 · 4 pictures · 1 deleted · ¥0.48')).toBeVisible();
  show([aCall({ state: 'done', pictures: 4 })]);
  expect(await screen.findByText('Nano Banana 2 · 4 pictures · ¥0.48')).toBeVisible();
  expect(screen.getByText('Its pictures were deleted')).toBeVisible();
});

test('a deleted picture that is undone is selected again, and has the keyboard', async () => {
  const on = await onStage(Create, { scene: 'runs' });
  await user.click(tiles()[1] as Element);
  tiles()[1]?.focus();
  await user.keyboard('{ArrowRight}');
  const third = on.shell.picture;
  await user.keyboard('{Delete}');
  await waitFor(() => expect(tiles()[2]).toHaveAccessibleName(/Deleted$/));
  await user.keyboard('{ArrowLeft}');
  on.shell.toasts.at(-1)?.action?.run();
  await waitFor(() => expect(tiles()[2]).toHaveFocus());
  expect(tiles()[2]).not.toHaveAccessibleName(/Deleted$/);
  expect(on.shell.picture).toBe(third);
  expect(third).not.toBeNull();
});

test('who writes a prompt goes on writing when a deleted picture comes back', async () => {
  const on = await onStage(Create, { scene: 'runs' });
  await user.click(tiles()[1] as Element);
  const second = on.shell.picture;
  await user.keyboard('{Delete}');
  await waitFor(() => expect(on.shell.picture).toBeNull());
  prompt().focus();
  on.shell.toasts.at(-1)?.action?.run();
  await waitFor(() => expect(on.shell.picture).toBe(second));
  expect(prompt()).toHaveFocus();
});

test('what may have been charged asks once before it is asked for again', async () => {
  const on = await onStage(Create, { scene: 'unknown' });
  const tile = screen.getByRole('group', { name: /May be charged/ });
  expect(within(tile).getByText('May have been charged')).toBeVisible();
  await user.click(within(tile).getByRole('button', { name: 'Retry' }));
  expect(on.fake.heard.some((one) => one.name === 'retryRun')).toBe(false);
  expect(within(tile).getByText(/may cost a second time/)).toBeVisible();
  await user.click(within(tile).getByRole('button', { name: 'Ask again' }));
  const retry = on.fake.heard.find((one) => one.name === 'retryRun');
  expect(retry?.request).toMatchObject({ how: 'anew' });
});

test('a picture that breaks off stands beside its error, its cost and a retry', async () => {
  const on = await onStage(Create, { scene: 'unknown' });
  const error = commandError('picture-truncated', { charged: 'likely', args: { name: 'fox.png' } });
  const call = aCall({ state: 'failed', error, answered: true, saved: [aPicture('cut')] });
  const run = aRun({ calls: [call], each: { currency: 'CNY', micros: 120_000 } });
  if (on.studio.state !== null) on.studio.state = { ...on.studio.state, runs: [run] };
  const tile = await screen.findByRole('group', { name: /breaks off before its end/ });
  expect(tiles()).toHaveLength(2);
  expect(
    within(tile).getByText('It was most likely charged. What came of it is kept beside this.'),
  ).toBeVisible();
  expect(screen.getByText('Nano Banana 2 · 0 of 1')).toBeVisible();
  tiles()[0]?.focus();
  await user.keyboard('{ArrowRight}');
  expect(tile).toHaveFocus();
  await user.tab();
  expect(within(tile).getByRole('button', { name: 'Retry' })).toHaveFocus();
  await user.keyboard('{Enter}');
  expect(within(tile).getByText(/may cost a second time/)).toBeVisible();
  await user.click(within(tile).getByRole('button', { name: 'Ask again' }));
  const retry = on.fake.heard.find((one) => one.name === 'retryRun');
  expect(retry?.request).toMatchObject({ run: 'run', how: 'anew' });
});

test('a call of four that failed tells it once, and a retry of all says that it is one', async () => {
  const on = await onStage(Create, { scene: 'unknown' });
  const error = commandError('provider-quota');
  const calls = [aCall({ state: 'failed', pictures: 4, error })];
  if (on.studio.state !== null) on.studio.state = { ...on.studio.state, runs: [aRun({ calls })] };
  expect(await screen.findAllByText('There is no credit left at the provider.')).toHaveLength(1);
  expect(screen.getAllByText('Failed')).toHaveLength(3);
  expect(screen.getByRole('button', { name: 'Retry 4' })).toHaveAccessibleDescription(
    'Asks again for all 4 pictures that this run lacks',
  );
});

test('the second click of a double click does not answer the question of the first', async () => {
  const on = await onStage(Create, { scene: 'unknown' });
  const tile = screen.getByRole('group', { name: /May be charged/ });
  await user.click(within(tile).getByRole('button', { name: 'Retry' }));
  await fireEvent.click(within(tile).getByRole('button', { name: 'Ask again' }), { detail: 2 });
  await fireEvent.click(within(tile).getByRole('button', { name: 'Back' }), { detail: 2 });
  expect(within(tile).getByText(/may cost a second time/)).toBeVisible();
  expect(on.fake.heard.some((one) => one.name === 'retryRun')).toBe(false);
});

test('no key and no paste acts behind the question at closing', async () => {
  const on = await onStage(Create, { scene: 'runs' });
  on.fake.emit({ kind: 'close-asked', running: 1 });
  await waitFor(() => expect(on.studio.state?.closing).toBe(1));
  await user.keyboard('{Control>}{Enter}{/Control}');
  prompt().dispatchEvent(
    Object.assign(new Event('paste', { bubbles: true }), { clipboardData: { types: [] } }),
  );
  expect(started(on)).toBe(0);
  expect(on.fake.heard.some((one) => one.name === 'pasteReferences')).toBe(false);
});

test('Enter that is held does not press Generate again', async () => {
  await onStage(Create, { scene: 'runs' });
  const press = (repeat: boolean): Promise<boolean> =>
    fireEvent.keyDown(generate(), { key: 'Enter', repeat });
  expect(await press(false)).toBe(true);
  expect(await press(true)).toBe(false);
});

test('what is kept is finished without paying', async () => {
  const on = await onStage(Create, { scene: 'failed' });
  await user.click(screen.getAllByRole('button', { name: 'Finish without paying' })[0] as Element);
  const retry = on.fake.heard.find((one) => one.name === 'retryRun');
  expect(retry?.request).toMatchObject({ how: 'kept-first' });
});

test('a paste without text asks Rust, one with text is the field’s own', async () => {
  const on = await onStage(Create, { scene: 'runs' });
  const paste = (types: string[]): void => {
    const event = new Event('paste', { bubbles: true, cancelable: true });
    Object.assign(event, { clipboardData: { types } });
    prompt().dispatchEvent(event);
  };
  paste(['text/plain', 'text/html']);
  expect(on.fake.heard.some((one) => one.name === 'pasteReferences')).toBe(false);
  paste([]);
  await waitFor(() => expect(on.composer.references).toHaveLength(4));
});

test('before the first run there are prompts to begin with', async () => {
  await onStage(Create, { scene: 'empty' });
  await user.click(screen.getByRole('button', { name: /paper crane/ }));
  expect(prompt().value).toMatch(/^A paper crane/);
  expect(prompt()).toHaveFocus();
});

test('older runs come when the end comes near, once', async () => {
  const end: { near: (() => void) | null } = { near: null };
  class Watch {
    readonly #heard: (entries: { isIntersecting: boolean; target: Element }[]) => void;
    constructor(heard: (entries: { isIntersecting: boolean; target: Element }[]) => void) {
      this.#heard = heard;
    }
    observe(target: Element): void {
      // Nothing is near until the test says so.
      if (target.matches('.older'))
        end.near = () => this.#heard([{ isIntersecting: true, target }]);
    }
    unobserve(): void {
      // Runs go, and nobody asks.
    }
    disconnect(): void {
      end.near = null;
    }
  }
  vi.stubGlobal('IntersectionObserver', Watch);
  const on = await onStage(Create, { scene: 'runs' });
  const state = on.studio.state;
  if (state === null) throw new Error('not open');
  const [newest, ...others] = state.runs;
  on.studio.state = { ...state, runs: newest === undefined ? [] : [newest], moreRuns: true };
  const asked = vi.fn(() => Promise.resolve({ runs: others, more: false }));
  on.fake.olderRuns = asked;
  await waitFor(() => expect(end.near).not.toBeNull());
  end.near?.();
  end.near?.();
  await waitFor(() => expect(screen.getAllByRole('article')).toHaveLength(state.runs.length));
  expect(asked).toHaveBeenCalledTimes(1);
  expect(asked).toHaveBeenCalledWith({ before: newest?.id, limit: 20 });
});

test('while core makes copies of references Generate says so, and takes no second press', async () => {
  const on = await onStage(Create, { scene: 'runs' });
  const start = on.fake.startRun.bind(on.fake);
  let go: () => void = () => undefined;
  const copies = new Promise<void>((resolve) => (go = resolve));
  const asked = vi.fn(async (request: Parameters<typeof start>[0]) => {
    await copies;
    return start(request);
  });
  on.fake.startRun = asked;
  await user.click(generate());
  expect(generate()).toHaveAttribute('aria-busy', 'true');
  expect(screen.queryByText('Preparing 3 references…')).not.toBeInTheDocument();
  expect(await screen.findByText('Preparing 3 references…')).toBeVisible();
  const busy = screen.getByRole('button', { name: /^Preparing…/ });
  await user.click(busy);
  await user.keyboard('{Control>}{Enter}{/Control}');
  go();
  await waitFor(() => expect(generate()).toHaveAttribute('aria-busy', 'false'));
  expect(screen.queryByText('Preparing 3 references…')).not.toBeInTheDocument();
  expect(asked).toHaveBeenCalledTimes(1);
});

test('a space typed behind a mention from the list does not stand there twice', async () => {
  const on = await onStage(Create, { scene: 'runs' });
  on.composer.type('');
  prompt().focus();
  await user.keyboard('serve @');
  await user.click(await screen.findByRole('option', { name: /@1/ }));
  expect(prompt().value).toBe('serve @1 ');
  await user.keyboard(' hot, with @');
  await user.click(await screen.findByRole('option', { name: /@2/ }));
  await user.keyboard('.');
  expect(prompt().value).toBe('serve @1 hot, with @2.');
});

test('a picture is carried to the composer with the pointer and becomes a reference', async () => {
  const on = await onStage(Create, { scene: 'runs' });
  const before = on.composer.references.length;
  const carry = async (onto: Element | null): Promise<void> => {
    document.elementFromPoint = () => onto;
    const at = (x: number) => ({ button: 0, pointerId: 1, clientX: x, clientY: 10 });
    const tile = tiles()[1] ?? document.body;
    await fireEvent(tile, new PointerEvent('pointerdown', { bubbles: true, ...at(10) }));
    await fireEvent(window, new PointerEvent('pointermove', at(90)));
    await fireEvent(window, new PointerEvent('pointerup', at(90)));
  };
  await carry(document.body);
  expect(on.fake.heard.some(({ name }) => name === 'holdPicture')).toBe(false);
  await carry(prompt());
  await waitFor(() => expect(on.composer.references).toHaveLength(before + 1));
});
