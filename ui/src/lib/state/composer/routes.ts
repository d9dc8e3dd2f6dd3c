// Which endpoint a request goes to, and what that endpoint cannot take: as core plans it, so that
// nothing is offered that would be refused. Pure.
import type { ModelView, Route } from '$lib/backend/generated';
import { CHOICE_FIELDS, type ChoiceField, type Choices, type Moved } from './choices';

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
const OF_IMAGES = {
  quality: null,
  background: null,
  format: null,
  fidelity: null,
  compression: null,
  moderation: null,
} satisfies Partial<Choices>;

/** The choices that an endpoint can take, and those that it cannot. */
export function fittedToRoute(choices: Choices, used: Route): { choices: Choices; moved: Moved[] } {
  if (hasChoices(used)) return { choices, moved: [] };
  const moved = CHOICE_FIELDS.flatMap((field): Moved[] => {
    const from = choices[field];
    return from === null || !(field in OF_IMAGES) ? [] : [{ field, from, to: null }];
  });
  return { choices: { ...choices, ...OF_IMAGES }, moved };
}

/** Formats that can be compressed. */
const LOSSY: ReadonlySet<string | null> = new Set(['jpeg', 'webp']);

/** Whether a choice means anything with the rest: what does not is neither shown nor sent. */
export function hasPlace(field: ChoiceField, choices: Choices, used: Route): boolean {
  if (field === 'fidelity') return used === 'edits';
  if (field === 'moderation') return used === 'images';
  return field !== 'compression' || LOSSY.has(choices.format);
}

/** The choices as they are sent. */
export function withPlace(choices: Choices, used: Route): Choices {
  const idle = CHOICE_FIELDS.filter((field) => !hasPlace(field, choices, used));
  return { ...choices, ...Object.fromEntries(idle.map((field) => [field, null])) };
}
