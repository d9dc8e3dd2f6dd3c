// Whether a form has something that would be lost, and the question before it is left. One for
// the whole dialog: leaving a section, the dialog or the form asks the same.

export class Unsaved {
  /** The form on the screen was changed. */
  dirty = $state(false);
  /** Somebody wants to leave: what happens if the changes are given up. */
  #then: (() => void) | null = $state.raw(null);
  /** Saves the form on the screen; false where there is something left to do in it. */
  save: (() => Promise<boolean>) | null = $state.raw(null);
  /** It is being saved before it is left. */
  saving = $state(false);

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
    this.dirty = false;
    if (!this.saving) this.#then = null;
  }

  keep(): void {
    this.#then = null;
  }

  /** Saves and goes where somebody wants to by then. False where the form stays. */
  async saveAndLeave(): Promise<boolean> {
    if (this.saving || !this.asking) return false;
    this.saving = true;
    const leaves = await Promise.resolve(this.save?.()).finally(() => (this.saving = false));
    const then = this.#then;
    this.#then = null;
    if (leaves === true) then?.();
    return leaves === true;
  }

  discard(): void {
    const then = this.#then;
    this.#then = null;
    this.dirty = false;
    then?.();
  }
}
