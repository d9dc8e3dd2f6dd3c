// What the open conversation is set to. A change stands at once and is kept a moment later; what
// would be refused is told by field while it is changed. Nothing is sent to a provider by it.
import type { Backend } from '$lib/backend/backend';
import type {
  ChatModelView,
  ChatOffer,
  ChatProtocol,
  ChatSettings,
  CommandError,
  ConversationView,
  ParameterView,
  ProtocolView,
} from '$lib/backend/generated';
import type { Studio } from '$lib/state/studio.svelte';
import type { Talking } from './talking.svelte';

/** A change waits so long for the next one, in milliseconds. */
const KEEP_AFTER = 250;

/** A model's card: by its id, or by a beginning that ends in `*`. */
export function chatCardOf(models: readonly ChatModelView[], id: string): ChatModelView | null {
  const matches = (pattern: string): boolean =>
    pattern.endsWith('*') ? id.startsWith(pattern.slice(0, -1)) : id === pattern;
  return (
    models.find((model) => model.id === id) ??
    models.find((model) => model.also.some(matches)) ??
    null
  );
}

/** The settings of the open conversation. */
export class Setting {
  /** What would be refused if a message were sent now. */
  refused: readonly CommandError[] = $state.raw([]);
  /** Changed, and not yet kept. */
  #changed: ChatSettings | null = $state.raw(null);
  readonly #backend: Backend;
  readonly #studio: Studio;
  readonly #talking: Talking;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #keeping: Promise<void> = Promise.resolve();

  constructor(backend: Backend, studio: Studio, talking: Talking) {
    this.#backend = backend;
    this.#studio = studio;
    this.#talking = talking;
  }

  readonly offer: ChatOffer = $derived.by(
    () => this.#studio.state?.chat ?? { protocols: [], models: [] },
  );
  readonly conversation: ConversationView | null = $derived.by(() => this.#talking.conversation);
  /** As it stands; null while no conversation is open. */
  readonly settings: ChatSettings | null = $derived(
    this.#changed ?? this.conversation?.settings ?? null,
  );
  /** The first time it is the first that is known: nobody has chosen one yet. */
  readonly model: string | null = $derived(
    this.settings?.model ?? this.conversation?.model ?? this.offer.models[0]?.id ?? null,
  );
  /** What is known of the model. */
  readonly card: ChatModelView | null = $derived(
    this.model === null ? null : chatCardOf(this.offer.models, this.model),
  );
  readonly modelName: string | null = $derived(this.card?.name ?? this.model);
  readonly protocol: ChatProtocol = $derived(
    this.settings?.protocol ??
      (this.#changed === null ? this.conversation?.protocol : this.card?.protocols[0]) ??
      'chat',
  );
  readonly takes: ProtocolView | null = $derived(
    this.offer.protocols.find(({ protocol }) => protocol === this.protocol) ?? null,
  );
  readonly parameters: readonly ParameterView[] = $derived(this.takes?.parameters ?? []);
  /** Those that are set and that the protocol has, in their order. */
  readonly set: readonly { name: string; value: string }[] = $derived(
    this.parameters.flatMap(({ name }) => {
      const value = this.settings?.parameters[name] ?? '';
      return value === '' ? [] : [{ name, value }];
    }),
  );

  /** Another conversation is open. */
  opened(): void {
    clearTimeout(this.#timer);
    this.#changed = null;
    this.refused = [];
  }

  change(change: Partial<ChatSettings>): void {
    if (this.settings === null) return;
    this.#changed = { ...this.settings, ...change };
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.keep(), KEEP_AFTER);
  }

  /** Sets a body field as typed; empty is not set. */
  setParameter(name: string, value: string): void {
    if (this.settings === null) return;
    const { [name]: _, ...others } = this.settings.parameters;
    this.change({ parameters: value === '' ? others : { ...others, [name]: value } });
  }

  /** The refusal of a field, if there is one. */
  refusal(field: string): CommandError | null {
    return this.refused.find((error) => error.field === field) ?? null;
  }

  /** Chooses the model that stands in the bar, where nobody has chosen one. */
  settle(): void {
    if (this.settings?.model === null && this.conversation?.model === null) {
      this.change({ model: this.model });
    }
  }

  /** Keeps what was changed, now. */
  keep(): Promise<void> {
    clearTimeout(this.#timer);
    this.#keeping = this.#keeping.then(() => this.#keep());
    return this.#keeping;
  }

  async #keep(): Promise<void> {
    const settings = this.#changed;
    const conversation = this.conversation?.row.id;
    if (settings === null || conversation === undefined) return;
    try {
      const kept = await this.#backend.changeConversation({ conversation, settings });
      // Something newer was typed, or another one is open by now.
      if (this.conversation?.row.id !== conversation) return;
      this.#talking.set(kept.conversation);
      this.refused = kept.refused;
      if (this.#changed === settings) this.#changed = null;
    } catch {
      // It stands as it was typed, and is kept with the next change or the next message.
    }
  }
}
