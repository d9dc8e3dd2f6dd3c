import { cleanup, screen, within } from '@testing-library/svelte';
import { afterEach, describe, expect, it } from 'vitest';
import type { CallState, Run, RunCall } from '$lib/backend/generated';
import { aFilm } from '$lib/films/testing';
import { aCall, aRun } from '$lib/runs/testing';
import { failedOf } from '$lib/runs/tiles';
import { onStage } from '$lib/testing/stage';
import Queue from './Queue.svelte';
import { endingOf, endingOfFilm, isWaiting, mayCost, queueOf, share } from './queue';

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

  it('has what ended lately of both, newest first, and leads to each', async () => {
    const { shell, studio } = await onStage(Queue, { scene: 'video-states' });
    const films = studio.state?.films.page.films ?? [];
    const over = films.filter(({ state }) => state === 'done' || state === 'failed');
    const runs = Array.from({ length: 9 }, (_, at) =>
      aRun({ id: `run-${at}`, calls: [call('done')], createdAt: `2020-01-0${9 - at}T10:00:00Z` }),
    );
    const { ended } = queueOf(runs, over);
    expect(ended).toHaveLength(8);
    expect(ended.slice(0, over.length).every(({ kind }) => kind === 'film')).toBe(true);
    const last = ended.at(-1);
    expect(last?.kind === 'run' && last.run.id).toBe(`run-${7 - over.length}`);
    const [film] = await screen.findAllByRole('button', { name: /Saved/ });
    film?.click();
    expect(shell.place).toBe('video');
    expect(shell.selection.kind).toBe('film');
  });

  it('says how a film ended in the four ways of a run', () => {
    const film = aFilm({});
    expect(endingOfFilm({ ...film, state: 'left' })).toBe('cancelled');
    expect(endingOfFilm({ ...film, state: 'unknown' })).toBe('unknown');
    expect(endingOfFilm({ ...film, state: 'done' })).toBe('done');
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
