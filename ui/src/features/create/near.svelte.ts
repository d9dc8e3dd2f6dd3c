// Which runs have come near the screen: until then a run is only its room. One that was drawn
// stays drawn; the engine skips what it does not show (`content-visibility`), and to make it again
// at every turn of the wheel costs more than to keep it. It knows no runs, only their ids.
import { untrack } from 'svelte';
import type { Attachment } from 'svelte/attachments';

/** So far above and below the screen is near, in CSS pixels. */
const MARGIN = 1200;

/** The element whose scrolling counts for what is inside. */
export const SCROLLS = '[data-scrolls]';

/** What has been near. */
export class Near {
  readonly #ids: Partial<Record<string, true>> = $state({});
  readonly #of = new Map<Element, string>();
  readonly #watches = new Map<string, Attachment<HTMLElement>>();
  #observer: IntersectionObserver | null = null;

  has(id: string): boolean {
    return this.#ids[id] === true;
  }

  /** Watches an element for an id; the same function for the same id, so that it is done once. */
  watch(id: string): Attachment<HTMLElement> {
    const known = this.#watches.get(id);
    if (known !== undefined) return known;
    const watch: Attachment<HTMLElement> = (element) => {
      if (untrack(() => this.has(id))) return;
      this.#observer ??= new IntersectionObserver((entries) => this.#seen(entries), {
        root: element.closest(SCROLLS),
        rootMargin: `${String(MARGIN)}px 0px`,
      });
      this.#of.set(element, id);
      this.#observer.observe(element);
      return () => {
        this.#forget(element);
        this.#watches.delete(id);
      };
    };
    this.#watches.set(id, watch);
    return watch;
  }

  #seen(entries: readonly IntersectionObserverEntry[]): void {
    for (const { target, isIntersecting } of entries) {
      const id = this.#of.get(target);
      if (id === undefined || !isIntersecting) continue;
      this.#ids[id] = true;
      this.#forget(target);
    }
  }

  #forget(element: Element): void {
    if (this.#of.delete(element)) this.#observer?.unobserve(element);
  }
}
