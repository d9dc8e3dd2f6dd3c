// Whether a tile has room for stars that can be set at its foot. Pure.
import type { PictureView } from '$lib/backend/generated';
import { isFilm } from '$lib/films/length';

/** Five stars, and beside them a film's length. */
export function hasFoot(picture: PictureView, width: number, height: number): boolean {
  return picture.file === 'there' && width >= (isFilm(picture) ? 150 : 104) && height >= 76;
}
