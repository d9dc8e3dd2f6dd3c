// How values of pickers are read: `high` is a word in the user's language, `2K` is itself.
import { hasSentence, t } from '$lib/i18n/words.svelte';

/** The word for a value of a field, or the value where there is none. */
export function valueName(field: string, value: string): string {
  const id = `value-${field}-${value}`;
  return hasSentence(id) ? t(id) : value;
}
