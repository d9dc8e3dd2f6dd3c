// Puts one feature on a stage and waits until it is open. For tests only.
import { render } from '@testing-library/svelte';
import type { Component } from 'svelte';
import { createFake, type FakeBackend, type FakeOptions } from '$lib/backend/fake';
import type { CreateGround } from '$lib/runs/provide';
import type { Ground } from '$lib/state/context';
import Stage from './Stage.svelte';

/** What a test has in its hands. */
export type OnStage = Ground & CreateGround & { fake: FakeBackend };

/** Renders a feature on a fake backend; answers when its first snapshot is shown. */
export function onStage(of: Component, options: FakeOptions = {}): Promise<OnStage> {
  const fake = createFake(options);
  return new Promise((resolve) => {
    render(Stage, {
      props: {
        backend: fake,
        of,
        onready: (ground: Ground & CreateGround) => resolve({ ...ground, fake }),
      },
    });
  });
}
