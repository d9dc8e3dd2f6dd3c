import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { commandError } from '$lib/backend/backend';
import { HeldClock } from '$lib/backend/fake/clock';
import type { RunCall } from '$lib/backend/generated';
import { aCall, aPicture, aRun } from '$lib/runs/testing';
import { reference } from '$lib/state/composer/testing';
import { onStage, type OnStage } from '$lib/testing/stage';
// What is loaded on demand is there before the first test waits for it.
import '$lib/runs/Origin.svelte';
import './composer/ContinueChip.svelte';
import './composer/MaskNote.svelte';
import './composer/ModelList.svelte';
import './composer/MoreSettings.svelte';
import Create from './Create.svelte';
import './Draft.svelte';
import './GroupBlock.svelte';
import { pictureLines } from './menus';

beforeEach(() => {
  // No layout in this page: the column is as wide as in a window of 1440.
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(1016);
  HTMLElement.prototype.scrollIntoView = () => undefined;
  HTMLElement.prototype.scrollTo = () => undefined;
});
afterEach(() => cleanup());

const user = userEvent.setup({ pointerEventsCheck: 0 });
const said = ({ fake }: OnStage, name: string): unknown[] =>
  fake.heard.filter((one) => one.name === name).map(({ request }) => request);
const tiles = (): HTMLElement[] =>
  screen
    .getAllByRole('gridcell')
    .flatMap((cell) => [...cell.querySelectorAll<HTMLElement>('[data-tile]')]);

test('a failure that another endpoint may cure offers it, and asks first where it may cost twice', async () => {
  const on = await onStage(Create, { scene: 'routes' });
  const [free, dear] = tiles();
  if (free === undefined || dear === undefined) throw new Error('no tiles');
  await user.click(within(dear).getByRole('button', { name: 'Try by Gemini' }));
  expect(within(dear).getByText(/may cost a second time/)).toBeInTheDocument();
  expect(said(on, 'rerun')).toEqual([]);
  await user.click(within(dear).getByRole('button', { name: 'Back' }));
  await user.click(within(dear).getByRole('button', { name: 'Try by Gemini' }));
  await user.click(within(dear).getByRole('button', { name: 'Ask again' }));
  const run = on.studio.state?.runs.find((one) => one.calls[0]?.cures.length === 2)?.id;
  await waitFor(() => expect(said(on, 'rerun')).toEqual([{ run, route: 'gemini' }]));
  expect(on.studio.state?.runs[0]?.usedRoute).toBe('gemini');
});

test('a mask without anything transparent is said before it is sent, one that has it is not', async () => {
  const on = await onStage(Create, { scene: 'runs' });
  const [first] = on.composer.references;
  if (first === undefined) throw new Error('no reference');
  const { width, height } = first;
  on.composer.chooseModel('gpt-image-1');
  on.composer.setMask(reference('opaque', { width, height, alpha: false }));
  const said = 'Nothing in the mask is transparent, so nothing would be repainted.';
  expect(await screen.findByText(said)).toBeInTheDocument();
  on.composer.setMask(reference('mask', { width, height, alpha: true }));
  await waitFor(() => expect(screen.queryByText(said)).toBeNull());
});

test('what a tile did last stays until its picture is decoded, not only loaded', async () => {
  const on = await onStage(Create, { scene: 'runs' });
  const state = on.studio.state;
  if (state === null) throw new Error('not open');
  const show = (call: Partial<RunCall>): void => {
    on.studio.state = { ...state, runs: [aRun({ calls: [aCall(call)] })] };
  };
  show({ state: 'saving' });
  expect(await screen.findByText('Saving')).toBeVisible();
  show({ state: 'done', saved: [aPicture('fresh', { colour: '#8a6b4c' })] });
  const image = await waitFor(() => {
    const found = tiles()[0]?.querySelector<HTMLImageElement>('img');
    if (found == null) throw new Error('no picture');
    return found;
  });
  expect(screen.getByText('Saving')).toBeVisible();
  let decoded: () => void = () => undefined;
  image.decode = () => new Promise((resolve) => (decoded = resolve));
  await fireEvent.load(image);
  expect(screen.getByText('Saving')).toBeVisible();
  decoded();
  await waitFor(() => expect(screen.queryByText('Saving')).toBeNull());
});

test('a picture that was there before has its average colour until it is decoded', async () => {
  const on = await onStage(Create, { scene: 'runs' });
  const saved = [aPicture('older', { colour: '#8a6b4c' })];
  const calls = [aCall({ state: 'done', saved })];
  if (on.studio.state !== null) on.studio.state = { ...on.studio.state, runs: [aRun({ calls })] };
  await waitFor(() => expect(tiles()).toHaveLength(1));
  const image = tiles()[0]?.querySelector('img');
  expect(image?.style.backgroundColor).toBe('#8a6b4c');
  await fireEvent.load(image as Element);
  await waitFor(() => expect(image?.style.backgroundColor).toBe(''));
});

test('the runs of several models stand as columns, and one of them is kept', async () => {
  const on = await onStage(Create, { scene: 'columns' });
  const nano = await screen.findByRole('region', { name: 'Nano Banana 2' });
  expect(within(nano).getByText(/2 pictures · ¥0\.24 · 14 s/)).toBeInTheDocument();
  const gpt = screen.getByRole('region', { name: 'GPT Image 1' });
  expect(within(gpt).queryByRole('button', { name: 'Keep this one' })).not.toBeInTheDocument();
  await user.click(within(nano).getByRole('button', { name: 'Keep this one' }));
  expect(said(on, 'keepRun')).toHaveLength(1);
  await waitFor(() =>
    expect(screen.queryByRole('region', { name: 'FLUX Kontext' })).not.toBeInTheDocument(),
  );
});

test.each([/^Model:/, /^Aspect ratio and size/, /^Number of pictures/, 'More settings'])(
  'Ctrl with Enter generates while %s has the focus, and opens nothing',
  async (name) => {
    const on = await onStage(Create, { scene: 'runs' });
    on.composer.type('a red fox');
    const button = screen.getByRole('button', { name });
    button.focus();
    await user.keyboard('{Control>}{Enter}{/Control}');
    await waitFor(() => expect(said(on, 'startRun')).toHaveLength(1));
    expect(button).toHaveAttribute('aria-expanded', 'false');
    // Enter alone is the button's.
    await user.keyboard('{Enter}');
    await waitFor(() => expect(button).toHaveAttribute('aria-expanded', 'true'));
    expect(said(on, 'startRun')).toHaveLength(1);
  },
);

test('a model is added and taken away by keys, and the button says how many', async () => {
  const on = await onStage(Create, { scene: 'runs' });
  await user.click(screen.getByRole('button', { name: 'Model: Nano Banana 2' }));
  const search = await screen.findByRole('combobox', { name: /Search/ });
  await user.type(search, 'flux');
  await user.keyboard('{Shift>}{Enter}{/Shift}');
  expect(on.composer.modelIds).toEqual(['nano-banana-2', 'flux-kontext-pro']);
  expect(screen.getByRole('option', { name: /FLUX Kontext/ })).toBeChecked();
  // The pictures that come, beside a count that says how many each model makes.
  expect(screen.getByRole('button', { name: /^Generate/ })).toHaveTextContent('8 pictures');
  await user.keyboard('{Shift>}{Enter}{/Shift}');
  expect(on.composer.modelIds).toEqual(['nano-banana-2']);
  await user.keyboard('{Enter}');
  expect(on.composer.modelIds).toEqual(['flux-kontext-pro']);
});

test('several models are no sum, and the notice names all that moved a choice', async () => {
  const on = await onStage(Create, { scene: 'runs' });
  on.composer.chooseModel('nano-banana-2');
  on.composer.choose('ratio', '9:16');
  on.composer.toggleModel('gpt-image-1');
  on.composer.toggleModel('flux-kontext-pro');
  expect(await screen.findByText('Nano Banana 2 and 2 more')).toBeInTheDocument();
  const why = 'Changed for Nano Banana 2, GPT Image 1, and FLUX Kontext:';
  expect(await screen.findByText(why)).toBeInTheDocument();
  const generate = screen.getByRole('button', { name: /^Generate/ });
  expect(generate).not.toHaveTextContent('·');
});

test('a retry says how many pictures it asks for, before and after it asks', async () => {
  const on = await onStage(Create, { scene: 'unknown' });
  const run = on.studio.state?.runs.find((one) =>
    one.calls.some((call) => call.state === 'unknown'),
  );
  const call = run?.calls.find(({ state }) => state === 'unknown');
  if (run === undefined || call === undefined) throw new Error('no run');
  const calls = [call, ...['two', 'three'].map((id) => ({ ...call, id }))];
  on.fake.store.changeRun(run.id, { calls });
  const [retry] = await screen.findAllByRole('button', { name: 'Retry 3' });
  if (retry === undefined) throw new Error('no button');
  await user.click(retry);
  expect(
    screen.getByText('3 pictures will be asked for again; each may cost a second time.'),
  ).toBeInTheDocument();
});

test('the endpoint says what automatic is now, and each is chosen by keys', async () => {
  const on = await onStage(Create, { scene: 'runs' });
  await user.click(screen.getByRole('button', { name: 'More settings' }));
  const automatic = await screen.findByRole('radio', { name: /Automatic · Images/ });
  expect(automatic).toBeChecked();
  automatic.focus();
  await user.click(screen.getByRole('radio', { name: /^Gemini/ }));
  expect(on.composer.route).toBe('gemini');
  expect(screen.getByRole('radio', { name: /^Automatic/ })).not.toBeChecked();
});

test('a draft stands in its tile until the next, and goes when the picture is there', async () => {
  const clock = new HeldClock();
  const on = await onStage(Create, { scene: 'empty', clock });
  on.composer.chooseModel('gpt-image-1');
  on.composer.chooseDrafts(2);
  on.composer.type('orange dunes');
  await on.composer.submit();
  clock.advance(1_400);
  expect(on.studio.state?.runs[0]?.calls[0]?.draft).toBe(1);
  expect(await screen.findByText('Draft')).toBeInTheDocument();
  clock.advance(800);
  expect(on.studio.state?.runs[0]?.calls[0]?.draft).toBe(2);
  clock.advance(60_000);
  await waitFor(() => expect(screen.queryByText('Draft')).not.toBeInTheDocument());
  expect(on.studio.state?.runs[0]?.calls[0]).toMatchObject({ draft: null, state: 'done' });
});

test('E goes on with the selected picture; the chip takes it off again', async () => {
  const on = await onStage(Create, { scene: 'continued' });
  on.composer.stopContinuing();
  tiles()[1]?.click();
  (document.activeElement as HTMLElement | null)?.blur();
  await user.keyboard('e');
  const chip = await screen.findByRole('group', { name: 'Continues' });
  expect(within(chip).queryByText(/sent as a reference/)).not.toBeInTheDocument();
  expect(on.composer.continues).toBe(on.shell.picture);
  await user.click(within(chip).getByRole('button', { name: 'Do not continue it' }));
  expect(on.composer.continues).toBeNull();
});

test('where no conversation is kept, the picture takes the tray as its first reference', async () => {
  const on = await onStage(Create, { scene: 'runs' });
  const picture = on.studio.state?.runs[0]?.calls[0]?.saved[0];
  await on.actions.continueEdit(picture?.id ?? '');
  expect(on.composer.references).toHaveLength(1);
  expect(on.composer.references[0]?.id).toBe(`held-${picture?.hash ?? ''}`);
  expect(await screen.findByText('1 of 14 for this model')).toBeInTheDocument();
  expect(screen.queryByRole('group', { name: 'Continues' })).not.toBeInTheDocument();
  const field = screen.getByRole('textbox', { name: 'Prompt' });
  expect(field).toHaveValue('');
  expect(field).toHaveAttribute('placeholder', 'What should change?');
  // What stood there is one press away.
  const undo = on.shell.toasts.at(-1)?.action;
  expect(undo?.label).toBe('Undo');
  undo?.run();
  expect(on.composer.references.length).toBeGreaterThan(1);
  await waitFor(() => expect(field).not.toHaveValue(''));
});

test('an edit that goes on leaves with the press that sent it', async () => {
  const on = await onStage(Create, { scene: 'continued' });
  expect(on.composer.continues).not.toBeNull();
  on.composer.type('in snow');
  await user.click(screen.getByRole('button', { name: /^Generate/ }));
  await waitFor(() => expect(on.composer.continues).toBeNull());
  expect(said(on, 'startRun')).toHaveLength(1);
  expect(on.composer.prompt).toBe('');
  await waitFor(() =>
    expect(screen.queryByRole('group', { name: 'Continues' })).not.toBeInTheDocument(),
  );
});

test('a picture that is gone does not go on, and that is told', async () => {
  const on = await onStage(Create, { scene: 'runs' });
  on.composer.continueEdit('nothing', 'nano-banana-2');
  expect(
    await screen.findByText(/The picture whose edit should go on is not there any more/),
  ).toBeInTheDocument();
  expect(on.composer.continues).toBeNull();
});

test('a run that went on says from which picture, and leads there', async () => {
  const on = await onStage(Create, { scene: 'continued' });
  const [link] = await screen.findAllByRole('button', { name: /^Continued from/ });
  if (link === undefined) throw new Error('no link');
  await user.click(link);
  expect(on.shell.picture).toBe(on.studio.state?.runs[0]?.continues);
});

test('a model that was not asked after all is told, and the others go on', async () => {
  const on = await onStage(Create, { scene: 'runs' });
  const start = on.fake.startRun.bind(on.fake);
  on.fake.startRun = async (request) => ({
    ...(await start(request)),
    notAsked: [{ model: 'gpt-image-1', error: commandError('library-full') }],
  });
  on.composer.type('a red fox');
  await user.click(screen.getByRole('button', { name: /^Generate/ }));
  await waitFor(() => expect(on.shell.toasts.at(-1)?.text).toMatch(/^gpt-image-1 was not asked/));
  expect(on.shell.toasts.at(-1)?.kind).toBe('error');
});

test('the menu of a tile says where an edit cannot go on in its conversation', async () => {
  const { actions } = await onStage(Create, { scene: 'runs' });
  const told = (canContinue: boolean) =>
    pictureLines(aPicture('one', { canContinue }), [], actions)
      .flat()
      .find(({ id }) => id === 'continue')?.detail;
  expect(told(true)).toBeUndefined();
  expect(told(false)).toMatch(/^Its conversation is not kept/);
});

test('finer settings are on the screen where they mean something, and are set by hand', async () => {
  const on = await onStage(Create, { scene: 'empty' });
  on.composer.chooseModel('gpt-image-1');
  await user.click(screen.getByRole('button', { name: 'More settings' }));
  const group = (name: string): HTMLElement | null => screen.queryByRole('radiogroup', { name });
  await waitFor(() => expect(group('Moderation')).toBeVisible());
  expect(group('Fidelity')).toBeNull();
  expect(screen.getByLabelText('Compression')).toBeDisabled();
  await user.click(screen.getByRole('radio', { name: 'JPEG' }));
  await user.type(screen.getByLabelText('Compression'), '8x5');
  expect(on.composer.choices.compression).toBe('85');
  await user.type(screen.getByLabelText('Compression'), '0');
  expect(on.composer.choices.compression).toBe('100');
  on.composer.references = [reference('house')];
  await waitFor(() => expect(group('Fidelity')).toBeVisible());
  expect(group('Moderation')).toBeNull();
  await user.click(within(group('Fidelity') as HTMLElement).getByRole('radio', { name: 'High' }));
  expect(on.composer.choices.fidelity).toBe('high');
});
