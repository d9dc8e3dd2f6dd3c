// The fake's conversations as they lie in memory, and how one is put together from a few words.
// Nothing moves here: answers grow in `playing`.
import type {
  Answer,
  AnswerPart,
  ChatDraft,
  ChatMessage,
  ChatSettings,
  ConversationId,
  ConversationView,
  MessageBody,
  MessageId,
  SentReference,
  ToolResult,
} from '../../generated';
import { CHAT_OFFER } from './offer';

/** A conversation and what stands in its composer. */
export interface Talked {
  view: ConversationView;
  draft: ChatDraft;
  /** The user gave it its name. */
  named: boolean;
  deleted: boolean;
}

/** Set to nothing. */
export const UNSET: ChatSettings = {
  provider: null,
  model: null,
  protocol: null,
  system: '',
  parameters: {},
  tools: '',
  toolChoice: '',
  format: 'free',
  schema: '',
  webSearch: false,
  imageGeneration: false,
  sight: 'as-known',
};

const FIRST_MODEL = 'gemini-2.5-pro';
const TITLE = 60;

/** An answer that came whole, with what differs. */
export function answerOf(
  talk: Talked,
  parts: readonly AnswerPart[],
  more: Partial<Answer> = {},
): Answer {
  const model = talk.view.model ?? FIRST_MODEL;
  return {
    call: 'call-000000',
    choice: 0,
    state: 'done',
    parts: [...parts],
    model,
    modelName: model,
    protocol: talk.view.protocol,
    providerName: 'whatai relay',
    demo: false,
    finish: 'stop',
    finishWord: 'stop',
    usage: { input: 812, cached: null, output: 392, thinking: null, total: 1204 },
    cost: { micros: 30_000, currency: 'CNY' },
    error: null,
    checked: null,
    answered: true,
    tookMs: 6_400,
    ...more,
  };
}

/** All conversations. */
export class Talks {
  readonly talks = new Map<ConversationId, Talked>();
  readonly messages = new Map<MessageId, ChatMessage>();
  #count = 0;

  #id(kind: string): string {
    this.#count += 1;
    return `${kind}-${String(this.#count).padStart(6, '0')}`;
  }

  begin(at: number, settings: Partial<ChatSettings> = {}, title = ''): Talked {
    const id = this.#id('talk');
    const talk: Talked = {
      view: {
        row: {
          id,
          order: at,
          title,
          model: settings.model ?? FIRST_MODEL,
          updatedAt: new Date(at).toISOString(),
          running: false,
          found: null,
        },
        createdAt: new Date(at).toISOString(),
        settings: { ...UNSET, ...settings },
        model: null,
        modelName: null,
        protocol: 'chat',
        path: [],
        running: [],
        tokens: 0,
        spent: [],
      },
      draft: { text: '', pictures: [], video: '' },
      named: title !== '',
      deleted: false,
    };
    this.talks.set(id, talk);
    this.settle(talk);
    return talk;
  }

  /** What follows from the settings: the model and the protocol that would be used now. */
  settle(talk: Talked): void {
    const { view } = talk;
    const model = view.settings.model ?? FIRST_MODEL;
    const card = CHAT_OFFER.models.find(({ id }) => id === model);
    view.model = model;
    view.row.model = model;
    view.modelName = card?.name ?? model;
    view.protocol = view.settings.protocol ?? card?.protocols[0] ?? 'chat';
  }

  /** A message behind another one, or behind the last that is shown. It is shown from now on. */
  add(talk: Talked, body: MessageBody, at: number, parent?: MessageId | null): ChatMessage {
    const { view } = talk;
    const before = parent === undefined ? (view.path.at(-1) ?? null) : parent;
    const id = this.#id('message');
    const createdAt = new Date(at).toISOString();
    const message: ChatMessage = {
      id,
      conversation: view.row.id,
      parent: before,
      createdAt,
      body,
    };
    this.messages.set(id, message);
    view.path = [...(before === null ? [] : this.#upTo(before)), id];
    view.row.updatedAt = createdAt;
    view.row.order = at;
    if (!talk.named && view.row.title === '' && body.kind === 'user') {
      view.row.title = body.text.slice(0, TITLE);
    }
    if (body.kind === 'answer' && body.answer.usage !== null) this.count(talk, body.answer);
    return message;
  }

  user(
    talk: Talked,
    at: number,
    text: string,
    pictures: readonly SentReference[] = [],
    video: string | null = null,
  ): ChatMessage {
    return this.add(talk, { kind: 'user', text, pictures: [...pictures], video }, at);
  }

  answer(
    talk: Talked,
    at: number,
    parts: readonly AnswerPart[],
    more: Partial<Answer> = {},
    parent?: MessageId,
  ): ChatMessage {
    const answer = { ...answerOf(talk, parts, more), call: this.#id('call') };
    return this.add(talk, { kind: 'answer', answer }, at, parent);
  }

  results(talk: Talked, at: number, results: readonly ToolResult[]): ChatMessage {
    return this.add(talk, { kind: 'results', results: [...results] }, at);
  }

  /** Adds what an answer cost. */
  count(talk: Talked, { usage, cost }: Answer): void {
    const { view } = talk;
    view.tokens += usage?.total ?? 0;
    if (cost === null) return;
    const [first] = view.spent;
    view.spent = [{ ...cost, micros: (first?.micros ?? 0) + cost.micros }];
  }

  /** Shows the branch of a message: through it, and on to where the newest leads. */
  show(talk: Talked, id: MessageId): void {
    const path = this.#upTo(id);
    for (;;) {
      const last = path.at(-1);
      const next = [...this.messages.values()].findLast(({ parent }) => parent === last);
      if (next === undefined) break;
      path.push(next.id);
    }
    talk.view.path = path;
  }

  of(talk: Talked): ChatMessage[] {
    return [...this.messages.values()].filter(
      ({ conversation }) => conversation === talk.view.row.id,
    );
  }

  #upTo(id: MessageId): MessageId[] {
    const path: MessageId[] = [];
    for (let at: MessageId | null = id; at !== null;) {
      path.unshift(at);
      at = this.messages.get(at)?.parent ?? null;
    }
    return path;
  }
}

/** Words of an answer, as a part. */
export function words(text: string, citations: readonly [string, string][] = []): AnswerPart {
  return {
    kind: 'text',
    text,
    citations: citations.map(([url, title]) => ({
      url,
      host: new URL(url).host,
      title,
      start: null,
      end: null,
    })),
  };
}
