// The branch of a conversation that is shown, turn by turn: which version of how many each is, and
// which results belong to the tool calls of an answer. Pure.
import type { ChatMessage, MessageId, ToolResult } from '$lib/backend/generated';
import type { Talk } from './tree';

/** A message as it is shown. */
export interface Turn {
  message: ChatMessage;
  /** Which version it is, from 1. */
  number: number;
  /** All versions, oldest first. */
  versions: readonly MessageId[];
  /** What the functions gave for the calls of this answer, in the branch that is shown. */
  results: readonly ToolResult[] | null;
  /** Nothing comes after it. */
  last: boolean;
}

/** Messages by the one before them; the first ones are under the empty name. */
function children(talk: Talk): Map<string, MessageId[]> {
  const found = new Map<string, MessageId[]>();
  for (const { id, parent } of talk.messages.values()) {
    const under = found.get(parent ?? '');
    if (under === undefined) found.set(parent ?? '', [id]);
    else under.push(id);
  }
  return found;
}

/** The turns of the branch that is shown. Results of tools stand with the calls they answer. */
export function turnsOf(talk: Talk): Turn[] {
  const under = children(talk);
  const path = talk.conversation.path.flatMap((id) => talk.messages.get(id) ?? []);
  return path.map((message, at) => {
    const versions = under.get(message.parent ?? '') ?? [message.id];
    const next = path[at + 1];
    return {
      message,
      versions,
      number: versions.indexOf(message.id) + 1,
      results: next?.body.kind === 'results' ? next.body.results : null,
      last: at === path.length - 1,
    };
  });
}

/** The version that is so many steps away; null where there is none. */
export function versionBeside({ number, versions }: Turn, by: -1 | 1): MessageId | null {
  return versions[number - 1 + by] ?? null;
}
