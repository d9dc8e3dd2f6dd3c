import { cleanup, render, screen, waitFor } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { tick } from 'svelte';
import { afterEach, expect, it, vi } from 'vitest';
import { commandError } from '$lib/backend/backend';
import { createFake } from '$lib/backend/fake';
import { aTask } from '$lib/backend/fake/library/tasks';
import type { LibraryTask } from '$lib/backend/generated';
import Stand from '$lib/testing/Stand.svelte';
import ImportCard from './ImportCard.svelte';

afterEach(() => {
  vi.useRealTimers();
  cleanup();
});

const LONG = 60_000;

async function card(given: Partial<LibraryTask>): Promise<() => void> {
  vi.useFakeTimers({ shouldAdvanceTime: true });
  const onaway = vi.fn();
  const task = aTask({ state: 'done', done: 7, total: 7, taken: 7, ...given });
  render(Stand, {
    backend: createFake({ scene: 'runs' }),
    of: ImportCard as never,
    with: { task, raised: false, onaway },
    stood: () => undefined,
  });
  await waitFor(() => expect(screen.getByRole('region', { name: 'Import' })).toBeVisible());
  return onaway;
}

const user = userEvent.setup({ pointerEventsCheck: 0, advanceTimers: vi.advanceTimersByTime });

it('an import that took everything leaves by itself after some seconds', async () => {
  const onaway = await card({});
  expect(screen.getByText('7 pictures imported')).toBeVisible();
  vi.advanceTimersByTime(3_000);
  expect(onaway).not.toHaveBeenCalled();
  vi.advanceTimersByTime(4_000);
  expect(onaway).toHaveBeenCalledOnce();
});

it('it does not leave under the pointer or the focus, and does after both are gone', async () => {
  const onaway = await card({});
  const region = screen.getByRole('region', { name: 'Import' });
  await user.hover(region);
  screen.getByRole('button', { name: 'Dismiss' }).focus();
  await user.unhover(region);
  vi.advanceTimersByTime(LONG);
  expect(onaway).not.toHaveBeenCalled();
  screen.getByRole('button', { name: 'Dismiss' }).blur();
  vi.advanceTimersByTime(7_000);
  expect(onaway).toHaveBeenCalledOnce();
});

const REFUSED = commandError('not-a-picture', { args: { name: 'notes.txt' } });

it.each<[string, Partial<LibraryTask>, RegExp]>([
  [
    'one was there already',
    { duplicates: [{ name: 'fox.png', sameAs: '2026/fox.png' }], duplicateCount: 1 },
    /fox\.png is the same as 2026\/fox\.png/,
  ],
  ['one was refused', { refused: [REFUSED], refusedCount: 1 }, /notes\.txt/],
  ['several were refused', { refused: [REFUSED, REFUSED], refusedCount: 2 }, /2 were not taken/],
  ['it was stopped', { state: 'cancelled' }, /Stopped; 7 pictures are in the library/],
  ['it failed', { state: 'failed', error: commandError('library-full') }, /could not go on/],
  ['it goes on', { state: 'running' }, /7 of 7/],
])('it stays and says so where %s', async (_, given, said) => {
  const onaway = await card(given);
  vi.advanceTimersByTime(LONG);
  await tick();
  expect(onaway).not.toHaveBeenCalled();
  // Bidi marks around what is filled in are not seen.
  const seen = screen.getByRole('region', { name: 'Import' }).textContent.replace(/[⁦-⁩]/g, '');
  expect(seen).toMatch(said);
});
