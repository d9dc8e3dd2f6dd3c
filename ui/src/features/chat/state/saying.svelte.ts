// What stands in the composer of the open conversation: words, pictures, a video's address, and
// which earlier message it takes the place of. Refusals stand by their field until that is changed.
import { asCommandError, type Backend } from '$lib/backend/backend';
import type {
  ChatDraft,
  ChatMessage,
  CommandError,
  ConversationId,
  Held,
  HeldReference,
  MessageId,
  ReferenceId,
} from '$lib/backend/generated';
import { Keeping } from '$lib/state/composer/keeping';

/** What stands there. */
interface Content {
  text: string;
  pictures: readonly HeldReference[];
  video: string;
}

const EMPTY: Content = { text: '', pictures: [], video: '' };

/** The composer of Chat. */
export class Saying {
  text: string = $state('');
  pictures: readonly HeldReference[] = $state.raw([]);
  /** Empty for none. */
  video: string = $state('');
  /** The field for a video's address is shown. */
  videoOpen: boolean = $state(false);
  /** The message that is written anew. */
  editing: MessageId | null = $state(null);
  /** By field; what is about none stands under the empty name. */
  refusals: Readonly<Record<string, CommandError>> = $state.raw({});
  sending: boolean = $state(false);
  readonly empty: boolean = $derived(
    this.text.trim() === '' && this.pictures.length === 0 && this.video.trim() === '',
  );

  /** Puts the cursor into the text; the place that shows it says how. */
  focus: () => void = () => undefined;

  readonly #backend: Backend;
  #conversation: ConversationId | null = null;
  /** What stood there before an earlier message was taken up. */
  #aside: Content | null = null;
  readonly #keeping = new Keeping(() => this.#keep());

  constructor(backend: Backend) {
    this.#backend = backend;
  }

  /** Another conversation is open. */
  open(conversation: ConversationId, draft: ChatDraft): void {
    this.keep();
    this.#conversation = conversation;
    this.#aside = null;
    this.editing = null;
    this.refusals = {};
    this.#put(draft);
  }

  type(text: string): void {
    this.text = text;
    this.#changed('text');
  }

  setVideo(address: string): void {
    this.video = address;
    this.#changed('video');
  }

  closeVideo(): void {
    this.videoOpen = false;
    this.setVideo('');
  }

  /** Adds pictures behind those that are there; one that is there already stays where it is. */
  hold(held: Held): void {
    const known = new Set(this.pictures.map(({ id }) => id));
    const added = held.references.filter(({ id }) => !known.has(id));
    this.pictures = [...this.pictures, ...added];
    this.#changed('pictures');
  }

  remove(id: ReferenceId): void {
    this.pictures = this.pictures.filter((picture) => picture.id !== id);
    this.#changed('pictures');
  }

  /** An earlier message is written anew. What stood here comes back when that is over. */
  async edit(message: ChatMessage): Promise<void> {
    if (message.body.kind !== 'user') return;
    const { text, pictures, video } = message.body;
    const hashes = pictures.map(({ hash }) => hash);
    const held = hashes.length === 0 ? null : await this.#backend.holdSent({ hashes });
    this.#aside ??= { text: this.text, pictures: this.pictures, video: this.video };
    this.editing = message.id;
    this.refusals = {};
    this.#put({ text, pictures: held?.references ?? [], video: video ?? '' });
    this.focus();
  }

  stopEditing(): void {
    if (this.editing === null) return;
    this.editing = null;
    this.refusals = {};
    this.#put(this.#aside ?? EMPTY);
    this.#aside = null;
  }

  /** Sends it. False when there is nothing to send, it was refused, or is on its way already. */
  async send(): Promise<boolean> {
    const conversation = this.#conversation;
    if (this.sending || this.empty || conversation === null) return false;
    this.sending = true;
    this.refusals = {};
    try {
      const video = this.video.trim();
      await this.#backend.sendMessage({
        conversation,
        insteadOf: this.editing,
        text: this.text,
        pictures: this.pictures.map(({ id }) => id),
        video: video === '' ? null : video,
      });
      if (this.#conversation !== conversation) return true;
      this.editing = null;
      this.#put(this.#aside ?? EMPTY);
      this.#aside = null;
      this.#keeping.changed();
      this.keep();
      return true;
    } catch (thrown) {
      const error = asCommandError(thrown);
      this.refusals = { [error.field ?? '']: error };
      return false;
    } finally {
      this.sending = false;
    }
  }

  /** Keeps it now, if something changed. */
  keep(): void {
    this.#keeping.now();
  }

  #put({ text, pictures, video }: Content): void {
    this.text = text;
    this.pictures = pictures;
    this.video = video;
    this.videoOpen = video !== '';
  }

  #changed(field: 'text' | 'pictures' | 'video'): void {
    const others = Object.entries(this.refusals).filter(
      ([name]) => name !== '' && !name.startsWith(field),
    );
    this.refusals = Object.fromEntries(others);
    // A message that is written anew is no draft: the draft waits aside.
    if (this.editing === null) this.#keeping.changed();
  }

  #keep(): void {
    const conversation = this.#conversation;
    if (conversation === null || this.editing !== null) return;
    const { text, video } = this;
    const pictures = this.pictures.map(({ id }) => id);
    // What cannot be kept now is kept with the next change; the page itself loses nothing.
    this.#backend.keepDraft({ conversation, text, pictures, video }).catch(() => undefined);
  }
}
