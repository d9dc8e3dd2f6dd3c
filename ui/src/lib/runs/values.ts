// How values of pickers are read: `high` is a word in the user's language, `2K` is itself.
import { hasSentence, t } from '$lib/i18n/words.svelte';

/** Ratio, size and quality that were asked for, in one line; empty where nothing was. */
export function askedLine(of: {
  ratio: string | null;
  size: string | null;
  quality: string | null;
}): string {
  return [
    of.ratio,
    of.size?.replace('x', ' × ') ?? null,
    of.quality === null ? null : valueName('quality', of.quality),
  ]
    .filter((part) => part !== null)
    .join(' · ');
}

/** The word for a value of a field, or the value where there is none. */
export function valueName(field: string, value: string): string {
  const id = `value-${field}-${value}`;
  return hasSentence(id) ? t(id) : value;
}
