// Refusals of a storyboard by the field they are about: those of the press, and what is the matter
// with its pictures before that. Pure.
import type { CommandError, FilmCheck } from '$lib/backend/generated';
import { NO_FIELD, type Refusals } from '$lib/state/composer/refusals';
import { FILM_FIELDS } from './choices';

const PICTURES = /^(firstFrame|lastFrame|references)/;
const FIELDS: ReadonlySet<string> = new Set(['prompt', 'model', ...FILM_FIELDS]);

/** Whether a field is about a picture of the storyboard. */
export function isOfPictures(field: string): boolean {
  return PICTURES.test(field);
}

/** The refusal of a press, at its field. */
export function refusedAtPress(error: CommandError): Refusals {
  const field = error.field ?? NO_FIELD;
  return { [isOfPictures(field) || FIELDS.has(field) ? field : NO_FIELD]: error };
}

/** What is said before any press: only of pictures, for those are not being written any more. */
export function refusedNow(check: FilmCheck | null): Refusals {
  const errors = check?.refusals ?? [];
  return Object.fromEntries(
    errors.flatMap((error) =>
      error.field !== null && isOfPictures(error.field) ? [[error.field, error] as const] : [],
    ),
  );
}
