import { cleanup, render, screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { commandError } from '$lib/backend/backend';
import { createFake, type FakeBackend } from '$lib/backend/fake';
import { HeldClock } from '$lib/backend/fake/clock';
import { aTask } from '$lib/backend/fake/library/tasks';
import type { LibraryTask, VerifyFinding } from '$lib/backend/generated';
import { addWords } from '$lib/i18n/words.svelte';
import type { Ground } from '$lib/state/context';
import Stand from '$lib/testing/Stand.svelte';
import { foundIn, saidOf, titleOf } from './upkeep';
import Upkeep from './Upkeep.svelte';

afterEach(cleanup);
beforeAll(() => addWords('settings'));

/** Long enough for any of them. */
const WHILE = 10_000;

async function open(scene: 'library' | 'empty' | 'library-missing' = 'library') {
  const clock = new HeldClock(1_700_000_000_000);
  const fake = createFake({ scene, clock });
  let ground: Ground | undefined;
  render(Stand, {
    backend: fake,
    of: Upkeep as never,
    with: {},
    stood: (given: Ground) => (ground = given),
  });
  await waitFor(() => expect(ground?.studio.state).not.toBeNull());
  return { clock, fake, user: userEvent.setup() };
}

const button = (name: string): HTMLElement => screen.getByRole('button', { name });
const told = (name: string): HTMLElement => screen.getByRole('region', { name });
const sent = (fake: FakeBackend, name: string): number =>
  fake.heard.filter((one) => one.name === name).length;

describe('a check of the library', () => {
  it('says how far it is, and what it found in one sentence', async () => {
    const { clock, user } = await open();
    await user.click(button('Check'));
    clock.advance(300);
    const bar = await screen.findByRole('progressbar', { name: 'Checking the library' });
    await waitFor(() => expect(bar).toHaveAttribute('value'));
    clock.advance(WHILE);
    await screen.findByText('6 things are not as they were saved');
    expect(told('Check the library')).toHaveTextContent(
      '1 file is missing, 1 file was changed outside Musa, 1 picture is not in the index, ' +
        '1 picture has no readable record, and 2 files are not in the library. ' +
        'Nothing was changed.',
    );
    expect(screen.queryByRole('progressbar')).toBeNull();
  });

  it('names the files, and what to do about them', async () => {
    const { clock, user } = await open();
    await user.click(button('Check'));
    clock.advance(WHILE);
    await user.click(await screen.findByText('Show which'));
    const region = within(told('Check the library'));
    expect(region.getByText('from-the-camera/IMG_0042.jpg')).toBeInTheDocument();
    expect(region.getByText('Rebuilding the index brings them back.')).toBeInTheDocument();
  });

  it('that finds nothing says so', async () => {
    const { clock, user } = await open('empty');
    await user.click(button('Check'));
    clock.advance(WHILE);
    expect(await screen.findByText('Everything is as it was saved')).toBeInTheDocument();
  });

  it('is stopped by the button that began it, which keeps the keyboard', async () => {
    const { clock, fake, user } = await open();
    const begins = button('Check');
    await user.click(begins);
    await waitFor(() => expect(begins).toHaveAccessibleName('Stop'));
    clock.advance(300);
    await user.keyboard('{Enter}');
    expect(sent(fake, 'cancelTask')).toBe(1);
    clock.advance(300);
    await screen.findByText('Stopped before the end');
    expect(begins).toHaveAccessibleName('Check');
    expect(begins).toHaveFocus();
  });

  it('that is refused says why where it was asked for', async () => {
    const { fake, user } = await open();
    await fake.importPictures({ from: 'files', board: null });
    await user.click(button('Check'));
    expect(await screen.findByRole('alert')).toHaveTextContent('The library is busy');
    expect(sent(fake, 'cancelTask')).toBe(0);
  });

  it('that could not go on says why', async () => {
    const { clock, user } = await open('library-missing');
    await user.click(button('Check'));
    clock.advance(WHILE);
    expect(await screen.findByText('The check could not go on')).toBeInTheDocument();
    expect(told('Check the library')).toHaveTextContent('The library folder is not there');
  });
});

describe('a new index', () => {
  it('is asked back once, says that nothing is deleted, and can be left by Escape', async () => {
    const { fake, user } = await open();
    await user.click(button('Rebuild…'));
    const group = screen.getByRole('group', { name: 'Rebuild the index now?' });
    expect(group).toHaveTextContent('Nothing is deleted');
    expect(button('Cancel')).toHaveFocus();
    await user.keyboard('{Escape}');
    expect(button('Rebuild…')).toHaveFocus();
    expect(sent(fake, 'rebuildLibrary')).toBe(0);
  });

  it('is made, with the keyboard at what came of it', async () => {
    const { clock, fake, user } = await open();
    const before = (await fake.snapshot()).library.pictures;
    await user.click(button('Rebuild…'));
    await user.click(button('Rebuild'));
    await screen.findByRole('progressbar', { name: 'Rebuilding the index' });
    expect(told('Rebuild the index')).toHaveFocus();
    expect(screen.queryByRole('button', { name: 'Stop' })).toBeNull();
    clock.advance(WHILE);
    const all = new Intl.NumberFormat('en').format((await fake.snapshot()).library.pictures);
    await screen.findByText(`The index was rebuilt with ${all} pictures`);
    expect((await fake.snapshot()).library.pictures).toBe(before + 1);
    expect(told('Rebuild the index')).toHaveTextContent('1 record has no file');
  });
});

const task = (change: Partial<LibraryTask>): LibraryTask =>
  aTask({ kind: 'verify', state: 'done', done: 8, total: 8, ...change });

describe('what came of it, in words', () => {
  it('counts only those that are listed, and says so, when there are very many', () => {
    const findings: VerifyFinding[] = Array.from({ length: 1000 }, (_, at) => ({
      kind: 'unknown',
      path: `${at}.jpg`,
    }));
    const many = task({ findings, findingCount: 4200 });
    expect(titleOf(many)).toBe('4,200 things are not as they were saved');
    expect(saidOf(many)).toBe(
      'Of the first 1,000: 1,000 files are not in the library. Nothing was changed.',
    );
  });

  it('leaves out kinds of which nothing was found', () => {
    expect(foundIn([{ kind: 'changed', path: 'a.png' }])).toEqual([
      { kind: 'changed', paths: ['a.png'] },
    ]);
  });

  it('says nothing of an index that is whole', () => {
    const rebuilt = task({ kind: 'rebuild', taken: 3 });
    expect(saidOf(rebuilt)).toBe('');
    expect(titleOf(rebuilt)).toBe('The index was rebuilt with 3 pictures');
    expect(titleOf(task({ state: 'failed', error: commandError('library-full') }))).toBe(
      'The check could not go on',
    );
  });
});
