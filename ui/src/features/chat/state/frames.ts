// What comes faster than the screen is drawn is handed on once for each frame. A window that is
// hidden draws no frames: then it is handed on a few times a second, so that nothing piles up.

/** How often a hidden window takes in what came, in milliseconds. */
const HIDDEN_MS = 250;

/** Gathers things and hands them on together. */
export class Frames<Thing> {
  #waiting: Thing[] = [];
  #off: (() => void) | null = null;
  readonly #take: (things: readonly Thing[]) => void;

  constructor(take: (things: readonly Thing[]) => void) {
    this.#take = take;
  }

  add(thing: Thing): void {
    this.#waiting.push(thing);
    if (this.#off !== null) return;
    if (document.hidden) {
      const timer = setTimeout(() => this.flush(), HIDDEN_MS);
      this.#off = () => clearTimeout(timer);
    } else {
      const frame = requestAnimationFrame(() => this.flush());
      this.#off = () => cancelAnimationFrame(frame);
    }
  }

  /** Hands on what waits, now. */
  flush(): void {
    this.#off?.();
    this.#off = null;
    const things = this.#waiting;
    this.#waiting = [];
    if (things.length > 0) this.#take(things);
  }

  /** Forgets what waits. */
  stop(): void {
    this.#off?.();
    this.#off = null;
    this.#waiting = [];
  }
}
