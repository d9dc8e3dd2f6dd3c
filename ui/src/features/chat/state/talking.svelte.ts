// The conversation that is open: its messages as they come, a frame at a time, and what can be
// done in it. What stands in its composer is `saying`'s, what it is set to is `setting`'s.
import { asCommandError, type Backend } from '$lib/backend/backend';
import type {
  ChatMessage,
  CommandError,
  Conversation,
  ConversationId,
  ConversationView,
  MessageId,
  ToolOutput,
} from '$lib/backend/generated';
import { Frames } from './frames';
import { heard, opened, type Heard, type OfChat, type Talk } from './tree';
import { turnsOf, type Turn } from './turns';

/** The open conversation. */
export class Talking {
  talk: Talk | null = $state.raw(null);
  standing: 'none' | 'loading' | 'ready' | 'failed' = $state('none');
  trouble: CommandError | null = $state.raw(null);
  readonly turns: readonly Turn[] = $derived(this.talk === null ? [] : turnsOf(this.talk));
  readonly conversation: ConversationView | null = $derived(this.talk?.conversation ?? null);
  /** An answer that is arriving in the branch that is shown, or in another. */
  readonly running: MessageId | null = $derived(this.conversation?.running.at(-1) ?? null);

  readonly #backend: Backend;
  readonly #frames: Frames<Heard>;
  #asked = 0;
  /** Events that came while the conversation was on its way. */
  #early: Heard[] | null = null;

  constructor(backend: Backend) {
    this.#backend = backend;
    this.#frames = new Frames((events) => {
      if (this.talk !== null) this.talk = heard(this.talk, events);
    });
  }

  /** Opens a conversation. The answer is what was told of it; null when it could not be had. */
  async open(id: ConversationId): Promise<Conversation | null> {
    this.#asked += 1;
    const asked = this.#asked;
    this.#early = [];
    this.#frames.flush();
    if (this.talk?.conversation.row.id !== id) {
      this.talk = null;
      this.standing = 'loading';
    }
    this.trouble = null;
    try {
      const answer = await this.#backend.conversation({ conversation: id });
      if (asked !== this.#asked) return null;
      this.talk = heard(opened(answer), this.#early);
      this.#early = null;
      this.standing = 'ready';
      return answer;
    } catch (thrown) {
      if (asked !== this.#asked) return null;
      this.#early = null;
      this.trouble = asCommandError(thrown);
      this.standing = 'failed';
      return null;
    }
  }

  /** Nothing is open. */
  close(): void {
    this.#asked += 1;
    this.#frames.stop();
    this.#early = null;
    this.talk = null;
    this.standing = 'none';
  }

  /** Something happened, under its number. */
  heard(seq: number, happened: OfChat): void {
    const event = { seq, happened };
    if (this.#early !== null) this.#early.push(event);
    else this.#frames.add(event);
  }

  /** What a command answered, before its event comes. */
  set(conversation: ConversationView): void {
    this.#frames.flush();
    if (this.talk?.conversation.row.id !== conversation.row.id) return;
    this.talk = { ...this.talk, conversation };
  }

  message(id: MessageId): ChatMessage | null {
    return this.talk?.messages.get(id) ?? null;
  }

  /** Stops what arrives; what came is kept. */
  async stop(): Promise<void> {
    if (this.running !== null) await this.#backend.stopAnswer({ message: this.running });
  }

  async regenerate(message: MessageId): Promise<void> {
    await this.#backend.regenerate({ message });
  }

  async choose(message: MessageId): Promise<void> {
    this.set(await this.#backend.chooseBranch({ message }));
  }

  /** Gives the results of the calls of an answer; the model goes on. */
  async answerTools(message: MessageId, outputs: readonly ToolOutput[]): Promise<void> {
    await this.#backend.answerTools({ message, outputs: [...outputs] });
  }
}
