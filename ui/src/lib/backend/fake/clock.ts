// Time for the fake backend: the real one, or one that a test holds and moves by hand.

/** Something that happens later; calling it off. */
export type CallOff = () => void;

/** Time. */
export interface Clock {
  now(): number;
  after(milliseconds: number, happen: () => void): CallOff;
}

/** Time as it passes; `speed` 2 is twice as fast. */
export function passingClock(speed = 1): Clock {
  return {
    now: () => Date.now(),
    after(milliseconds, happen) {
      const timer = setTimeout(happen, milliseconds / speed);
      return () => clearTimeout(timer);
    },
  };
}

/** Time that stands still until somebody moves it. */
export class HeldClock implements Clock {
  #now: number;
  #waiting: { at: number; happen: () => void }[] = [];

  constructor(now = Date.now()) {
    this.#now = now;
  }

  now(): number {
    return this.#now;
  }

  after(milliseconds: number, happen: () => void): CallOff {
    const one = { at: this.#now + milliseconds, happen };
    this.#waiting.push(one);
    return () => {
      this.#waiting = this.#waiting.filter((other) => other !== one);
    };
  }

  /** Lets time pass; everything that is due happens, in its order. */
  advance(milliseconds: number): void {
    const until = this.#now + milliseconds;
    for (;;) {
      const due = this.#waiting
        .filter((one) => one.at <= until)
        .sort((a, b) => a.at - b.at)
        .at(0);
      if (due === undefined) break;
      this.#waiting = this.#waiting.filter((other) => other !== due);
      this.#now = due.at;
      due.happen();
    }
    this.#now = until;
  }
}
