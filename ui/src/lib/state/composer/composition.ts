// The composer's content, to and from the form in which it is sent and kept. Pure.
import type { Composition, HeldReference, Route } from '$lib/backend/generated';
import type { Choices } from './choices';

/** What a composer holds. */
export interface Content {
  prompt: string;
  model: string | null;
  choices: Choices;
  route: Route;
  count: number | null;
  references: readonly HeldReference[];
  mask: HeldReference | null;
}

/** The choices out of a composition, or out of a run. */
export function choicesOf({ ratio, size, quality, background, format }: Choices): Choices {
  return { ratio, size, quality, background, format };
}

/** As it is sent and kept. */
export function toComposition(content: Content): Composition {
  return {
    prompt: content.prompt,
    model: content.model,
    ...choicesOf(content.choices),
    count: content.count,
    references: content.references.map((reference) => reference.id),
    mask: content.mask?.id ?? null,
    route: content.route,
    provider: null,
  };
}

/** As it was kept; a picture that is not held any more is left out. */
export function fromComposition(kept: Composition, held: readonly HeldReference[]): Content {
  const byId = new Map(held.map((reference) => [reference.id, reference]));
  return {
    prompt: kept.prompt,
    model: kept.model,
    choices: choicesOf(kept),
    route: kept.route,
    count: kept.count,
    references: kept.references.flatMap((id) => byId.get(id) ?? []),
    mask: kept.mask === null ? null : (byId.get(kept.mask) ?? null),
  };
}
