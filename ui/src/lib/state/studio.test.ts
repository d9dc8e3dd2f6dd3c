import { describe, expect, it, vi } from 'vitest';
import { commandError } from '$lib/backend/backend';
import { createFake } from '$lib/backend/fake';
import { HeldClock } from '$lib/backend/fake/clock';
import type { Happened, Snapshot, WindowEvent } from '$lib/backend/generated';
import { freshSnapshot } from '$lib/backend/fake/world';
import { aRun } from '$lib/runs/testing';
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

  it('loses no drop and no question at closing that a new snapshot came after', async () => {
    const { studio, tell, answer } = scripted();
    const started = studio.start();
    await answer(at(0));
    await started;
    const heard: string[] = [];
    studio.on((happened) => heard.push(happened.kind));
    const dropped: Happened = { kind: 'dropped', references: [], refused: [], x: 1, y: 2 };
    tell({ seq: 2, happened: { kind: 'drag-entered', files: [] } });
    tell({ seq: 3, happened: { kind: 'drag-left' } });
    tell({ seq: 4, happened: dropped });
    tell({ seq: 4, happened: dropped });
    tell(closing(5, 3));
    tell(closing(7, 4));
    await answer(at(6));
    await vi.waitFor(() => expect(studio.state?.closing).toBe(4));
    expect(heard).toEqual([
      'missed',
      'drag-entered',
      'drag-left',
      'dropped',
      'close-asked',
      'close-asked',
    ]);
    expect(studio.state?.air).toBeNull();
    expect(studio.state?.seq).toBe(7);
  });

  it('asks for older runs again when a new snapshot ends elsewhere', async () => {
    const fake = createFake({ clock: new HeldClock() });
    const runs = ['e', 'd', 'c', 'b', 'a'].map((id, index) =>
      aRun({ id, createdAt: `2026-11-22T14:0${5 - index}:00Z` }),
    );
    let tell: (event: WindowEvent) => void = () => undefined;
    let shown = runs.slice(1, 3);
    let seq = 0;
    const asked: string[] = [];
    const studio = new Studio({
      ...fake,
      listen: (heard) => {
        tell = heard;
        return Promise.resolve(() => undefined);
      },
      snapshot: () => Promise.resolve({ ...freshSnapshot(), seq, runs: shown, moreRuns: true }),
      olderRuns: async ({ before }) => {
        asked.push(before);
        if (asked.length === 1) {
          // Events were missed while the page was on its way: the newest two are others now.
          shown = runs.slice(0, 2);
          seq = 1;
          tell({ seq: 1, happened: { kind: 'missed' } });
          await vi.waitFor(() => expect(studio.state?.runs[0]?.id).toBe('e'));
        }
        const at = runs.findIndex((run) => run.id === before);
        return { runs: runs.slice(at + 1), more: false };
      },
    });
    await studio.start();
    await studio.loadOlder();
    expect(asked).toEqual(['c', 'd']);
    expect(studio.state?.runs.map((run) => run.id)).toEqual(['e', 'd', 'c', 'b', 'a']);
    expect(studio.state?.moreRuns).toBe(false);
  });
});
