// All of a search at once: its tokens and its words selected together, and what stood there before,
// because a field that makes tokens of its words has no undo of its own. It draws nothing.

/** What a key means for all that stands in the field. */
export type Meant = 'undo' | 'clear' | 'replace' | null;

export class Whole {
  /** All of it is selected: the next key takes its place. */
  selected = $state(false);
  readonly #before: string[] = [];

  /** It is another search now. */
  changed(from: string): void {
    this.#before.push(from);
    this.selected = false;
  }

  /** The search before this one. */
  back(): string | null {
    this.selected = false;
    return this.#before.pop() ?? null;
  }

  /** A key was pressed in a field that has tokens, or none. */
  meant(event: KeyboardEvent, tokens: boolean): Meant {
    const mod = event.ctrlKey || event.metaKey;
    const plain = mod && !event.shiftKey && !event.altKey;
    const letter = plain ? event.key.toLowerCase() : '';
    if (letter === 'z') return 'undo';
    const { selected } = this;
    this.selected = letter === 'a' && tokens;
    if (!selected || mod) return null;
    if (event.key === 'Delete' || event.key === 'Backspace') return 'clear';
    return event.key.length === 1 ? 'replace' : null;
  }
}
