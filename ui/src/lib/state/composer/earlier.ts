// Earlier prompts, walked with Alt+Up and Alt+Down. What is being typed is the newest of them and
// is never lost. Owns the walk only; whoever asks brings the list.
export class EarlierWalk {
  #prompts: readonly string[] | null = null;
  #draft = '';
  /** -1 is the draft. */
  #at = -1;

  /** Whether the list must be asked for first. */
  get unknown(): boolean {
    return this.#prompts === null;
  }

  /** Newest first. */
  known(prompts: readonly string[]): void {
    this.#prompts = prompts;
  }

  /** The walk is over: what stands there now is a draft of its own. */
  typed(): void {
    this.#at = -1;
  }

  /** A prompt was sent: the list is asked for again. */
  sent(): void {
    this.#prompts = null;
    this.#at = -1;
  }

  /** The next older one; null at the oldest. */
  older(now: string): string | null {
    const prompts = this.#prompts ?? [];
    if (this.#at === -1) this.#draft = now;
    for (let next = this.#at + 1; next < prompts.length; next += 1) {
      const prompt = prompts[next];
      // The one that stands there already is no step.
      if (prompt !== undefined && prompt !== now) {
        this.#at = next;
        return prompt;
      }
    }
    return null;
  }

  /** The next newer one, the draft at the end; null when the draft stands there already. */
  newer(): string | null {
    if (this.#at === -1) return null;
    this.#at -= 1;
    return this.#at === -1 ? this.#draft : (this.#prompts?.[this.#at] ?? null);
  }
}
