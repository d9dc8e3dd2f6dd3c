import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Happened, Selection, WindowEvent } from '$lib/backend/generated';
import { createFake } from '$lib/backend/fake';
import { HeldClock } from '$lib/backend/fake/clock';
import { freshSnapshot } from '$lib/backend/fake/world';
import { EMPTY_COMPOSITION } from '$lib/state/composer/composition';
import { aCall, aRun } from '$lib/runs/testing';
import { fromSnapshot, reduce, type StudioState } from './reduce';

/** What really happens: a run of three is made, one picture is deleted and comes back. */
async function recorded(): Promise<{ events: WindowEvent[]; at: StudioState[] }> {
  const clock = new HeldClock(1_700_000_000_000);
  const fake = createFake({ scene: 'empty', clock });
  const events: WindowEvent[] = [];
  const at = [fromSnapshot(await fake.snapshot())];
  await fake.listen((event) => {
    events.push(event);
    at.push(fromSnapshot(fake.store.snapshot()));
  });
  await fake.startRun({ ...EMPTY_COMPOSITION, prompt: 'a cat', model: 'nano-banana-2', count: 3 });
  clock.advance(60_000);
  const [picture] = fake.store.library();
  const selection: Selection = { kind: 'pictures', pictures: [picture?.id ?? ''] };
  await fake.trashSelection({ selection });
  await fake.restoreSelection({ selection });
  return { events, at };
}

function event(seq: number, happened: Happened): WindowEvent {
  return { seq, happened };
}

const fresh = (): StudioState => fromSnapshot(freshSnapshot());

describe('reduce', () => {
  it('keeps the newest draft of a call until the call ends', () => {
    const run = aRun({ calls: [aCall({ state: 'waiting' })] });
    const came = (seq: number, draft: number): WindowEvent =>
      event(seq, { kind: 'draft-came', run: run.id, call: 'call', draft });
    const moved = (seq: number, state: 'receiving' | 'done'): WindowEvent =>
      event(seq, {
        kind: 'call-moved',
        run: run.id,
        call: 'call',
        state,
        progress: null,
        sinceMs: 1,
      });
    const drafts: (number | null | undefined)[] = [];
    [
      came(1, 1),
      came(2, 2),
      came(3, 1),
      moved(4, 'receiving'),
      moved(5, 'done'),
      came(6, 3),
    ].reduce(
      (state, one) => {
        const next = reduce(state, one);
        drafts.push(next.runs[0]?.calls[0]?.draft);
        return next;
      },
      { ...fresh(), runs: [run] },
    );
    expect(drafts).toEqual([1, 2, 2, 2, null, null]);
  });

  it('ends where a snapshot would, whenever the snapshot was taken', async () => {
    const { events, at } = await recorded();
    const end = await Promise.resolve(at.at(-1));
    expect(events.length).toBeGreaterThan(20);
    fc.assert(
      fc.property(fc.nat({ max: events.length }), (from) => {
        // The snapshot holds some of the events already; all of them come again after it.
        const start = at[from];
        if (start === undefined) throw new Error('no snapshot');
        const reached = events.reduce(reduce, start);
        expect(reached.runs).toEqual(end?.runs);
        expect(reached.library).toEqual(end?.library);
        expect(reached.seq).toBe(events.length);
      }),
    );
  });

  it('takes each event once, however often it comes', async () => {
    const { events, at } = await recorded();
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: events.length }),
        (times) => {
          const often = events.flatMap((one, place) =>
            Array.from({ length: times[place] ?? 1 }, () => one),
          );
          const start = at[0];
          if (start === undefined) throw new Error('no snapshot');
          expect(often.reduce(reduce, start)).toEqual(events.reduce(reduce, start));
        },
      ),
    );
  });

  it('is stale after a gap and takes nothing more until a snapshot comes', () => {
    const gap = reduce(fresh(), event(2, { kind: 'drag-left' }));
    expect(gap.stale).toBe(true);
    const after = reduce(gap, event(1, { kind: 'close-asked', running: 1 }));
    expect(after).toBe(gap);
  });

  it('is stale when the other side says that events were missed', () => {
    expect(reduce(fresh(), event(1, { kind: 'missed' })).stale).toBe(true);
  });

  it('leaves runs that nothing happened to as they are', async () => {
    const fake = createFake({ scene: 'forty', clock: new HeldClock() });
    const before = fromSnapshot(await fake.snapshot());
    const [first, second] = before.runs;
    const call = first?.calls[0];
    const after = reduce(
      before,
      event(before.seq + 1, {
        kind: 'call-moved',
        run: first?.id ?? '',
        call: call?.id ?? '',
        state: 'waiting',
        progress: null,
        sinceMs: 5,
      }),
    );
    expect(after.runs[0]).not.toBe(first);
    expect(after.runs[1]).toBe(second);
    expect(after.runs[0]?.calls[0]?.state).toBe('waiting');
  });

  it('drops a run that was put away', async () => {
    const fake = createFake({ scene: 'runs', clock: new HeldClock() });
    const before = fromSnapshot(await fake.snapshot());
    const [run] = before.runs;
    if (run === undefined) throw new Error('no run');
    const gone = { ...run, discarded: true };
    const after = reduce(before, event(before.seq + 1, { kind: 'run-changed', run: gone }));
    expect(after.runs.map((one) => one.id)).not.toContain(run.id);
  });

  it('knows what is in the air, and forgets it when it is let go', () => {
    const files = [{ name: 'a.png', refusal: null }];
    const entered = reduce(fresh(), event(1, { kind: 'drag-entered', files }));
    const moved = reduce(entered, event(2, { kind: 'drag-moved', x: 3, y: 4 }));
    expect(moved.air).toEqual({ files, at: { x: 3, y: 4 } });
    const dropped = reduce(
      moved,
      event(3, { kind: 'dropped', references: [], refused: [], x: 3, y: 4 }),
    );
    expect(dropped.air).toBeNull();
  });
});
