// Whether a form has something that would be lost, and the question before it is left. One for
// the whole dialog: leaving a section, the dialog or the form asks the same.

export class Unsaved {
  /** The form on the screen was changed. */
  dirty = $state(false);
  /** Somebody wants to leave: what happens if the changes are given up. */
  #then: (() => void) | null = $state.raw(null);
  /** Saves the form on the screen; false where that was refused, and the form says why. */
  save: (() => Promise<boolean>) | null = $state.raw(null);

  get asking(): boolean {
    return this.#then !== null;
  }

  /** Leaves at once, or asks. */
  leave(then: () => void): void {
    if (this.dirty) this.#then = then;
    else then();
  }

  /** Nothing would be lost any more: nobody is asked. */
  saved(): void {
    this.#then = null;
    this.dirty = false;
  }

  keep(): void {
    this.#then = null;
  }

  /** Saves and goes where somebody wanted to; what is refused stays on the screen. */
  async saveAndLeave(): Promise<void> {
    const then = this.#then;
    this.#then = null;
    if ((await this.save?.()) === true) then?.();
  }

  discard(): void {
    const then = this.#then;
    this.#then = null;
    this.dirty = false;
    then?.();
  }
}
