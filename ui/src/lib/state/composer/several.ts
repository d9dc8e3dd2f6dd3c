// What several models take together: a choice is offered when every one of them takes it, and the
// price is known when every one's is. Pure.
import type { ModelView, Money, Route } from '$lib/backend/generated';
import { CHOICE_FIELDS, fitted, type Choices, type Moved } from './choices';

/** At the most so many models get a prompt at once. */
export const MOST_MODELS = 4;

/** What all of them take. Models without a card take whatever is set; null when none has one. */
export function takenByAll(cards: readonly (ModelView | null)[]): ModelView | null {
  const [first, ...others] = cards.filter((card) => card !== null);
  if (first === undefined || others.length === 0) return first ?? null;
  const all = (of: (card: ModelView) => readonly string[]): string[] =>
    of(first).filter((one) => others.every((card) => of(card).includes(one)));
  const limits = [first, ...others].flatMap((card) => card.promptLimit ?? []);
  return {
    ...first,
    ratios: all((card) => card.ratios),
    sizes: all((card) => card.sizes),
    qualities: all((card) => card.qualities),
    backgrounds: all((card) => card.backgrounds),
    formats: all((card) => card.formats),
    fidelities: all((card) => card.fidelities),
    compression: first.compression && others.every((card) => card.compression),
    moderations: all((card) => card.moderations),
    routes: all((card) => card.routes) as Route[],
    references: Math.min(first.references, ...others.map((card) => card.references)),
    // It goes to those that take it; who gets none is told.
    mask: first.mask || others.some((card) => card.mask),
    drafts: first.drafts && others.every((card) => card.drafts),
    promptLimit: limits.length === 0 ? null : Math.min(...limits),
  };
}

/** A sum in one currency; null when one is not known, or in another. */
export function sumOf(prices: readonly (Money | null | undefined)[]): Money | null {
  const [first] = prices;
  if (first == null) return null;
  let micros = 0;
  for (const price of prices) {
    if (price?.currency !== first.currency) return null;
    micros += price.micros;
  }
  return { micros, currency: first.currency };
}

/** The choices that all of them take, and what was moved for that, each told once. */
export function fittedToAll(
  choices: Choices,
  cards: readonly (ModelView | null)[],
): { choices: Choices; moved: Moved[] } {
  // Twice: what the last one takes may be nothing for the first.
  const last = [...cards, ...cards].reduce((now, card) => fitted(now, card).choices, choices);
  const all = takenByAll(cards);
  const next = cards.length > 1 ? fitted(last, all).choices : last;
  const moved = CHOICE_FIELDS.flatMap((field): Moved[] => {
    const from = choices[field];
    return from === null || from === next[field] ? [] : [{ field, from, to: next[field] }];
  });
  return { choices: next, moved };
}
