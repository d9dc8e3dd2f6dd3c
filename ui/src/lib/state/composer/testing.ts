// Values for tests of the composer. No part of the page.
import type { HeldReference, ModelView } from '$lib/backend/generated';

/** A model that takes nothing but what is given. */
export function model(given: Partial<ModelView> & { id: string }): ModelView {
  return {
    also: [],
    name: given.id,
    ratios: ['1:1', '16:9'],
    sizes: [],
    pixels: {},
    references: 3,
    perCall: 1,
    mask: false,
    qualities: [],
    backgrounds: [],
    formats: [],
    fidelities: [],
    compression: false,
    moderations: [],
    promptLimit: null,
    drafts: false,
    routes: ['images', 'edits'],
    textRoute: 'images',
    picturesRoute: 'edits',
    ...given,
  };
}

/** A held picture. */
export function reference(id: string, given: Partial<HeldReference> = {}): HeldReference {
  return {
    id,
    name: `${id}.png`,
    width: 1200,
    height: 800,
    bytes: 240_000,
    format: 'png',
    alpha: false,
    ...given,
  };
}
