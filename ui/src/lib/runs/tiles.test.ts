import { expect, test } from 'vitest';
import cases from '../../../../src-tauri/crates/musa-core/src/plan/differs.json';
import { commandError } from '$lib/backend/backend';
import type { CallState, Charged, Progress, Run, RunCall } from '$lib/backend/generated';
import { differs } from '$lib/state/composer/models';
import { stepsOf } from './steps';
import { aCall, aPicture, aRun } from './testing';
import { arrived, isEnded, lacking, retryOf, tilesOf } from './tiles';
import { turnOf, turns } from './turns';

const states: CallState[] = [
  'queued',
  'sending',
  'waiting',
  'receiving',
  'saving',
  'done',
  'failed',
  'cancelled',
  'unknown',
];
const charges: Charged[] = ['no', 'maybe', 'likely'];
const SHOWN: Record<CallState, string> = {
  queued: 'waiting',
  sending: 'working',
  waiting: 'working',
  receiving: 'working',
  saving: 'working',
  done: 'failed',
  failed: 'failed',
  cancelled: 'cancelled',
  unknown: 'unknown',
};

const kindOf = (call: RunCall) => tilesOf(aRun({ calls: [call] }), differs)[0]?.state;

test.each(states.flatMap((state) => charges.map((charged) => ({ state, charged }))))(
  'a call that is $state and charged "$charged" is a tile that says so',
  ({ state, charged }) => {
    const error = commandError('provider-failed', { charged });
    const shown = kindOf(aCall({ state, error }));
    expect(shown?.kind).toBe(SHOWN[state]);
    if (shown && 'charged' in shown) expect(shown.charged).toBe(charged);
  },
);

test('an unknown end without a word is taken as one that may have been charged', () => {
  expect(kindOf(aCall({ state: 'unknown' }))).toMatchObject({ kind: 'unknown', charged: 'maybe' });
});

test.each<[CallState, Progress | null, object]>([
  ['sending', null, { kind: 'uploading', part: null }],
  ['sending', { kind: 'uploading', sent: 42, total: 100 }, { kind: 'uploading', part: 0.42 }],
  ['sending', { kind: 'uploading', sent: 0, total: 0 }, { kind: 'uploading', part: null }],
  ['sending', { kind: 'backing-off', wait_ms: 4000 }, { kind: 'backing-off', untilMs: 5000 }],
  ['waiting', null, { kind: 'waiting', sinceMs: 1000, part: null }],
  ['waiting', { kind: 'task', percent: 30 }, { kind: 'waiting', sinceMs: 1000, part: 0.3 }],
  ['receiving', { kind: 'receiving', received: 63, total: 100 }, { kind: 'receiving', part: 0.63 }],
  ['receiving', { kind: 'receiving', received: 63, total: null }, { part: null, bytes: 63 }],
  ['saving', null, { kind: 'saving' }],
])('%s with %j is told as what is known, no more', (state, progress, work) => {
  const shown = kindOf(aCall({ state, progress, sinceMs: 1000 }));
  expect(shown).toMatchObject({ kind: 'working', work });
});

test('a call of four pictures has four tiles, and keeps their keys while they fill', () => {
  const waiting = aCall({ pictures: 4, state: 'waiting' });
  const before = tilesOf(aRun({ calls: [waiting] }), differs);
  const some = { ...waiting, state: 'saving' as const, saved: [aPicture('a'), aPicture('b')] };
  const after = tilesOf(aRun({ calls: [some] }), differs);
  expect(after.map((tile) => tile.key)).toEqual(before.map((tile) => tile.key));
  expect(after.map((tile) => tile.state.kind)).toEqual(['done', 'done', 'working', 'working']);
  expect(arrived(aRun({ calls: [some] }))).toBe(2);
});

test('a failed call of four tells its story once', () => {
  const failed = aCall({ pictures: 4, state: 'failed', error: commandError('provider-failed') });
  const echoes = tilesOf(aRun({ calls: [failed] }), differs).map(
    (tile) => 'echo' in tile.state && tile.state.echo,
  );
  expect(echoes).toEqual([false, true, true, true]);
});

test('a deleted picture leaves no tile behind', () => {
  const done = aCall({ state: 'done', pictures: 2, saved: [aPicture('a')] });
  expect(tilesOf(aRun({ calls: [done] }), differs)).toHaveLength(1);
});

test('waiting tiles take the shape that is expected', () => {
  const run = aRun({ expected: [2752, 1536], calls: [aCall({ state: 'queued' })] });
  expect(tilesOf(run, differs)[0]?.ratio).toBeCloseTo(2752 / 1536);
  expect(tilesOf({ ...run, expected: null, ratio: '3:2' }, differs)[0]?.ratio).toBeCloseTo(1.5);
});

test('another shape than asked for is named', () => {
  const call = aCall({ state: 'done', saved: [aPicture('a', { width: 1536, height: 1024 })] });
  const got = (ratio: string | null) => tilesOf(aRun({ ratio, calls: [call] }), differs)[0]?.state;
  expect(got('16:9')).toMatchObject({ differs: { kind: 'shape', asked: '16:9', got: '3:2' } });
  expect(got('3:2')).toMatchObject({ differs: null });
  expect(got(null)).toMatchObject({ differs: null });
});

test.each(cases)('what was set is compared as core does it: $ratio $size $got', (known) => {
  const { ratio, size, got, drawing, told } = known;
  const [width = 0, height = 0] = got;
  const format = drawing === true ? 'svg' : 'png';
  const saved = [aPicture('a', { width, height, format })];
  const expected = known.expected as [number, number] | null;
  const run = aRun({ ratio, size, expected, calls: [aCall({ state: 'done', saved })] });
  const state = tilesOf(run, differs)[0]?.state;
  const found = state?.kind === 'done' ? state.differs : null;
  const plain = (text: string): string => text.replace(' × ', 'x');
  expect(found === null ? null : [plain(found.asked), plain(found.got)]).toEqual(told);
});

test('a retry waits for the end, is offered once, and warns where it may pay twice', () => {
  const failed = aCall({ state: 'failed', error: commandError('provider-failed') });
  const running = aCall({ state: 'waiting' });
  expect(retryOf(aRun({ calls: [failed, running] })).again).toBe(false);
  expect(retryOf(aRun({ calls: [failed] }))).toEqual({
    finish: false,
    again: true,
    mayCostTwice: false,
    pictures: 1,
  });
  const two = aCall({ state: 'unknown', pictures: 2 });
  const done = aCall({ state: 'done' });
  expect(retryOf(aRun({ calls: [failed, two, done] })).pictures).toBe(3);
  expect(retryOf(aRun({ calls: [failed], retriedAs: 'next' })).again).toBe(false);
  expect(retryOf(aRun({ calls: [{ ...failed, kept: true }] })).finish).toBe(true);
  expect(retryOf(aRun({ calls: [aCall({ state: 'unknown' })] })).mayCostTwice).toBe(true);
});

test('a queued call knows its turn at its provider, the oldest run first', () => {
  const older = aRun({ id: 'old', calls: [aCall({ id: 'o1' }), aCall({ id: 'o2' })] });
  const newer = aRun({
    id: 'new',
    calls: [aCall({ id: 'n1', state: 'waiting' }), aCall({ id: 'n2' })],
  });
  const other = aRun({ id: 'other', provider: 'elsewhere', calls: [aCall({ id: 'e1' })] });
  expect(Object.fromEntries(turns([other, newer, older]))).toEqual({ o1: 1, o2: 2, n2: 3, e1: 1 });
  expect(isEnded(older)).toBe(false);
});

test('every picture that waits has a turn of its own', () => {
  const four = aRun({ id: 'old', calls: [aCall({ id: 'four', pictures: 4 })] });
  const one = aRun({ id: 'new', calls: [aCall({ id: 'one' })] });
  const order = turns([one, four]);
  const turnsOf = (run: typeof one): (number | null)[] =>
    tilesOf(run, differs).map((tile) => turnOf(tile, order));
  expect(turnsOf(four)).toEqual([1, 2, 3, 4]);
  expect(turnsOf(one)).toEqual([5]);
  expect(turnsOf(aRun({ calls: [aCall({ id: 'else', state: 'waiting' })] }))).toEqual([null]);
});

/** Calls that saved as many pictures as they asked for, or more, and failed all the same. */
const SHORT: [string, RunCall][] = [
  [
    'an answer that was lost behind two partial pictures',
    aCall({
      state: 'unknown',
      saved: [aPicture('a'), aPicture('b')],
      error: commandError('answer-lost', { charged: 'maybe' }),
    }),
  ],
  [
    'a picture that breaks off',
    aCall({
      state: 'failed',
      saved: [aPicture('a')],
      error: commandError('picture-truncated', { charged: 'likely' }),
    }),
  ],
  [
    'a draft without its picture',
    aCall({
      state: 'failed',
      saved: [aPicture('a')],
      error: commandError('answer-without-picture', { charged: 'likely' }),
    }),
  ],
];

test.each(SHORT)('%s is told behind what was saved, with its cost and a retry', (_, call) => {
  const run = aRun({ calls: [call] });
  const tiles = tilesOf(run, differs);
  expect(tiles.map(({ state }) => state.kind)).toEqual([
    ...call.saved.map(() => 'done'),
    call.state,
  ]);
  const last = tiles.at(-1);
  expect(last?.state).toEqual({
    kind: call.state,
    error: call.error,
    charged: call.error?.charged,
    echo: false,
  });
  expect(last && stepsOf(run, last)).toContain('retry');
  expect(retryOf(run)).toEqual({ finish: false, again: true, mayCostTwice: true, pictures: 1 });
});

test.each(SHORT)('%s is not counted as a picture that came', (_, call) => {
  expect(arrived(aRun({ calls: [call] }))).toBe(0);
  const done = aCall({ id: 'other', state: 'done', saved: [aPicture('c')] });
  const both = aRun({ calls: [done, call] });
  expect([arrived(both), lacking(both), both.asked]).toEqual([1, 1, 2]);
});

test('a call that gave fewer than asked for keeps the count of those that came', () => {
  const error = commandError('answer-without-picture', { charged: 'likely' });
  const saved = [aPicture('a'), aPicture('b')];
  const run = aRun({ calls: [aCall({ state: 'failed', pictures: 4, saved, error })] });
  expect([arrived(run), lacking(run), retryOf(run).pictures]).toEqual([2, 2, 2]);
  expect(tilesOf(run, differs)).toHaveLength(4);
});

test('a stopped call that has all its pictures lacks none', () => {
  const stopped = aCall({ state: 'cancelled', saved: [aPicture('a')] });
  const run = aRun({ calls: [stopped] });
  expect(tilesOf(run, differs)).toHaveLength(1);
  expect([arrived(run), retryOf(run).again]).toEqual([1, false]);
});

test('a picture of another shape stands in the place that was asked for: nothing moves', () => {
  const saved = [aPicture('a', { width: 1536, height: 1024 })];
  const call = aCall({ state: 'done', saved });
  const ratioOf = (given: Partial<Run>): number =>
    tilesOf(aRun({ expected: [2752, 1536], calls: [call], ...given }), differs)[0]?.ratio ?? 0;
  expect(ratioOf({ ratio: '16:9' })).toBeCloseTo(2752 / 1536);
  expect(ratioOf({ size: '2752x1536' })).toBeCloseTo(2752 / 1536);
  expect(ratioOf({ size: '2K' })).toBeCloseTo(1.5);
  expect(ratioOf({})).toBeCloseTo(1.5);
});
