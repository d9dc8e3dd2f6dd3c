// The composer's content, to and from the form in which it is sent and kept. Pure.
import type { BoardId, Composition, HeldReference, PictureId, Route } from '$lib/backend/generated';
import type { Choices } from './choices';
import { withoutMissing, type Left } from './missing';

/** What a composer holds. */
export interface Content {
  prompt: string;
  model: string | null;
  choices: Choices;
  route: Route;
  count: number | null;
  references: readonly HeldReference[];
  mask: HeldReference | null;
  also: readonly string[];
  continues: PictureId | null;
  drafts: number | null;
  /** The project: the board that pictures land on. */
  board: BoardId | null;
}

/** Nothing written and nothing chosen. */
export const EMPTY_COMPOSITION: Composition = {
  prompt: '',
  model: null,
  ratio: null,
  size: null,
  count: null,
  references: [],
  mask: null,
  quality: null,
  background: null,
  format: null,
  fidelity: null,
  compression: null,
  moderation: null,
  route: 'automatic',
  provider: null,
  also: [],
  continues: null,
  drafts: null,
  board: null,
};

/** The choices as a composition and a run have them. */
type Asked = Omit<Choices, 'compression'> & { readonly compression: number | null };

/** The choices out of a composition, or out of a run. */
export function choicesOf(asked: Asked): Choices {
  const { ratio, size, quality, background, format, fidelity, compression, moderation } = asked;
  const percent = compression === null ? null : String(compression);
  return { ratio, size, quality, background, format, fidelity, compression: percent, moderation };
}

/** As it is sent and kept. */
export function toComposition(content: Content): Composition {
  return {
    prompt: content.prompt,
    model: content.model,
    ...content.choices,
    compression: content.choices.compression === null ? null : Number(content.choices.compression),
    count: content.count,
    references: content.references.map((reference) => reference.id),
    mask: content.mask?.id ?? null,
    route: content.route,
    provider: null,
    also: [...content.also],
    continues: content.continues,
    drafts: content.drafts,
    board: content.board,
  };
}

/** As it was kept, without the pictures that are not held any more. */
export function fromComposition(kept: Composition, held: readonly HeldReference[]): Content & Left {
  const byId = new Map(held.map((reference) => [reference.id, reference]));
  const places = kept.references.map((id) => byId.get(id) ?? null);
  const mask = kept.mask === null ? null : (byId.get(kept.mask) ?? null);
  return {
    model: kept.model,
    choices: choicesOf(kept),
    route: kept.route,
    count: kept.count,
    also: kept.also,
    continues: kept.continues,
    drafts: kept.drafts,
    board: kept.board,
    ...withoutMissing(kept.prompt, places, mask, kept.mask !== null),
  };
}
