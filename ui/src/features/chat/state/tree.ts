// An open conversation as a tree of messages, and what an event makes of it. Pure: tested with
// arrays of events. It knows no backend and never guesses: what an event does not say stays.
import type {
  Answer,
  AnswerPart,
  AnswerStep,
  ChatMessage,
  Conversation,
  ConversationView,
  Happened,
  MessageId,
} from '$lib/backend/generated';

/** A conversation with all that was said in it. */
export interface Talk {
  /** Number of the last event that is in here. */
  seq: number;
  conversation: ConversationView;
  /** In the order in which they were made. */
  messages: ReadonlyMap<MessageId, ChatMessage>;
  /** It was deleted. */
  gone: boolean;
}

/** One event, with its number. */
export interface Heard {
  seq: number;
  happened: OfChat;
}

/** A conversation as it was answered. */
export function opened({ seq, conversation, messages }: Conversation): Talk {
  return {
    seq,
    conversation,
    messages: new Map(messages.map((message) => [message.id, message])),
    gone: false,
  };
}

function longer(part: AnswerPart, text: string): AnswerPart {
  switch (part.kind) {
    case 'text':
    case 'thinking':
    case 'refusal':
      return { ...part, text: part.text + text };
    case 'tool-call':
      return { ...part, arguments: part.arguments + text };
    case 'search':
    case 'picture':
    case 'unknown':
      return part;
  }
}

/** An answer after some steps. */
export function stepped(answer: Answer, steps: readonly AnswerStep[]): Answer {
  const parts = [...answer.parts];
  let { state } = answer;
  for (const step of steps) {
    switch (step.kind) {
      case 'state':
        state = step.state;
        break;
      case 'part':
        if (step.at <= parts.length) parts[step.at] = step.part;
        break;
      case 'text': {
        const part = parts[step.at];
        if (part !== undefined) parts[step.at] = longer(part, step.text);
        break;
      }
    }
  }
  return { ...answer, state, parts };
}

function withMessage(talk: Talk, message: ChatMessage): Talk {
  if (message.conversation !== talk.conversation.row.id) return talk;
  return { ...talk, messages: new Map(talk.messages).set(message.id, message) };
}

/** What can happen to conversations. */
export type OfChat = Extract<
  Happened,
  {
    kind:
      | 'conversation-changed'
      | 'conversations-gone'
      | 'message-came'
      | 'message-changed'
      | 'answer-grew';
  }
>;

/** Whether it can concern any conversation. */
export function isOfChat(happened: Happened): happened is OfChat {
  const { kind } = happened;
  return kind.startsWith('conversation') || kind.startsWith('message-') || kind === 'answer-grew';
}

function happen(talk: Talk, happened: OfChat): Talk {
  const { id } = talk.conversation.row;
  switch (happened.kind) {
    case 'conversation-changed':
      return happened.conversation.row.id === id
        ? { ...talk, conversation: happened.conversation, gone: false }
        : talk;
    case 'conversations-gone':
      return happened.conversations.includes(id) ? { ...talk, gone: true } : talk;
    case 'message-came':
    case 'message-changed':
      return withMessage(talk, happened.message);
    case 'answer-grew': {
      const message = talk.messages.get(happened.message);
      if (happened.conversation !== id || message?.body.kind !== 'answer') return talk;
      const answer = stepped(message.body.answer, happened.steps);
      return withMessage(talk, { ...message, body: { kind: 'answer', answer } });
    }
  }
}

/** The conversation after some events. Those that are already in it change nothing. */
export function heard(talk: Talk, events: readonly Heard[]): Talk {
  let next = talk;
  for (const { seq, happened } of events) {
    if (seq <= next.seq) continue;
    const after = happen(next, happened);
    next = after === next ? next : { ...after, seq };
  }
  return next;
}
