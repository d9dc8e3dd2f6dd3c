// Refusals by the field they are about. Pure.
import type { CommandError } from '$lib/backend/generated';

/** `prompt`, `references`, `references[1]`, `mask`, … and `NO_FIELD`. */
export type Refusals = Readonly<Record<string, CommandError>>;

/** A refusal that is about no field of the composer stands under this name. */
export const NO_FIELD = '';

const FIELDS: ReadonlySet<string> = new Set([
  'prompt',
  'model',
  'ratio',
  'size',
  'count',
  'references',
  'mask',
  'quality',
  'background',
  'format',
  'fidelity',
  'compression',
  'moderation',
  'route',
  'drafts',
  'continues',
]);

/** The refusal at its field. */
export function refused(error: CommandError): Refusals {
  const field = error.field ?? NO_FIELD;
  const known = FIELDS.has(field) || field.startsWith('references[');
  return { [known ? field : NO_FIELD]: error };
}

/** What is left when these fields were changed; what is about none is forgiven with any. */
export function forgiven(refusals: Refusals, fields: readonly string[]): Refusals {
  const kept = Object.entries(refusals).filter(
    ([field]) => field !== NO_FIELD && !fields.includes(field),
  );
  return Object.fromEntries(kept);
}
