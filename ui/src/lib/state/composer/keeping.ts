// When a change is kept: a moment after the last one, and never later than a while after the
// first, so that long typing is not lost as a whole. It knows nothing of what is kept.

/** How long a change waits before it is kept, in milliseconds. */
export const KEEP_AFTER = 400;
/** The longest that a change waits while others follow it, in milliseconds. */
export const KEEP_WITHIN = 2000;

/** One thing that is kept by and by. */
export class Keeping {
  readonly #keep: () => void;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #since = 0;

  constructor(keep: () => void) {
    this.#keep = keep;
  }

  /** Something changed. */
  changed(): void {
    const now = Date.now();
    if (this.#timer === null) this.#since = now;
    else clearTimeout(this.#timer);
    const left = Math.max(0, this.#since + KEEP_WITHIN - now);
    this.#timer = setTimeout(() => this.now(), Math.min(KEEP_AFTER, left));
  }

  /** Keeps it now, if something changed. */
  now(): void {
    if (this.#timer === null) return;
    clearTimeout(this.#timer);
    this.#timer = null;
    this.#keep();
  }
}
