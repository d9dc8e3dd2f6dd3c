import { cleanup, screen, waitFor } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { HeldClock } from '$lib/backend/fake/clock';
import { onStage, type OnStage } from '$lib/testing/stage';
import Create from '../Create.svelte';

beforeEach(() => {
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(1016);
  HTMLElement.prototype.scrollTo = () => undefined;
  Object.assign(document, { execCommand: () => false });
});
afterEach(() => cleanup());

const user = userEvent.setup({ pointerEventsCheck: 0 });
const asked = ({ fake }: OnStage): unknown[] =>
  fake.heard.filter(({ name }) => name === 'askText').map(({ request }) => request);

async function asking(prompt: string, wish: string): Promise<OnStage & { clock: HeldClock }> {
  const clock = new HeldClock();
  const on = await onStage(Create, { scene: 'empty', clock });
  on.composer.type(prompt);
  await user.click(screen.getByRole('button', { name: 'Improve or translate' }));
  await user.click(await screen.findByRole('menuitem', { name: wish }));
  await waitFor(() => expect(asked(on)).toHaveLength(1));
  return { ...on, clock };
}

test('a better prompt is shown as a difference and replaces nothing until it is taken', async () => {
  const on = await asking('a red cup', 'Improve the prompt');
  expect(screen.getByText('Asking a text model')).toBeVisible();
  on.clock.advance(5_000);
  expect(await screen.findByText(/soft morning light/)).toBeVisible();
  expect(document.querySelector('ins')).toHaveTextContent(/soft morning light/);
  expect(on.composer.prompt).toBe('a red cup');
  await user.click(screen.getByRole('button', { name: 'Use this' }));
  expect(on.composer.prompt).toMatch(/^a red cup, soft morning light/);
  expect(on.shell.asking).toBeNull();
});

test('one keeps one’s own words with a press or with Escape', async () => {
  const on = await asking('秋日花园', 'Translate the prompt');
  on.clock.advance(5_000);
  await user.click(await screen.findByRole('button', { name: 'Keep mine' }));
  expect(on.composer.prompt).toBe('秋日花园');
  expect(on.shell.asking).toBeNull();
});

test('a question is stopped, and nothing comes of it', async () => {
  const on = await asking('a red cup', 'Improve the prompt');
  await user.click(await screen.findByRole('button', { name: 'Stop' }));
  expect(on.fake.heard.some(({ name }) => name === 'stopAsking')).toBe(true);
  on.clock.advance(5_000);
  expect(on.composer.prompt).toBe('a red cup');
});

test('an empty prompt cannot be improved, and it is said where it was asked for', async () => {
  await asking('', 'Improve the prompt');
  expect(await screen.findByText('The prompt is empty.')).toBeVisible();
  expect(screen.getByRole('button', { name: 'Ask again' })).toBeVisible();
});

test('a picture is described as a prompt, beside the one that stands there', async () => {
  const clock = new HeldClock();
  const on = await onStage(Create, { scene: 'runs', clock });
  const [picture] = on.fake.store.library();
  const before = on.composer.prompt;
  on.actions.describe(picture?.id ?? '');
  await waitFor(() => expect(asked(on)).toMatchObject([{ wish: 'describe' }]));
  clock.advance(5_000);
  await user.click(await screen.findByRole('button', { name: 'Use this' }));
  expect(on.composer.prompt).not.toBe(before);
  expect(on.composer.prompt).toMatch(/^A .* in warm evening light/);
});
