import { cleanup, screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, test } from 'vitest';
import { commandError } from '$lib/backend/backend';
import type { Run, RunCall } from '$lib/backend/generated';
import { responseAsked } from '$lib/runs/response.svelte';
import { onStage, type OnStage } from '$lib/testing/stage';
// What is loaded on demand is there before the first test waits for it.
import './PanelCall.svelte';
import './PanelPicture.svelte';
import Panel from './Panel.svelte';

afterEach(() => {
  cleanup();
  responseAsked.call = null;
});
const user = userEvent.setup({ pointerEventsCheck: 0 });

function find(
  { studio }: OnStage,
  wanted: (call: RunCall) => boolean,
): { run: Run; call: RunCall } {
  for (const run of studio.state?.runs ?? []) {
    const call = run.calls.find(wanted);
    if (call !== undefined) return { run, call };
  }
  throw new Error('no such call in the scene');
}

function selectCall(on: OnStage, wanted: (call: RunCall) => boolean): { run: Run; call: RunCall } {
  const { run, call } = find(on, wanted);
  on.shell.select({ kind: 'call', run: run.id, call: call.id });
  return { run, call };
}

test('with nothing selected it says what it is for', async () => {
  await onStage(Panel, { scene: 'runs' });
  expect(screen.getByText('Nothing is selected')).toBeInTheDocument();
});

test('of a picture it tells prompt, details and what it was made from', async () => {
  const on = await onStage(Panel, { scene: 'runs' });
  const { run, call } = find(on, (one) => one.saved.length > 0);
  const [picture] = call.saved;
  on.shell.selectPicture(picture?.id ?? '');
  expect(await screen.findByText(run.prompt)).toBeInTheDocument();
  expect(screen.getByText(picture?.path ?? '')).toBeInTheDocument();
  expect(screen.getByText(/2752 × 1536 · 7\.2 MB/)).toBeInTheDocument();
  await user.click(screen.getByRole('button', { name: 'Reference' }));
  await waitFor(() => expect(on.composer.references).toHaveLength(4));
});

test('of a picture in the trash it offers nothing but to restore it', async () => {
  const on = await onStage(Panel, { scene: 'runs' });
  const { run, call } = find(on, (one) => one.saved.length > 0);
  on.shell.select({ kind: 'pictures', pictures: [call.saved[0]?.id ?? ''], trashed: true });
  expect(await screen.findByText(run.prompt)).toBeInTheDocument();
  expect(screen.getByRole('button', { name: 'Restore' })).toBeVisible();
  for (const name of [
    'Reference',
    'Continue this edit',
    'Use as first frame of a film',
    'Save copy',
  ]) {
    expect(screen.queryByRole('button', { name })).not.toBeInTheDocument();
  }
});

test('each place has a selection of its own, and what is deleted is selected in none', async () => {
  const on = await onStage(Panel, { scene: 'runs' });
  const { call } = find(on, (one) => one.saved.length > 0);
  const picture = call.saved[0]?.id ?? '';
  on.shell.selectPicture(picture);
  on.shell.goTo('video');
  on.shell.select({ kind: 'film', film: 'film' });
  on.shell.goTo('create');
  expect(on.shell.picture).toBe(picture);
  on.shell.goTo('library');
  expect(on.shell.selection.kind).toBe('none');
  on.fake.emit({ kind: 'pictures-gone', pictures: [picture] });
  on.shell.goTo('create');
  expect(on.shell.selection.kind).toBe('none');
  on.shell.goTo('video');
  expect(on.shell.selection.kind).toBe('film');
});

test('the run of a picture is recalled from it', async () => {
  const on = await onStage(Panel, { scene: 'runs' });
  const { run, call } = find(on, (one) => one.saved.length > 0);
  on.shell.selectPicture(call.saved[0]?.id ?? '');
  await user.click(await screen.findByRole('button', { name: 'Use these settings again' }));
  await waitFor(() => expect(on.composer.prompt).toBe(run.prompt));
});

test('details that do not come can be asked for again', async () => {
  const on = await onStage(Panel, { scene: 'runs' });
  const answer = on.fake.picture.bind(on.fake);
  on.fake.picture = () => Promise.reject(Object.assign(new Error(), commandError('internal')));
  on.shell.selectPicture(find(on, (one) => one.saved.length > 0).call.saved[0]?.id ?? '');
  expect(await screen.findByText('The details could not be loaded')).toBeInTheDocument();
  on.fake.picture = answer;
  await user.click(screen.getByRole('button', { name: 'Try again' }));
  expect(await screen.findByText('nano-banana-2')).toBeInTheDocument();
});

test('of a failed call it tells what happened, and loads the response only when asked', async () => {
  const on = await onStage(Panel, { scene: 'failed' });
  selectCall(on, (one) => one.error?.code === 'provider-moderation' && one.answered);
  expect(await screen.findByText('Blocked by the provider’s safety filter.')).toBeInTheDocument();
  expect(screen.getByText(/^Nothing was charged\./)).toBeInTheDocument();
  expect(on.fake.heard.some((one) => one.name === 'responseText')).toBe(false);
  await user.click(screen.getByRole('button', { name: 'Show the response' }));
  expect(await screen.findByText(/moderation_blocked/)).toBeInTheDocument();
});

test('what no provider said is not told as its words', async () => {
  const on = await onStage(Panel, { scene: 'failed' });
  selectCall(on, (one) => one.error?.code === 'provider-auth');
  expect(await screen.findByRole('heading', { name: 'The provider’s words' })).toBeVisible();
  selectCall(on, (one) => one.error?.code === 'provider-unreachable');
  expect(await screen.findByRole('heading', { name: 'In technical words' })).toBeVisible();
  expect(screen.queryByRole('heading', { name: 'The provider’s words' })).toBeNull();
});

test('of a picture that nobody prompted it tells no prompt', async () => {
  const on = await onStage(Panel, { scene: 'runs' });
  const { call } = find(on, (one) => one.saved.length > 0);
  const id = call.saved[0]?.id ?? '';
  const known = await on.fake.picture({ picture: id });
  const nothing = { revisedPrompt: null, tookMs: null, cost: null };
  const picture = { ...known.picture, prompt: '' };
  on.fake.picture = () => Promise.resolve({ ...known, ...nothing, picture });
  on.shell.selectPicture(id);
  expect(await screen.findByText(picture.path)).toBeInTheDocument();
  expect(screen.queryByRole('heading', { name: 'Prompt' })).toBeNull();
  expect(screen.queryByText('Took')).toBeNull();
});

test('every action of a failed call has a name of its own, before and after its response is shown', async () => {
  const on = await onStage(Panel, { scene: 'failed' });
  const names = (): string[] =>
    screen.getAllByRole('button').map((one) => one.getAttribute('aria-label') ?? one.innerText);
  for (const call of on.studio.state?.runs.flatMap((run) => run.calls) ?? []) {
    if (call.error === null) continue;
    on.shell.select({ kind: 'none' });
    await screen.findByText('Nothing is selected');
    selectCall(on, (one) => one.id === call.id);
    await screen.findByRole('button', { name: 'Use these settings again' });
    expect(names()).toEqual([...new Set(names())]);
    const response = screen.queryAllByRole('button', { name: /response/i });
    expect(response).toHaveLength(call.answered ? 1 : 0);
    if (response[0] === undefined) continue;
    await user.click(response[0]);
    await screen.findByRole('heading', { name: 'Response' });
    expect(screen.queryAllByRole('button', { name: /response/i })).toEqual([]);
  }
});

test('what a provider says is text, never markup', async () => {
  const on = await onStage(Panel, { scene: 'failed' });
  const hostile = '<img src=x onerror=alert(1)>';
  on.fake.responseText = () => Promise.resolve({ status: 200, text: hostile, cut: true });
  selectCall(on, (one) => one.answered);
  await user.click(await screen.findByRole('button', { name: 'Show the response' }));
  expect(await screen.findByText(hostile)).toBeInTheDocument();
  expect(screen.getByText('The first 256 KiB are shown.')).toBeInTheDocument();
});

test('of a working call it tells what is known, and turns to the picture when that is there', async () => {
  const on = await onStage(Panel, { scene: 'runs' });
  const { run, call } = selectCall(on, (one) => one.state === 'receiving');
  expect(await screen.findByText('Receiving 63%')).toBeInTheDocument();
  const [picture] = find(on, (one) => one.saved.length > 0).call.saved;
  if (picture === undefined) throw new Error('no picture');
  const saved = { ...call, state: 'done' as const, saved: [picture] };
  const calls = run.calls.map((one) => (one.id === call.id ? saved : one));
  on.fake.emit({ kind: 'run-changed', run: { ...run, calls } });
  const panel = screen.getByRole('complementary', { name: 'Details' });
  expect(await within(panel).findByText(picture.path)).toBeInTheDocument();
});

test('a prompt of two thousand letters is folded until it is asked for', async () => {
  const on = await onStage(Panel, { scene: 'runs' });
  const { call } = find(on, (one) => one.saved.length > 0);
  const id = call.saved[0]?.id ?? '';
  const of = await on.fake.picture({ picture: id });
  const prompt = 'a fox in the snow '.repeat(112);
  on.fake.picture = () => Promise.resolve({ ...of, picture: { ...of.picture, prompt } });
  on.shell.selectPicture(id);
  const all = await screen.findByRole('button', { name: 'Show all' });
  const text = document.getElementById(all.getAttribute('aria-controls') ?? '');
  expect(text).toHaveTextContent(prompt.trim());
  expect(text).toHaveClass('folded');
  await user.click(all);
  expect(text).not.toHaveClass('folded');
  await user.click(screen.getByRole('button', { name: 'Show less' }));
  expect(text).toHaveClass('folded');
});

test('a picture in another shape is cropped, and the new one is shown', async () => {
  const on = await onStage(Panel, { scene: 'routes' });
  const { call } = find(on, (one) => one.saved.length > 0);
  const old = call.saved[0]?.id ?? '';
  on.shell.selectPicture(old);
  await user.click(await screen.findByRole('button', { name: 'Crop to 16:9' }));
  await waitFor(() => expect(on.shell.picture).not.toBe(old));
  expect(on.shell.toasts.at(-1)?.text).toMatch(/^Cropped to 16:9/);
  expect(await screen.findByText(/2528 × 1422/)).toBeInTheDocument();
  await user.click(await screen.findByRole('button', { name: /^Cropped from/ }));
  expect(on.shell.picture).toBe(old);
});

test('another endpoint is asked only after a second word, with its price', async () => {
  const on = await onStage(Panel, { scene: 'routes' });
  const { run, call } = find(on, (one) => one.saved.length > 0);
  on.shell.selectPicture(call.saved[0]?.id ?? '');
  await user.click(await screen.findByRole('button', { name: 'Another route' }));
  await user.click(await screen.findByRole('menuitem', { name: /Gemini/ }));
  expect(
    await screen.findByText(
      'All 2 pictures are asked for again by Gemini, and paid for again. About ¥0.24.',
    ),
  ).toBeInTheDocument();
  const reruns = () => on.fake.heard.filter((one) => one.name === 'rerun');
  expect(reruns()).toEqual([]);
  await user.click(screen.getByRole('button', { name: 'Ask again' }));
  expect(reruns().map((one) => one.request)).toEqual([{ run: run.id, route: 'gemini' }]);
});

test('it tells the endpoint, what the model said, and that a drawing is shown as a picture', async () => {
  const on = await onStage(Panel, { scene: 'continued' });
  const { run, call } = find(on, (one) => one.saved.length > 0);
  on.shell.selectPicture(call.saved[0]?.id ?? '');
  expect(await screen.findByText(/I kept the leaves/)).toBeInTheDocument();
  expect(screen.getByText('Gemini')).toBeInTheDocument();
  await user.click(await screen.findByRole('button', { name: /^Continued from/ }));
  expect(on.shell.picture).toBe(run.continues);
  cleanup();
  const drawn = await onStage(Panel, { scene: 'routes' });
  const svg = find(drawn, (one) => one.saved[0]?.format === 'svg').call.saved[0];
  const known = await drawn.fake.picture({ picture: svg?.id ?? '' });
  const words = '> 排队中\n\n> 进度 50%\n';
  drawn.fake.picture = () => Promise.resolve({ ...known, words });
  drawn.shell.selectPicture(svg?.id ?? '');
  expect(await screen.findByText('SVG · shown as a picture')).toBeInTheDocument();
  expect(screen.queryByText('What the model said')).not.toBeInTheDocument();
});

test('without its run a picture still says how it was made, and that what is odd about it', async () => {
  const on = await onStage(Panel, { scene: 'continued' });
  const { run, call } = find(on, (one) => one.saved.length > 0);
  const picture = call.saved[0]?.id ?? '';
  const known = await on.fake.picture({ picture });
  on.fake.picture = () => Promise.resolve({ ...known, textLeftOut: true, partial: true });
  await on.fake.discardRun({ run: run.id });
  on.shell.selectPicture(picture);
  expect(await screen.findByText('Gemini')).toBeInTheDocument();
  expect(screen.getByText(/^Text in this drawing is not shown here/)).toBeInTheDocument();
  expect(screen.getByText(/^The answer broke off: this may be a draft/)).toBeInTheDocument();
  expect(await screen.findByRole('button', { name: /^Continued from/ })).toBeInTheDocument();
});
