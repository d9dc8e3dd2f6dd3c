// References that are not there any more: those that are keep their mentions, the mask goes with
// the picture that it lay on, and what was lost is told. Pure.
import type { HeldReference } from '$lib/backend/generated';
import { afterRemove } from './mentions';

/** What the composer lost without the user's asking for it. */
export type Lost = 'mask' | 'references' | 'continues' | 'continues-model';

/** What is left of prompt, references and mask. */
export interface Left {
  readonly prompt: string;
  readonly references: readonly HeldReference[];
  readonly mask: HeldReference | null;
  readonly lost: readonly Lost[];
}

/**
 * What is left when `places` has null for every reference that is missing. `masked` says that
 * there was a mask, `mask` is what came of it.
 */
export function withoutMissing(
  prompt: string,
  places: readonly (HeldReference | null)[],
  mask: HeldReference | null,
  masked: boolean,
): Left {
  const lost: Lost[] = [];
  const here = mask !== null && places[0] !== null ? mask : null;
  if (places.includes(null)) lost.push('references');
  if (masked && here === null) lost.push('mask');
  let text = prompt;
  let count = places.length;
  // From the last to the first, so that the places before it are still those of the text.
  for (let at = places.length - 1; at >= 0; at -= 1) {
    if (places[at] !== null) continue;
    text = afterRemove(text, at, count);
    count -= 1;
  }
  return {
    prompt: text,
    references: places.flatMap((place) => place ?? []),
    mask: here,
    lost,
  };
}
