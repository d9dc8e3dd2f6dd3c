import { cleanup, screen, within } from '@testing-library/svelte';
import { afterEach, describe, expect, it } from 'vitest';
import type { CallState, Run, RunCall } from '$lib/backend/generated';
import { aCall, aRun } from '$lib/runs/testing';
import { failedOf } from '$lib/runs/tiles';
import { onStage } from '$lib/testing/stage';
import Queue from './Queue.svelte';
import { endingOf, isWaiting, mayCost, queueOf, share } from './queue';

const call = (state: CallState, more: Partial<RunCall> = {}): RunCall => aCall({ state, ...more });
const run = (id: string, ...calls: RunCall[]): Run => aRun({ id, prompt: id, calls });

afterEach(cleanup);

describe('the queue', () => {
  it('says how many failed where others came, and that all did', async () => {
    await onStage(Queue, { scene: 'runs' });
    const some = screen.getByRole('button', { name: /^Show “Put the cat/ });
    expect(within(some).getByText('1 failed')).toBeVisible();
    cleanup();
    const { studio } = await onStage(Queue, { scene: 'failed' });
    const [first] = studio.state?.runs ?? [];
    expect(first?.calls.every(({ saved }) => saved.length === 0)).toBe(true);
    expect(screen.getByText('Failed')).toBeVisible();
  });

  it('counts neither what was stopped nor what nobody knows of as failed', () => {
    const mixed = run('mixed', call('done'), call('failed'), call('cancelled'), call('unknown'));
    expect(failedOf(mixed)).toBe(1);
  });

  it('lists running runs oldest first and ended ones newest first', () => {
    const runs = [
      run('new', call('queued')),
      run('ended', call('done')),
      run('old', call('done'), call('receiving')),
      run('older', call('failed')),
    ];
    const queue = queueOf(runs, []);
    expect(queue.running.map((each) => each.id)).toEqual(['old', 'new']);
    expect(queue.ended.map((each) => each.kind === 'run' && each.run.id)).toEqual([
      'ended',
      'older',
    ]);
    expect(queue.waiting).toBe(1);
  });

  it('has what ended lately of both, and leads to each', async () => {
    await onStage(Queue, { scene: 'video-states' });
    const [film] = await screen.findAllByRole('button', { name: /Saved/ });
    expect(film).toBeVisible();
  });

  it('leaves out what was put away', () => {
    expect(queueOf([{ ...run('a', call('done')), discarded: true }], []).ended).toEqual([]);
  });

  it('says the worst ending, and that a call may have been charged before all others', () => {
    expect(endingOf(run('a', call('done'), call('done')))).toBe('done');
    expect(endingOf(run('a', call('done'), call('failed')))).toBe('failed');
    expect(endingOf(run('a', call('failed'), call('unknown')))).toBe('unknown');
    expect(endingOf(run('a', call('done'), call('cancelled')))).toBe('cancelled');
  });

  it('knows when stopping is free: as long as nothing has left', () => {
    expect(mayCost(run('a', call('queued'), call('done')))).toBe(false);
    expect(mayCost(run('a', call('queued'), call('waiting')))).toBe(true);
    expect(isWaiting(run('a', call('queued')))).toBe(true);
  });

  it('tells a share only when something is known', () => {
    expect(share(run('a', call('waiting')))).toBeNull();
    const half = call('receiving', { progress: { kind: 'receiving', received: 50, total: 100 } });
    expect(share(run('a', call('done'), half))).toBe(0.75);
    const task = call('waiting', { progress: { kind: 'task', percent: 20 } });
    expect(share(run('a', task))).toBeCloseTo(0.2);
  });
});
