import { expect, test } from 'vitest';
import { createFake } from '$lib/backend/fake';
import { HeldClock } from '$lib/backend/fake/clock';
import type { Answer, AnswerStep, WindowEvent } from '$lib/backend/generated';
import { heard, isOfChat, opened, stepped, type Heard, type Talk } from './tree';
import { turnsOf, versionBeside } from './turns';

const chatEvents = (events: readonly WindowEvent[]): Heard[] =>
  events.flatMap(({ seq, happened }) => (isOfChat(happened) ? { seq, happened } : []));

async function answering(text: string): Promise<{
  talk: Talk;
  events: WindowEvent[];
  whole: () => Promise<Talk>;
}> {
  const clock = new HeldClock(1_800_000_000_000);
  const fake = createFake({ scene: 'chat-empty', clock });
  const events: WindowEvent[] = [];
  await fake.listen((event) => events.push(event));
  const { row } = await fake.createConversation();
  const ask = async (): Promise<Talk> => opened(await fake.conversation({ conversation: row.id }));
  const talk = await ask();
  await fake.sendMessage({
    conversation: row.id,
    insteadOf: null,
    text,
    pictures: [],
    video: null,
  });
  clock.advance(60_000);
  return { talk, events, whole: ask };
}

const answerIn = (talk: Talk): Answer => {
  const last = turnsOf(talk).at(-1)?.message.body;
  if (last?.kind !== 'answer') throw new Error('no answer is shown');
  return last.answer;
};

test('events one by one and a conversation asked for at the end say the same', async () => {
  const { talk, events, whole } = await answering('think of a name');
  const after = heard(talk, chatEvents(events));
  const asked = await whole();
  expect(answerIn(after)).toEqual(answerIn(asked));
  expect(after.conversation).toEqual(asked.conversation);
  expect([...after.messages]).toEqual([...asked.messages]);
});

test('a page that opens in the middle of a stream ends with the same text', async () => {
  const clock = new HeldClock(1_800_000_000_000);
  const fake = createFake({ scene: 'chat-empty', clock });
  const events: WindowEvent[] = [];
  await fake.listen((event) => events.push(event));
  const { row } = await fake.createConversation();
  const request = { conversation: row.id, insteadOf: null, text: 'hi', pictures: [], video: null };
  await fake.sendMessage(request);
  clock.advance(1_200);
  const middle = opened(await fake.conversation({ conversation: row.id }));
  expect(answerIn(middle).state).toBe('streaming');
  clock.advance(60_000);
  // All events are told to it, those that it knows already too.
  const after = heard(middle, chatEvents(events));
  expect(answerIn(after)).toEqual(
    answerIn(opened(await fake.conversation({ conversation: row.id }))),
  );
  expect(answerIn(after).state).toBe('done');
});

test('an event that is already in it, or of another conversation, changes nothing', async () => {
  const { talk, events } = await answering('a name');
  const after = heard(talk, chatEvents(events));
  expect(heard(after, chatEvents(events))).toBe(after);
  const other = { ...talk.conversation, row: { ...talk.conversation.row, id: 'talk-other' } };
  const foreign = { kind: 'conversation-changed', conversation: other } as const;
  expect(heard(talk, [{ seq: talk.seq + 1, happened: foreign }])).toBe(talk);
});

test('steps append to words, thinking and arguments, and put whole parts in their place', () => {
  const empty = { state: 'waiting', parts: [] } as unknown as Answer;
  const steps: AnswerStep[] = [
    { kind: 'state', state: 'streaming' },
    { kind: 'part', at: 0, part: { kind: 'thinking', text: '', sinceMs: 1, tookMs: null } },
    { kind: 'text', at: 0, text: 'hm' },
    { kind: 'part', at: 1, part: { kind: 'tool-call', id: 'a', name: 'f', arguments: '' } },
    { kind: 'text', at: 1, text: '{"a"' },
    { kind: 'text', at: 1, text: ':1}' },
    { kind: 'part', at: 2, part: { kind: 'picture', picture: null, error: null } },
    { kind: 'text', at: 2, text: 'a picture has no words' },
    { kind: 'part', at: 9, part: { kind: 'text', text: 'no such place', citations: [] } },
  ];
  const { state, parts } = stepped(empty, steps);
  expect(state).toBe('streaming');
  expect(parts).toEqual([
    { kind: 'thinking', text: 'hm', sinceMs: 1, tookMs: null },
    { kind: 'tool-call', id: 'a', name: 'f', arguments: '{"a":1}' },
    { kind: 'picture', picture: null, error: null },
  ]);
  expect(empty.parts).toEqual([]);
});

test('several answers, and an answer asked for again, are versions of each other', async () => {
  const clock = new HeldClock(1_800_000_000_000);
  const fake = createFake({ scene: 'chat-branches', clock });
  const [row] = (await fake.listConversations({ search: 'three names', before: null, limit: 9 }))
    .conversations;
  const conversation = row?.id ?? '';
  const turns = turnsOf(opened(await fake.conversation({ conversation })));
  expect(turns).toHaveLength(2);
  const [, answer] = turns;
  expect(answer?.number).toBe(3);
  expect(answer?.versions).toHaveLength(3);
  const before = answer === undefined ? null : versionBeside(answer, -1);
  expect(before).toBe(answer?.versions[1]);
  await fake.chooseBranch({ message: before ?? '' });
  const chosen = turnsOf(opened(await fake.conversation({ conversation })));
  expect(chosen[1]?.number).toBe(2);
  expect(chosen[1] && versionBeside(chosen[1], 1)).toBe(answer?.versions[2]);
});

test('results of functions stand with the calls that they answer', async () => {
  const fake = createFake({ scene: 'chat', clock: new HeldClock(1_800_000_000_000) });
  const [row] = (await fake.listConversations({ search: 'label', before: null, limit: 9 }))
    .conversations;
  const turns = turnsOf(opened(await fake.conversation({ conversation: row?.id ?? '' })));
  expect(turns[1]?.results?.[0]?.output).toBe('{"found": false}');
  expect(turns[3]?.results).toBeNull();
  expect(turns.map(({ last }) => last)).toEqual([false, false, false, false, false, true]);
});

test('a deleted conversation is gone, and is there again when it comes back', async () => {
  const { talk } = await answering('a name');
  const { id } = talk.conversation.row;
  const gone = heard(talk, [
    { seq: talk.seq + 1, happened: { kind: 'conversations-gone', conversations: [id] } },
  ]);
  expect(gone.gone).toBe(true);
  const { conversation } = talk;
  const back = { kind: 'conversation-changed', conversation } as const;
  expect(heard(gone, [{ seq: gone.seq + 1, happened: back }]).gone).toBe(false);
});
