// The state of the form that connects a provider: what is typed, what is refused by which field,
// and where the check stands. The key leaves the form in the one request that sets it.
import { asCommandError, type Backend } from '$lib/backend/backend';
import { errorSaid } from '$lib/backend/errors';
import type {
  CommandError,
  KeyKept,
  KeyStyle,
  PresetView,
  ProfileId,
  Providers,
} from '$lib/backend/generated';

/** A preset's name, or an address that is typed. */
export type PresetChoice = string;

/** The choice of no preset. */
export const OTHER: PresetChoice = 'other';

/** How far it is. */
export type Connected =
  | { kind: 'no' }
  | { kind: 'adding' }
  | { kind: 'checking'; kept: KeyKept }
  | { kind: 'works'; kept: KeyKept; models: number }
  /** Another preset was chosen after it failed: what was said is no longer true of it. */
  | { kind: 'added'; kept: KeyKept }
  | { kind: 'fails'; kept: KeyKept; error: CommandError };

/** How presets call themselves: names of firms, the same in every language. */
const FIRMS: Record<string, string> = { whatai: 'whatai', openai: 'OpenAI', google: 'Google' };

/** A preset's name for people. */
export function presetName(preset: PresetView): string {
  return FIRMS[preset.name] ?? preset.name;
}

/** The state of the form. */
export class Connecting {
  preset: PresetChoice = $state(OTHER);
  name: string = $state('');
  address: string = $state('');
  auth: KeyStyle = $state('bearer');
  stage: Connected = $state.raw({ kind: 'no' });
  refused: CommandError | null = $state.raw(null);

  readonly busy: boolean = $derived(this.stage.kind === 'adding' || this.stage.kind === 'checking');
  /** It is in the list already: what follows changes it. */
  readonly added: ProfileId | null = $derived(
    'kept' in this.stage ? this.stage.kept.provider : null,
  );

  readonly #backend: Backend;
  readonly #presets: readonly PresetView[];
  readonly #names: () => readonly string[];
  readonly #concurrency: () => number;

  constructor(
    backend: Backend,
    presets: readonly PresetView[],
    names: () => readonly string[],
    concurrency: () => number,
  ) {
    this.#concurrency = concurrency;
    this.#backend = backend;
    this.#presets = presets;
    this.#names = names;
    const first = presets[0];
    if (first !== undefined) this.choose(first.name);
  }

  /** Takes a preset's address and key style; `other` leaves them to the user. */
  choose(choice: PresetChoice): void {
    this.preset = choice;
    this.refused = null;
    if (this.stage.kind === 'fails') {
      // A key is never taken to another address.
      this.stage = { kind: 'added', kept: { ...this.stage.kept, key: 'missing' } };
    }
    const preset = this.#presets.find((one) => one.name === choice);
    this.address = preset?.baseUrl ?? '';
    this.auth = preset?.auth ?? 'bearer';
    this.name = preset === undefined ? '' : this.#free(presetName(preset));
  }

  /** What is wrong with a field, and what to do; empty when nothing is. */
  wrong(field: 'name' | 'baseUrl' | 'key'): string {
    const { refused } = this;
    return refused?.field === field ? errorSaid(refused) : '';
  }

  /**
   * Adds it, then its key, then checks it. The key is asked for when its turn comes: a name or
   * an address that is refused does not cost the key that was pasted, and no field here holds it.
   */
  async submit(takeKey: () => string): Promise<void> {
    if (this.busy) return;
    this.refused = null;
    const { added } = this;
    const before = this.stage;
    this.stage = { kind: 'adding' };
    try {
      let kept = added === null ? await this.#add() : await this.#change(added);
      // From here on it is in the list; what is refused now is refused of a provider that is there.
      this.stage = { kind: 'checking', kept };
      const key = this.auth === 'none' ? '' : takeKey();
      if (key !== '') kept = await this.#backend.setKey({ provider: kept.provider, key });
      await this.check(kept);
    } catch (thrown) {
      const error = asCommandError(thrown);
      this.refused = error;
      if (this.stage.kind === 'adding') this.stage = before;
      else if ('kept' in this.stage) this.stage = { kind: 'fails', kept: this.stage.kept, error };
    }
  }

  /** Asks the provider whether address, key and proxy work. */
  async check(kept: KeyKept): Promise<void> {
    this.stage = { kind: 'checking', kept };
    try {
      const { models } = await this.#backend.checkProvider({ provider: kept.provider });
      this.stage = { kind: 'works', kept, models: models.length };
    } catch (thrown) {
      this.stage = { kind: 'fails', kept, error: asCommandError(thrown) };
    }
  }

  /** One that works is used at once where nothing real is: in place of the demo, or of none. */
  async adopt({ providers, current }: Providers): Promise<Providers | null> {
    const { stage } = this;
    if (stage.kind !== 'works' || stage.kept.provider === current) return null;
    const used = providers.find(({ id }) => id === current);
    if (used !== undefined && !used.demo) return null;
    return this.#backend.useProvider({ provider: stage.kept.provider });
  }

  /** Makes it the one that is used. */
  async use(): Promise<Providers | null> {
    return this.added === null ? null : this.#backend.useProvider({ provider: this.added });
  }

  /** Back to the provider that was used before; null when that is not wanted. */
  async leave(before: ProfileId | null): Promise<Providers | null> {
    const failed = this.stage.kind === 'fails' || this.stage.kind === 'added';
    return failed && before !== null ? this.#backend.useProvider({ provider: before }) : null;
  }

  /** As `leave`, and the one that was added and does not work goes out of the list again. */
  async withdraw(before: ProfileId | null): Promise<Providers | null> {
    // Read from the stage: what is derived is stale once the form is gone.
    const { stage } = this;
    if (stage.kind !== 'fails' && stage.kind !== 'added') return null;
    const providers = await this.#backend.removeProvider({ provider: stage.kept.provider });
    if (before === null || providers.current === before) return providers;
    return this.#backend.useProvider({ provider: before });
  }

  async #add(): Promise<KeyKept> {
    return this.#backend.addProvider({
      name: this.#typedName(),
      baseUrl: this.address.trim(),
      auth: this.auth,
      proxy: null,
      concurrency: null,
      asyncTasks: null,
      key: null,
    });
  }

  async #change(provider: ProfileId): Promise<KeyKept> {
    return this.#backend.changeProvider({
      provider,
      name: this.#typedName(),
      baseUrl: this.address.trim(),
      auth: this.auth,
      proxy: null,
      concurrency: this.#concurrency(),
      asyncTasks: false,
    });
  }

  /** What was typed, else the host: an address alone is enough to begin. */
  #typedName(): string {
    const typed = this.name.trim();
    if (typed !== '') return typed;
    const host = /^(?:[a-z]+:\/\/)?([^/:]+)/i.exec(this.address.trim())?.[1] ?? '';
    return this.#free(host);
  }

  #free(name: string): string {
    const taken = new Set(this.#names());
    if (!taken.has(name)) return name;
    let number = 2;
    while (taken.has(`${name} ${number}`)) number += 1;
    return `${name} ${number}`;
  }
}
