// Scrolling over more pixels than a browser's element may be high. Places are counted in true
// pixels; the element in the document is at most `TALLEST` high and stands for a part of them,
// shifted by a whole number. Every pixel of the wheel is a pixel, however long the library is.

/** Engines stop at 33,554,431 px; far below that positions are still exact in a float. */
export const TALLEST = 4_000_000;

/** What the document scrolls to, and what it lacks to the true place. */
export interface Stand {
  readonly dom: number;
  readonly shift: number;
}

/** Height of the element in the document. */
export function elementHeight(height: number): number {
  return Math.min(height, TALLEST);
}

/** The farthest place that can be scrolled to. */
export function farthest(height: number, view: number): number {
  return Math.max(0, height - view);
}

/** How the document stands at a true place. The ends stand at the ends. */
export function standAt(top: number, height: number): Stand {
  const place = Math.max(0, Math.round(top));
  if (height <= TALLEST) return { dom: place, shift: 0 };
  const half = TALLEST / 2;
  const most = height - TALLEST;
  const shift = Math.round(Math.min(most, Math.max(0, place - half)));
  return { dom: place - shift, shift };
}

/** Whether the document comes near an end of its element that is no end of the library. */
export function isNearEdge(dom: number, shift: number, height: number): boolean {
  if (height <= TALLEST) return shift !== 0;
  const margin = TALLEST / 8;
  return (dom < margin && shift > 0) || (dom > TALLEST - margin && shift < height - TALLEST);
}
