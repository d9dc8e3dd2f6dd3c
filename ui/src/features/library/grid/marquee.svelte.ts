// A rectangle drawn with the pointer over the ground of the grid: what it touches is selected. At
// the edges of the window it scrolls on. The grid draws it.
import { within, type Box } from './moves';
import type { View } from './view.svelte';

/** Below so many pixels a press is a click. */
const SLOP = 4;
/** So near to an edge it scrolls, by so many pixels a frame at the most. */
const EDGE = 36;
const FASTEST = 24;

interface Ground {
  view: () => View;
  /** Pixels left of the first tile. */
  side: number;
  /** What the document lacks to true pixels. */
  shift: () => number;
  choose: (pictures: readonly number[]) => void;
  click: () => void;
}

export class Marquee {
  /** In true pixels of the grid; null while none is drawn. */
  box: Box | null = $state.raw(null);
  #from: { x: number; y: number } | null = null;
  #at = { x: 0, y: 0 };
  #scroller: HTMLElement | null = null;
  #ground: Ground | null = null;
  #frame = 0;

  /** The pointer went down on the ground. */
  begin(event: PointerEvent, scroller: HTMLElement, ground: Ground): void {
    this.#scroller = scroller;
    this.#ground = ground;
    this.#at = { x: event.clientX, y: event.clientY };
    this.#from = this.#point();
    const ends = new AbortController();
    const { signal } = ends;
    const end = (ended: PointerEvent): void => {
      if (ended.pointerId !== event.pointerId) return;
      ends.abort();
      cancelAnimationFrame(this.#frame);
      if (this.box === null && ended.type === 'pointerup') ground.click();
      this.box = null;
      this.#from = null;
    };
    window.addEventListener('pointermove', (moved) => this.#move(moved), { signal });
    window.addEventListener('pointerup', end, { signal });
    window.addEventListener('pointercancel', end, { signal });
  }

  /** The grid scrolled under the pointer. */
  scrolled(): void {
    if (this.box !== null) this.#draw();
  }

  #move(event: PointerEvent): void {
    const { x, y } = this.#at;
    const far = Math.hypot(event.clientX - x, event.clientY - y) >= SLOP;
    if (this.box === null && !far) return;
    const first = this.box === null;
    this.#at = { x: event.clientX, y: event.clientY };
    this.#draw();
    if (first) this.#frame = requestAnimationFrame(() => this.#pull());
  }

  /** Scrolls while the pointer is at an edge. */
  #pull(): void {
    const scroller = this.#scroller;
    if (this.#from === null || scroller === null) return;
    const { top, bottom } = scroller.getBoundingClientRect();
    const above = top + EDGE - this.#at.y;
    const below = this.#at.y - (bottom - EDGE);
    const by = below > 0 ? Math.min(FASTEST, below / 2) : -Math.min(FASTEST, above / 2);
    if (above > 0 || below > 0) scroller.scrollTop += by;
    this.#frame = requestAnimationFrame(() => this.#pull());
  }

  /** Where the pointer is, in true pixels of the grid. */
  #point(): { x: number; y: number } {
    const scroller = this.#scroller;
    const box = scroller?.getBoundingClientRect();
    if (scroller == null || box === undefined || this.#ground === null) return { x: 0, y: 0 };
    return {
      x: this.#at.x - box.left - this.#ground.side,
      y: this.#at.y - box.top + scroller.scrollTop + this.#ground.shift(),
    };
  }

  #draw(): void {
    const from = this.#from;
    const ground = this.#ground;
    if (from === null || ground === null) return;
    const to = this.#point();
    const view = ground.view();
    const box = {
      left: Math.max(-ground.side, Math.min(from.x, to.x)),
      top: Math.max(0, Math.min(from.y, to.y)),
      right: Math.min(view.rows.layout.width + ground.side, Math.max(from.x, to.x)),
      bottom: Math.max(from.y, to.y),
    };
    this.box = box;
    ground.choose(within(view, box));
  }
}
