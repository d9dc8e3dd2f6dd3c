// The state of the Chat place, put together: the list, the open conversation, its settings and its
// composer; which one is opened when, and the way back from a delete.
import { createContext } from 'svelte';
import type {
  ConversationFormat,
  ConversationId,
  Happened,
  Held,
  MessageId,
  PictureId,
} from '$lib/backend/generated';
import { t } from '$lib/i18n/words.svelte';
import type { Ground } from '$lib/state/context';
import { Conversations } from './conversations.svelte';
import { neighbour } from './rows';
import { Saying } from './saying.svelte';
import { Setting } from './setting.svelte';
import { Talking } from './talking.svelte';
import { isOfChat } from './tree';

/** Everything that Chat shows. */
export class Chat {
  readonly list: Conversations;
  readonly talking: Talking;
  readonly setting: Setting;
  readonly saying: Saying;
  /** Pictures of the library are being chosen. */
  picking: boolean = $state(false);
  /** The conversation whose name is being written. */
  renaming: ConversationId | null = $state(null);
  /** Results of functions that are typed and not given yet, by answer and call. */
  #outputs: Readonly<Record<MessageId, Readonly<Record<string, string>>>> = $state.raw({});
  readonly #ground: Ground;

  constructor(ground: Ground) {
    const { backend, studio } = ground;
    this.#ground = ground;
    this.list = new Conversations(backend);
    this.talking = new Talking(backend);
    this.setting = new Setting(backend, studio, this.talking);
    this.saying = new Saying(backend);
  }

  /** The id of the conversation that is open. */
  get openId(): ConversationId | null {
    return this.talking.conversation?.row.id ?? null;
  }

  /** Pictures in the answers of the branch that is shown, in their order. */
  get pictureIds(): PictureId[] {
    return this.talking.turns.flatMap(({ message: { body } }) =>
      body.kind === 'answer'
        ? body.answer.parts.flatMap((part) =>
            part.kind === 'picture' && part.picture !== null ? part.picture.id : [],
          )
        : [],
    );
  }

  /** Listens, and opens the conversation that was open last. The answer ends it. */
  start(): () => void {
    const { studio } = this.#ground;
    const end = studio.on((happened) => this.#heard(happened));
    void this.#first();
    return () => {
      this.saying.keep();
      void this.setting.keep();
      end();
    };
  }

  async open(id: ConversationId): Promise<void> {
    void this.setting.keep();
    this.setting.opened();
    const answer = await this.talking.open(id);
    if (answer === null) return;
    this.saying.open(id, answer.draft);
    this.#ground.shell.rememberConversation(id);
    this.saying.focus();
  }

  /** Begins a conversation. */
  async create(): Promise<void> {
    await this.#tried(async () => {
      const { row } = await this.#ground.backend.createConversation();
      if (this.list.words !== '') {
        this.list.words = '';
        await this.list.load();
      }
      await this.open(row.id);
    });
  }

  async rename(id: ConversationId, title: string): Promise<void> {
    this.renaming = null;
    await this.#tried(() => this.list.rename(id, title));
  }

  /** Takes a conversation out of the list, with a toast that brings it back. */
  async remove(id: ConversationId): Promise<void> {
    await this.#tried(async () => {
      const next = neighbour(this.list.list, id);
      const wasOpen = this.openId === id;
      if (wasOpen) this.saying.keep();
      await this.list.remove([id]);
      this.#ground.shell.toast({
        kind: 'done',
        text: t('chat-deleted'),
        next: null,
        action: { label: t('undo'), run: () => void this.#restore(id) },
      });
      if (!wasOpen) return;
      if (next === null) await this.create();
      else await this.open(next);
    });
  }

  async export(format: ConversationFormat): Promise<void> {
    const conversation = this.openId;
    if (conversation === null) return;
    await this.#tried(async () => {
      const { name } = await this.#ground.backend.exportConversation({ conversation, format });
      if (name !== null) this.#ground.actions.say(t('toast-copy-saved', { name }));
    });
  }

  /** Sends what stands in the composer, with the settings as they stand. */
  async send(): Promise<boolean> {
    this.setting.settle();
    await this.setting.keep();
    return this.saying.send();
  }

  /** Pictures go to a model that is known not to see, because the user says that it does. */
  async sendUnseen(): Promise<void> {
    this.setting.change({ sight: 'assumed' });
    await this.send();
  }

  /** What was typed for the calls of an answer, by the call's id. */
  outputsOf(message: MessageId): Readonly<Record<string, string>> {
    return this.#outputs[message] ?? {};
  }

  /** Keeps a result until every call of the answer has one. */
  output(message: MessageId, call: string, output: string): void {
    this.#outputs = {
      ...this.#outputs,
      [message]: { ...this.outputsOf(message), [call]: output },
    };
  }

  /** Gives the results of an answer's calls; the model goes on. */
  async giveOutputs(message: MessageId): Promise<void> {
    await this.#tried(async () => {
      const outputs = Object.entries(this.outputsOf(message));
      await this.setting.keep();
      await this.talking.answerTools(
        message,
        outputs.map(([id, output]) => ({ id, output })),
      );
    });
  }

  /** A picture of the library goes into the composer. */
  async holdPicture(picture: PictureId): Promise<void> {
    await this.#tried(async () => this.take(await this.#ground.backend.holdPicture({ picture })));
  }

  /** Pictures of the library, in the order in which they were chosen. */
  async holdPictures(pictures: readonly PictureId[]): Promise<void> {
    for (const picture of pictures) await this.holdPicture(picture);
  }

  /** Pictures that came go into the composer; what was refused is said. */
  take(held: Held): void {
    this.saying.hold(held);
    for (const error of held.refused) this.#ground.actions.showError(error);
    this.saying.focus();
  }

  /** Does something; what goes wrong is shown. */
  async do(work: () => Promise<void>): Promise<void> {
    await this.#tried(work);
  }

  async #restore(id: ConversationId): Promise<void> {
    await this.#tried(async () => {
      await this.list.restore([id]);
      await this.open(id);
    });
  }

  async #first(): Promise<void> {
    await this.list.load();
    const kept = this.#ground.shell.preferences.conversation;
    const id = kept ?? this.list.list.rows[0]?.id;
    if (id !== undefined) await this.open(id);
    if (this.talking.standing === 'ready') return;
    // The one that was open is not there any more.
    const first = this.list.list.rows[0]?.id;
    if (first !== undefined && first !== id) await this.open(first);
    else if (this.list.standing === 'ready' && first === undefined) await this.create();
  }

  #heard(happened: Happened): void {
    if (happened.kind === 'missed') {
      void this.list.load();
      const { openId } = this;
      if (openId !== null) void this.talking.open(openId);
      return;
    }
    if (!isOfChat(happened)) return;
    this.list.heard(happened);
    this.talking.heard(this.#ground.studio.state?.seq ?? 0, happened);
  }

  async #tried(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (thrown) {
      this.#ground.actions.showError(thrown);
    }
  }
}

export const [getChat, setChat] = createContext<Chat>();
