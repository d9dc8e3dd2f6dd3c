import { cleanup, screen } from '@testing-library/svelte';
import { tick } from 'svelte';
import { afterEach, expect, test } from 'vitest';
import { onStage } from '$lib/testing/stage';
import Toasts from './Toasts.svelte';

afterEach(() => cleanup());

test('messages stand above the composer, beside lists and panel, and over the caption of the viewer', async () => {
  const { shell } = await onStage(Toasts, { scene: 'runs' });
  const section = screen.getByRole('region', { name: 'Messages' });
  const below = (): string => section.style.getPropertyValue('--below');
  shell.composerStands('create', 180);
  await tick();
  expect(below()).toBe('180px');
  expect(section).toHaveClass('panelled');
  expect(section).not.toHaveClass('listed');
  shell.goTo('library');
  await tick();
  expect(below()).toBe('0px');
  expect(section).toHaveClass('listed', 'panelled');
  shell.goTo('chat');
  shell.composerStands('chat', 120);
  await tick();
  expect(below()).toBe('120px');
  expect(section).toHaveClass('listed');
  expect(section).not.toHaveClass('panelled');
  shell.show({ kind: 'viewer', picture: 'any', among: ['any'] });
  await tick();
  expect(below()).toBe('112px');
  expect(section).toHaveClass('whole');
});
