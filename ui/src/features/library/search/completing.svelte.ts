// How a search may go on: asked for with every key, the last answer wins. It draws nothing.
import type { Backend } from '$lib/backend/backend';
import type { Completion } from '$lib/backend/generated';

export class Completing {
  choices: readonly Completion[] = $state.raw([]);
  /** The one that Enter takes; -1 is none. */
  at = $state(-1);
  from = 0;
  to = 0;
  readonly open: boolean = $derived(this.choices.length > 0);
  readonly #backend: Pick<Backend, 'completeQuery'>;
  #asked = 0;

  constructor(backend: Pick<Backend, 'completeQuery'>) {
    this.#backend = backend;
  }

  /** Asks how a search goes on at the caret. With nothing typed there, only if somebody wants it. */
  async ask(query: string, caret: number, wanted = false): Promise<void> {
    this.#asked += 1;
    const asked = this.#asked;
    const typing = /\S$/u.test(query.slice(0, caret));
    if (!typing && !wanted) {
      this.close();
      return;
    }
    try {
      const { from, to, choices } = await this.#backend.completeQuery({ query, caret });
      if (asked !== this.#asked) return;
      this.from = from;
      this.to = to;
      this.at = -1;
      // What stands there already is no way to go on.
      this.choices = choices.filter(({ text }) => text !== query.slice(from, to));
    } catch {
      if (asked === this.#asked) this.choices = [];
    }
  }

  step(by: 1 | -1): void {
    const count = this.choices.length;
    if (count > 0) this.at = (this.at + by + count + (this.at < 0 && by < 0 ? 1 : 0)) % count;
  }

  close(): void {
    this.#asked += 1;
    this.choices = [];
    this.at = -1;
  }
}
