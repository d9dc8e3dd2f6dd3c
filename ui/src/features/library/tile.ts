// How a tile is named and which thumbnail it takes. Pure.
import type { PictureView } from '$lib/backend/generated';
import type { ThumbnailWidth } from '$lib/backend/backend';
import { t } from '$lib/i18n/words.svelte';

/** A picture's name is its prompt; one without a prompt is called by its file. */
export function nameOf(picture: PictureView): string {
  const prompt = picture.prompt.trim();
  if (prompt !== '') return prompt;
  return t('library-untitled', { name: picture.path.split('/').at(-1) ?? picture.path });
}

/** The smaller thumbnail, unless the tile has more device pixels than it. */
export function thumbnailFor(width: number, height: number, density: number): ThumbnailWidth {
  return Math.max(width, height) * density > 320 ? 768 : 320;
}
