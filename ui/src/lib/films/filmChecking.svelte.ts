// What core says of a storyboard before it is sent: asked a moment after every change, and only the
// last answer counts. It knows nothing of what is asked.
import type { FilmCheck } from '$lib/backend/generated';

/** How long after a change core is asked about it, in milliseconds. */
export const CHECK_AFTER = 250;

/** The question, and its last answer. */
export class FilmChecking {
  /** Null until something was said. */
  check: FilmCheck | null = $state.raw(null);

  readonly #ask: () => Promise<FilmCheck>;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #checks = 0;

  constructor(ask: () => Promise<FilmCheck>) {
    this.#ask = ask;
  }

  /** Asks when nothing more has changed for a moment. */
  soon(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#now(), CHECK_AFTER);
  }

  async #now(): Promise<void> {
    this.#timer = null;
    this.#checks += 1;
    const asked = this.#checks;
    try {
      const check = await this.#ask();
      if (asked === this.#checks) this.check = check;
    } catch {
      // It is said at the press, with everything else.
      if (asked === this.#checks) this.check = null;
    }
  }
}
