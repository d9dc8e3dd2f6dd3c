// Which entries of the library are films, and how long one is, as a player says it. Pure.
import type { PictureView } from '$lib/backend/generated';

/** Whether an entry of the library is a film. */
export function isFilm(picture: Pick<PictureView, 'format'>): boolean {
  return picture.format === 'mp4';
}

/** `0:05`. */
export function lengthName(milliseconds: number): string {
  const all = Math.max(0, Math.round(milliseconds / 1000));
  return `${Math.floor(all / 60)}:${String(all % 60).padStart(2, '0')}`;
}
