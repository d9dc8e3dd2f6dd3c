import { cleanup, screen, waitFor } from '@testing-library/svelte';
import { afterEach, expect, test } from 'vitest';
import { commandError } from '$lib/backend/backend';
import type { Happened } from '$lib/backend/generated';
import { reference } from '$lib/state/composer/testing';
import { standModal } from '$lib/state/free';
import { registerLanding } from '$lib/state/landings';
import { onStage } from '$lib/testing/stage';
import DropOverlay from './DropOverlay.svelte';

afterEach(() => cleanup());

const dropped = (id: string, alpha = false): Happened => ({
  kind: 'dropped',
  references: [reference(id, { alpha })],
  refused: [],
  x: 10,
  y: 10,
});
const entered: Happened = { kind: 'drag-entered', files: [{ name: 'a.png', refusal: null }] };

test('files that are refused are told in one message, each by its name', async () => {
  const on = await onStage(DropOverlay, { scene: 'runs' });
  const refused = ['notes.txt', 'broken.jpg'].map((name) =>
    commandError('not-a-picture', { field: 'references', args: { name } }),
  );
  on.fake.emit({ kind: 'dropped', references: [], refused, x: 0, y: 0 });
  expect(on.shell.toasts).toHaveLength(1);
  expect(on.shell.toasts[0]?.text).toContain('2');
  expect(on.shell.toasts[0]?.next).toMatch(/notes\.txt.*\n.*broken\.jpg/);
});

test('only a tray with pictures in it has something to be added behind', async () => {
  const on = await onStage(DropOverlay, { scene: 'empty' });
  on.fake.emit(entered);
  expect(await screen.findByText('One picture')).toBeVisible();
  on.composer.hold({ references: [reference('there')], refused: [] });
  expect(await screen.findByText('One picture, added behind those in the tray')).toBeVisible();
});

test('over the library a folder is not said to be one picture', async () => {
  const on = await onStage(DropOverlay, { scene: 'runs' });
  const told: (boolean | undefined)[] = [];
  const end = registerLanding('library', (_, counted) => {
    told.push(counted);
    return [];
  });
  on.shell.goTo('library');
  on.fake.emit({ kind: 'drag-entered', files: [{ name: 'holiday', refusal: null }] });
  await waitFor(() => expect(told.at(-1)).toBe(false));
  on.fake.emit(entered);
  await waitFor(() => expect(told.at(-1)).toBe(true));
  end();
});

test('what is dropped over the viewer becomes a reference, and Create is shown', async () => {
  const on = await onStage(DropOverlay, { scene: 'runs' });
  on.shell.goTo('library');
  on.shell.show({ kind: 'viewer', picture: 'any', among: ['any'] });
  on.fake.emit(entered);
  expect(await screen.findByText('Use as reference')).toBeVisible();
  on.fake.emit({ kind: 'drag-left' });
  on.fake.emit(dropped('new'));
  expect(on.composer.references.map(({ id }) => id)).toContain('new');
  expect(on.shell.dialog.kind).toBe('none');
  expect(on.shell.place).toBe('create');
});

test.each(['a modal question', 'the question at closing'])(
  'a drop while %s is open neither answers nor hides it, and loses nothing',
  async (question) => {
    const on = await onStage(DropOverlay, { scene: 'runs' });
    on.shell.goTo('library');
    on.shell.show({ kind: 'viewer', picture: 'any', among: ['any'] });
    const answered = question === 'a modal question' ? standModal() : () => undefined;
    if (question !== 'a modal question') on.fake.emit({ kind: 'close-asked', running: 1 });
    on.fake.emit(entered);
    expect(await screen.findByText('Use as reference')).toBeVisible();
    expect(screen.queryByText('Use as mask')).not.toBeInTheDocument();
    on.fake.emit(dropped('new', true));
    expect(on.composer.references.map(({ id }) => id)).toContain('new');
    expect(on.composer.mask).toBeNull();
    expect(on.shell.dialog.kind).toBe('viewer');
    expect(on.shell.place).toBe('library');
    expect(on.studio.state?.closing ?? null).toBe(question === 'a modal question' ? null : 1);
    answered();
  },
);
