// Which element of the document draws which line. Lines that leave give their element to lines that
// come, so that scrolling makes no elements and throws none away.

/** A line, and the element that draws it. */
export interface Slotted<T> {
  readonly slot: number;
  readonly item: T;
}

export class Slots {
  #slotOf = new Map<number, number>();
  #free: number[] = [];
  #made = 0;

  /** Elements that were ever made. */
  get made(): number {
    return this.#made;
  }

  /** Gives every line an element; those that had one keep it. */
  take<T extends { readonly index: number }>(items: readonly T[]): Slotted<T>[] {
    const before = this.#slotOf;
    const kept = new Map<number, number>();
    for (const { index } of items) {
      const slot = before.get(index);
      if (slot !== undefined) kept.set(index, slot);
    }
    for (const [index, slot] of before) if (!kept.has(index)) this.#free.push(slot);
    const slotted = items.map((item) => {
      let slot = kept.get(item.index);
      if (slot === undefined) {
        slot = this.#free.pop() ?? this.#made++;
        kept.set(item.index, slot);
      }
      return { slot, item };
    });
    this.#slotOf = kept;
    return slotted;
  }
}
