// A film's state as what can be done and shown. Pure; says nothing in words.
import type { Film } from '$lib/backend/generated';

/** Width over height of a film's place, before and after it is there. */
export function shapeOf(film: Film): number {
  const saved = film.saved?.picture;
  if (saved !== undefined && saved.height > 0) return saved.width / saved.height;
  if (film.expected !== null && film.expected[1] > 0) return film.expected[0] / film.expected[1];
  const [width, height] = (film.ratio ?? '16:9').split(':').map(Number);
  return width && height ? width / height : 16 / 9;
}

/** What it was made from. */
export type MadeFrom = 'text' | 'first' | 'frames' | 'references';

export function madeFrom(film: Film): MadeFrom {
  if (film.references.length > 0) return 'references';
  if (film.firstFrame === null) return 'text';
  return film.lastFrame === null ? 'first' : 'frames';
}

/** The share of a film that is known; null where only time passes. */
export function shareOf(film: Film): number | null {
  const { progress } = film;
  if (progress?.kind === 'task') return progress.percent / 100;
  if (progress?.kind === 'receiving' && progress.total !== null && progress.total > 0) {
    return Math.min(1, progress.received / progress.total);
  }
  return null;
}
