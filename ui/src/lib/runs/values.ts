// How values of pickers are read: `high` is a word in the user's language, `2K` is itself.
import { formatNumber } from '$lib/i18n/formats';
import { hasSentence, t } from '$lib/i18n/words.svelte';

/** What of a run was set; a picture's record tells the first three. */
interface Set {
  readonly ratio: string | null;
  readonly size: string | null;
  readonly quality: string | null;
  readonly background?: string | null;
  readonly format?: string | null;
  readonly fidelity?: string | null;
  readonly compression?: number | null;
  readonly moderation?: string | null;
}

/** What was asked for, in one line; empty where nothing was. */
export function askedLine(of: Set): string {
  const { ratio, size, quality, background, format, fidelity, compression, moderation } = of;
  const word = (field: string, value: string | null | undefined): string | null =>
    value == null ? null : valueName(field, value);
  // These say nothing without their names.
  const named = (name: string, value: string | null): string | null =>
    value === null ? null : `${name} ${value}`;
  return [
    ratio,
    size?.replace('x', ' × ') ?? null,
    word('quality', quality),
    word('background', background),
    word('format', format),
    named(t('field-compression'), compression == null ? null : formatNumber(compression)),
    named(t('field-fidelity'), word('fidelity', fidelity)),
    named(t('field-moderation'), word('moderation', moderation)),
  ]
    .filter((part) => part !== null)
    .join(' · ');
}

/** The word for a value of a field, or the value where there is none. */
export function valueName(field: string, value: string): string {
  const id = `value-${field}-${value}`;
  return hasSentence(id) ? t(id) : value;
}
