import { describe, expect, it, vi } from 'vitest';
import { commandError } from '$lib/backend/backend';
import { createFake } from '$lib/backend/fake';
import { HeldClock } from '$lib/backend/fake/clock';
import type { Snapshot, WindowEvent } from '$lib/backend/generated';
import { freshSnapshot } from '$lib/backend/fake/world';
import { Studio } from './studio.svelte';

/** A backend whose snapshots a test hands out, one by one. */
function scripted(): {
  studio: Studio;
  order: string[];
  tell: (event: WindowEvent) => void;
  answer: (snapshot: Snapshot) => Promise<void>;
} {
  const fake = createFake({ clock: new HeldClock() });
  const order: string[] = [];
  const asked: ((snapshot: Snapshot) => void)[] = [];
  let heard: (event: WindowEvent) => void = () => undefined;
  const studio = new Studio({
    ...fake,
    listen: (tell) => {
      order.push('listen');
      heard = tell;
      return Promise.resolve(() => undefined);
    },
    snapshot: () => {
      order.push('snapshot');
      return new Promise((resolve) => asked.push(resolve));
    },
  });
  return {
    studio,
    order,
    tell: (event) => heard(event),
    answer: async (snapshot) => {
      await vi.waitFor(() => expect(asked.length).toBeGreaterThan(0));
      asked.shift()?.(snapshot);
      await Promise.resolve();
      await Promise.resolve();
    },
  };
}

const at = (seq: number, running = 0): Snapshot => ({
  ...freshSnapshot(),
  seq,
  version: `after ${running}`,
});
const closing = (seq: number, running: number): WindowEvent => ({
  seq,
  happened: { kind: 'close-asked', running },
});

describe('Studio', () => {
  it('listens before it asks for the snapshot', async () => {
    const { studio, order, answer } = scripted();
    const started = studio.start();
    await answer(at(0));
    await started;
    expect(order).toEqual(['listen', 'snapshot']);
    expect(studio.standing).toBe('ready');
  });

  it('applies what came before the snapshot only if it is not in it', async () => {
    const { studio, tell, answer } = scripted();
    const started = studio.start();
    await vi.waitFor(() => expect(studio.standing).toBe('starting'));
    await Promise.resolve();
    tell(closing(4, 4));
    tell(closing(5, 5));
    tell(closing(6, 6));
    await answer(at(5));
    await started;
    expect(studio.state?.seq).toBe(6);
    expect(studio.state?.closing).toBe(6);
  });

  it('asks anew after a gap, and loses nothing that came meanwhile', async () => {
    const { studio, order, tell, answer } = scripted();
    const started = studio.start();
    await answer(at(0));
    await started;
    tell(closing(3, 3));
    tell(closing(4, 4));
    await answer(at(3, 2));
    expect(order.filter((one) => one === 'snapshot')).toHaveLength(2);
    await vi.waitFor(() => expect(studio.state?.seq).toBe(4));
    expect(studio.state?.closing).toBe(4);
    expect(studio.state?.stale).toBe(false);
  });

  it('tells listeners of what happened once the state has it', async () => {
    const { studio, tell, answer } = scripted();
    const started = studio.start();
    await answer(at(0));
    await started;
    const seen: (number | null)[] = [];
    studio.on(() => seen.push(studio.state?.closing ?? null));
    tell(closing(1, 7));
    tell(closing(1, 8));
    expect(seen).toEqual([7]);
  });

  it('says so when nobody answers, and can be started again', async () => {
    const fake = createFake({ scene: 'dead', clock: new HeldClock() });
    const studio = new Studio(fake);
    await studio.start();
    expect(studio.standing).toBe('unreachable');
    expect(studio.trouble).toEqual(commandError('internal', { detail: 'database is locked' }));
    fake.store.scene.trouble = 'none';
    await studio.start();
    expect(studio.standing).toBe('ready');
    expect(studio.trouble).toBeNull();
  });
});
