// The list of conversations, and what an event makes of it. Pure.
import type {
  ConversationId,
  ConversationPage,
  ConversationRow,
  Happened,
} from '$lib/backend/generated';

/** The list, or what a search found. */
export interface Rows {
  /** The one that was spoken in last first. */
  rows: readonly ConversationRow[];
  /** There are older ones. */
  more: boolean;
  /** The words that were searched for; empty for all. */
  search: string;
}

export const NO_ROWS: Rows = { rows: [], more: false, search: '' };

function inOrder(rows: readonly ConversationRow[]): ConversationRow[] {
  return [...rows].sort((a, b) => b.order - a.order);
}

/** The first page. */
export function firstPage(page: ConversationPage, search: string): Rows {
  return { rows: inOrder(page.conversations), more: page.more, search };
}

/** With a further page. */
export function withPage(list: Rows, page: ConversationPage): Rows {
  const known = new Set(list.rows.map(({ id }) => id));
  const added = page.conversations.filter(({ id }) => !known.has(id));
  return { ...list, rows: inOrder([...list.rows, ...added]), more: page.more };
}

/** The list after an event. A search finds nothing new by itself: it is asked again. */
export function rowsAfter(list: Rows, happened: Happened): Rows {
  if (happened.kind === 'conversations-gone') {
    const gone = new Set(happened.conversations);
    return { ...list, rows: list.rows.filter(({ id }) => !gone.has(id)) };
  }
  if (happened.kind !== 'conversation-changed') return list;
  const { row } = happened.conversation;
  const old = list.rows.find(({ id }) => id === row.id);
  if (old === undefined) {
    const oldest = list.rows.at(-1);
    // One older than the page belongs to a page that was not asked for yet.
    const beyond = list.more && oldest !== undefined && row.order < oldest.order;
    return list.search !== '' || beyond ? list : { ...list, rows: inOrder([row, ...list.rows]) };
  }
  const changed = { ...row, found: old.found };
  return { ...list, rows: inOrder(list.rows.map((one) => (one === old ? changed : one))) };
}

/** The one that is opened when this one goes: the next below it, else the one above. */
export function neighbour(list: Rows, id: ConversationId): ConversationId | null {
  const at = list.rows.findIndex((row) => row.id === id);
  return (list.rows[at + 1] ?? list.rows[at - 1])?.id ?? null;
}
