// Which endpoint a request goes to, and what that endpoint cannot take: as core plans it, so that
// nothing is offered that would be refused. Pure.
import type { ModelView, Route } from '$lib/backend/generated';
import { CHOICE_FIELDS, type Choices, type Moved } from './choices';

/** The endpoints, in the order in which they are offered. */
export const ROUTES: readonly Route[] = ['images', 'edits', 'gemini', 'chat'];

/** What decides where a request goes. */
export interface Going {
  /** As chosen. */
  readonly route: Route;
  /** What the model takes; null where that is not known. */
  readonly card: ModelView | null;
  /** Whether there are references. */
  readonly pictures: boolean;
  /** Whether a mask is sent. */
  readonly mask: boolean;
  /** Whether it continues an edit. */
  readonly continues: boolean;
}

/** The endpoint that will be used: never `automatic`. */
export function usedRoute({ route, card, pictures, mask, continues }: Going): Route {
  // Only there does a conversation keep what the model knows of its own picture.
  if (continues) return 'gemini';
  if (route !== 'automatic') return route;
  if (mask) return 'edits';
  if (card === null) return pictures ? 'edits' : 'images';
  return pictures ? card.picturesRoute : card.textRoute;
}

/** The endpoints that a model speaks; all, where nothing is known of it. */
export function spokenRoutes(card: ModelView | null): readonly Route[] {
  return card === null ? ROUTES : ROUTES.filter((route) => card.routes.includes(route));
}

/** Whether an edit can go on with a model. */
export function continuesEdits(card: ModelView | null): boolean {
  return card === null || card.routes.includes('gemini');
}

/** Whether the endpoint has fields for quality, background, format and drafts. */
export function hasChoices(used: Route): boolean {
  return used === 'images' || used === 'edits' || used === 'automatic';
}

/** Whether the endpoint can take a mask, or leads to one that can. */
export function hasMask(route: Route, continues: boolean): boolean {
  return !continues && (route === 'automatic' || route === 'edits');
}

/** Fields of images that the other endpoints do not have. */
const OF_IMAGES = new Set<string>(['quality', 'background', 'format']);

/** The choices that an endpoint can take, and those that it cannot. */
export function fittedToRoute(choices: Choices, used: Route): { choices: Choices; moved: Moved[] } {
  if (hasChoices(used)) return { choices, moved: [] };
  const moved = CHOICE_FIELDS.flatMap((field): Moved[] => {
    const from = choices[field];
    return from === null || !OF_IMAGES.has(field) ? [] : [{ field, from, to: null }];
  });
  return { choices: { ...choices, quality: null, background: null, format: null }, moved };
}
