// What is left of the money at each provider, as far as it tells. Asked seldom and quietly: one
// that has no such page, or does not answer, is nothing to complain about.
import type { Backend } from '$lib/backend/backend';
import type { BalanceView, ProfileId } from '$lib/backend/generated';

/** A provider is asked at most this often, in milliseconds. */
export const SELDOM = 30_000;

/** What is known of all providers' balances. */
export class Balances {
  #known: Readonly<Record<ProfileId, BalanceView>> = $state.raw({});
  readonly #asked = new Map<ProfileId, number>();
  readonly #later = new Map<ProfileId, ReturnType<typeof setTimeout>>();
  readonly #backend: Backend;

  constructor(backend: Backend) {
    this.#backend = backend;
  }

  /** What a provider told last; null when it tells nothing. */
  of(provider: ProfileId): BalanceView | null {
    return this.#known[provider] ?? null;
  }

  /** Asks now, or as soon as it may be asked again. */
  ask(provider: ProfileId): void {
    if (this.#later.has(provider)) return;
    const last = this.#asked.get(provider);
    const wait = last === undefined ? 0 : last + SELDOM - Date.now();
    if (wait <= 0) {
      void this.#ask(provider);
      return;
    }
    const later = setTimeout(() => {
      this.#later.delete(provider);
      void this.#ask(provider);
    }, wait);
    this.#later.set(provider, later);
  }

  /** Nobody looks any more. */
  rest(provider: ProfileId): void {
    clearTimeout(this.#later.get(provider));
    this.#later.delete(provider);
  }

  async #ask(provider: ProfileId): Promise<void> {
    this.#asked.set(provider, Date.now());
    let told: BalanceView | null = null;
    try {
      told = (await this.#backend.balance({ provider })).balance;
    } catch {
      // Whether it can be reached is told by runs and by Settings.
    }
    const others = Object.entries(this.#known).filter(([id]) => id !== provider);
    this.#known = Object.fromEntries(told === null ? others : [...others, [provider, told]]);
  }
}
