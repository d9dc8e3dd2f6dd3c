import { expect, test } from 'vitest';
import type { ConversationRow, ConversationView, Happened } from '$lib/backend/generated';
import { firstPage, neighbour, rowsAfter, withPage, type Rows } from './rows';

function row(id: string, order: number): ConversationRow {
  const updatedAt = '2026-11-22T12:00:00Z';
  return { id, order, title: id, model: 'gpt-4o', updatedAt, running: false, found: null };
}

const changed = (one: ConversationRow): Happened => ({
  kind: 'conversation-changed',
  conversation: { row: one } as ConversationView,
});
const ids = (list: Rows): string[] => list.rows.map(({ id }) => id);
const page = firstPage({ conversations: [row('b', 20), row('a', 10)], more: true }, '');

test('the conversation that was spoken in last stands first', () => {
  expect(ids(rowsAfter(page, changed(row('a', 30))))).toEqual(['a', 'b']);
  expect(ids(rowsAfter(page, changed(row('new', 40))))).toEqual(['new', 'b', 'a']);
});

test('one that is older than the page waits for its page', () => {
  expect(rowsAfter(page, changed(row('old', 5)))).toBe(page);
  const next = withPage(page, { conversations: [row('old', 5), row('a', 10)], more: false });
  expect(ids(next)).toEqual(['b', 'a', 'old']);
  expect(ids(rowsAfter(next, changed(row('older', 1))))).toEqual(['b', 'a', 'old', 'older']);
});

test('a search finds nothing new by itself, and keeps where it found what it has', () => {
  const found = { ...row('a', 10), found: '… the tin …' };
  const list = firstPage({ conversations: [found], more: false }, 'tin');
  expect(rowsAfter(list, changed(row('new', 40)))).toBe(list);
  expect(rowsAfter(list, changed(row('a', 50))).rows[0]).toMatchObject({
    order: 50,
    found: '… the tin …',
  });
});

test('what was deleted goes, and the one below it is the next to be opened', () => {
  const gone: Happened = { kind: 'conversations-gone', conversations: ['b'] };
  expect(ids(rowsAfter(page, gone))).toEqual(['a']);
  expect(neighbour(page, 'b')).toBe('a');
  expect(neighbour(page, 'a')).toBe('b');
  expect(neighbour(firstPage({ conversations: [row('a', 1)], more: false }, ''), 'a')).toBeNull();
});
