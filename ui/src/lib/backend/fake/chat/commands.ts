// The fake's commands of Chat: each answers as core does, and refuses as core does.
import { commandError } from '../../backend';
import type {
  ChatMessage,
  Commands,
  ConversationRow,
  MessageId,
  SentMessage,
} from '../../generated';
import { refuse } from '../refuse';
import type { Store } from '../store';
import { askCommands } from './asking';
import { Playing } from './playing';
import { orThrow, refusedMessage, refusedSettings } from './refusing';
import { scriptFor } from './scripts';
import { answerOf, type Talked } from './talks';

function talkOf(store: Store, id: string): Talked {
  const talk = store.chat.talks.get(id);
  return talk === undefined || talk.deleted ? refuse('not-found', { args: { what: id } }) : talk;
}

function messageOf(store: Store, id: MessageId): { talk: Talked; message: ChatMessage } {
  const message = store.chat.messages.get(id) ?? refuse('not-found', { args: { what: id } });
  return { talk: talkOf(store, message.conversation), message };
}

function textIn({ body }: ChatMessage): string {
  if (body.kind === 'user') return body.text;
  if (body.kind === 'results') return body.results.map(({ output }) => output).join(' ');
  return body.answer.parts.map((part) => ('text' in part ? part.text : '')).join(' ');
}

function found(store: Store, talk: Talked, words: readonly string[]): ConversationRow | null {
  const { row } = talk.view;
  if (words.every((word) => row.title.toLowerCase().includes(word))) return { ...row, found: null };
  const message = store.chat.of(talk).find((one) => {
    const text = `${row.title} ${textIn(one)}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
  if (message === undefined) return null;
  const text = textIn(message);
  const at = Math.max(0, text.toLowerCase().indexOf(words[0] ?? '') - 16);
  return { ...row, found: text.slice(at, at + 80) };
}

class ChatRoom {
  readonly #store: Store;
  readonly #playing: Playing;

  constructor(store: Store) {
    this.#store = store;
    this.#playing = new Playing(store);
  }

  changed(talk: Talked): void {
    this.#store.emit({ kind: 'conversation-changed', conversation: talk.view });
  }

  /** Answers on their way: as many as `n` says. */
  answer(talk: Talked, parent: MessageId, said: string, afterTools: boolean): MessageId[] {
    const { chat, clock } = this.#store;
    const { settings } = talk.view;
    const many = Math.min(4, Number(settings.parameters['n'] ?? '1') || 1);
    const fresh = { state: 'waiting', finish: null, finishWord: null, usage: null } as const;
    const messages = Array.from({ length: many }, (_, choice) => {
      const answer = answerOf(talk, [], {
        ...fresh,
        choice,
        call: this.#store.scene.builder.id('call'),
        cost: null,
        answered: false,
        tookMs: null,
      });
      return chat.add(talk, { kind: 'answer', answer }, clock.now(), parent);
    });
    for (const message of messages) this.#store.emit({ kind: 'message-came', message });
    const script = scriptFor(said, settings, afterTools);
    for (const message of messages) this.#playing.play(talk, message, script);
    this.changed(talk);
    return messages.map(({ id }) => id);
  }

  stop(talk: Talked, id: MessageId): void {
    this.#playing.stop(talk, id);
  }
}

function listCommands(store: Store, room: ChatRoom): Partial<Commands> {
  return {
    listConversations: async ({ search, before, limit }) => {
      const words = search.toLowerCase().split(/\s+/).filter(Boolean);
      const rows = [...store.chat.talks.values()]
        .filter(({ deleted }) => !deleted)
        .flatMap((talk) => (words.length === 0 ? talk.view.row : (found(store, talk, words) ?? [])))
        .sort((a, b) => b.order - a.order)
        .filter(({ order }) => before === null || order < before);
      return structuredClone({ conversations: rows.slice(0, limit), more: rows.length > limit });
    },
    conversation: async ({ conversation }) => {
      const talk = talkOf(store, conversation);
      const { view, draft } = talk;
      const { seq } = store.state;
      return structuredClone({ seq, conversation: view, messages: store.chat.of(talk), draft });
    },
    createConversation: async () => {
      const all = [...store.chat.talks.values()].filter(({ deleted }) => !deleted);
      const last = all.toSorted((a, b) => b.view.row.order - a.view.row.order)[0];
      const empty = all.find((talk) => talk.view.path.length === 0);
      const { provider = null, model = null, protocol = null } = last?.view.settings ?? {};
      const talk = empty ?? store.chat.begin(store.clock.now(), { provider, model, protocol });
      room.changed(talk);
      return structuredClone(talk.view);
    },
    renameConversation: async ({ conversation, title }) => {
      const talk = talkOf(store, conversation);
      const [first] = store.chat.of(talk);
      talk.named = title !== '';
      talk.view.row.title = title === '' ? (first === undefined ? '' : textIn(first)) : title;
      room.changed(talk);
      return structuredClone(talk.view);
    },
    changeConversation: async ({ conversation, settings }) => {
      const talk = talkOf(store, conversation);
      talk.view.settings = structuredClone(settings);
      store.chat.settle(talk);
      room.changed(talk);
      return { conversation: structuredClone(talk.view), refused: refusedSettings(talk) };
    },
    keepDraft: async ({ conversation, text, pictures, video }) => {
      const held = pictures.flatMap((id) => store.held.get(id) ?? []);
      talkOf(store, conversation).draft = { text, pictures: held, video };
    },
    deleteConversations: async ({ conversations }) => {
      for (const id of conversations) {
        const talk = talkOf(store, id);
        for (const answer of talk.view.running) room.stop(talk, answer);
        talk.deleted = true;
      }
      store.emit({ kind: 'conversations-gone', conversations });
    },
    restoreConversations: async ({ conversations }) => {
      for (const id of conversations) {
        const talk = store.chat.talks.get(id) ?? refuse('not-found', { args: { what: id } });
        talk.deleted = false;
        room.changed(talk);
      }
    },
    exportConversation: async ({ conversation, format }) => {
      const { view } = talkOf(store, conversation);
      return { name: `${view.row.title}.${format === 'json' ? 'json' : 'md'}` };
    },
  };
}

function messageCommands(store: Store, room: ChatRoom): Partial<Commands> {
  const came = (message: ChatMessage): void => store.emit({ kind: 'message-came', message });
  return {
    sendMessage: async (request): Promise<SentMessage> => {
      const talk = talkOf(store, request.conversation);
      orThrow(refusedMessage(store, talk, request));
      const { text, video } = request;
      const pictures = request.pictures.flatMap((id) => {
        const held = store.held.get(id);
        return held === undefined ? [] : [{ name: held.name, hash: id.replace(/^held-/, '') }];
      });
      const before =
        request.insteadOf === null
          ? undefined
          : (store.chat.messages.get(request.insteadOf)?.parent ?? null);
      const body = { kind: 'user', text, pictures, video } as const;
      const message = store.chat.add(talk, body, store.clock.now(), before);
      talk.draft = { text: '', pictures: [], video: '' };
      came(message);
      return { message: message.id, answers: room.answer(talk, message.id, text, false) };
    },
    answerTools: async ({ message: id, outputs }) => {
      const { talk, message } = messageOf(store, id);
      const parts = message.body.kind === 'answer' ? message.body.answer.parts : [];
      const results = parts.flatMap((part) => {
        if (part.kind !== 'tool-call') return [];
        const given = outputs.find((output) => output.id === part.id);
        if (given === undefined) {
          const args = { name: part.name };
          throw commandError('tool-result-missing', { field: `outputs.${part.id}`, args });
        }
        return [{ id: part.id, name: part.name, output: given.output }];
      });
      const body = { kind: 'results', results } as const;
      const made = store.chat.add(talk, body, store.clock.now(), id);
      came(made);
      return { message: made.id, answers: room.answer(talk, made.id, '', true) };
    },
    regenerate: async ({ message: id }) => {
      const { talk, message } = messageOf(store, id);
      const parent = message.parent ?? refuse('not-found', { args: { what: id } });
      const before = store.chat.messages.get(parent);
      if (talk.view.running.length > 0) throw commandError('answer-running');
      const said =
        before === undefined ? '' : textIn(before).replace(/\bfail\b|\bcut\b|失败|断/g, '');
      const afterTools = before?.body.kind === 'results';
      return { message: null, answers: room.answer(talk, parent, said, afterTools) };
    },
    stopAnswer: async ({ message: id }) => {
      const { talk, message } = messageOf(store, id);
      for (const running of [...talk.view.running]) {
        if (store.chat.messages.get(running)?.parent === message.parent) room.stop(talk, running);
      }
    },
    chooseBranch: async ({ message: id }) => {
      const { talk } = messageOf(store, id);
      store.chat.show(talk, id);
      room.changed(talk);
      return structuredClone(talk.view);
    },
    openLink: async ({ url }) => {
      if (!url.startsWith('https://')) refuse('address-invalid');
    },
  };
}

/** The commands of Chat. */
export function chatCommands(store: Store): Partial<Commands> {
  const room = new ChatRoom(store);
  return { ...listCommands(store, room), ...messageCommands(store, room), ...askCommands(store) };
}
