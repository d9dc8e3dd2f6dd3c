// Moving pictures, or a board, inside the window: onto a board, a tag, the trash, the composer. A
// press that does not move stays a click. It draws nothing; a layer shows what is in the air.

/** What is in the air. */
export type Load =
  | { readonly kind: 'pictures'; readonly count: number; readonly source: string | null }
  | { readonly kind: 'board'; readonly board: string; readonly name: string };

interface Press {
  /** What would be in the air; asked when the pointer has moved far enough. */
  load: () => Load | null;
  /** Let go over a place: the value of its `data-drop`. */
  drop: (load: Load, onto: string) => void;
}

/** Below so many pixels a press is a click. */
const SLOP = 6;

export class Dragging {
  load: Load | null = $state.raw(null);
  at = $state.raw({ x: 0, y: 0 });
  /** The `data-drop` of what is under the pointer. */
  over: string | null = $state(null);

  begin(event: PointerEvent, press: Press): void {
    if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const from = { x: event.clientX, y: event.clientY };
    const ends = new AbortController();
    const { signal } = ends;
    const end = (): void => {
      ends.abort();
      this.load = null;
      this.over = null;
    };
    const move = (moved: PointerEvent): void => {
      if (moved.pointerId !== event.pointerId) return;
      const far = Math.hypot(moved.clientX - from.x, moved.clientY - from.y) >= SLOP;
      if (this.load === null) {
        if (!far) return;
        this.load = press.load();
        if (this.load === null) end();
      }
      this.at = { x: moved.clientX, y: moved.clientY };
      const under = document.elementFromPoint(moved.clientX, moved.clientY);
      this.over = under?.closest<HTMLElement>('[data-drop]')?.dataset['drop'] ?? null;
    };
    const up = (released: PointerEvent): void => {
      if (released.pointerId !== event.pointerId) return;
      const { load, over } = this;
      end();
      if (load === null) return;
      // What was dragged is not clicked.
      const swallow = (click: Event): void => {
        click.stopPropagation();
        click.preventDefault();
      };
      window.addEventListener('click', swallow, { capture: true, once: true });
      setTimeout(() => window.removeEventListener('click', swallow, { capture: true }), 0);
      if (over !== null) press.drop(load, over);
    };
    const key = (pressed: KeyboardEvent): void => {
      if (pressed.key !== 'Escape' || this.load === null) return;
      pressed.preventDefault();
      pressed.stopPropagation();
      end();
    };
    window.addEventListener('pointermove', move, { signal });
    window.addEventListener('pointerup', up, { signal });
    window.addEventListener('pointercancel', end, { signal });
    window.addEventListener('keydown', key, { signal, capture: true });
  }
}
