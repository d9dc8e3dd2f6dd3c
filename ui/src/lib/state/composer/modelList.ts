// Which models the picker offers: the catalogue by name, then what the provider lists, then what
// was typed, which is as good as any.
import type { Backend } from '$lib/backend/backend';
import type { ProfileId, ProviderView } from '$lib/backend/generated';
import { cardOf, type Card } from './models';

/** What a provider listed. */
export interface Listed {
  readonly provider: ProfileId;
  readonly models: readonly string[];
}

/** One line of the picker. */
export interface OfferedModel<Kind extends Card> {
  readonly id: string;
  readonly name: string;
  readonly card: Kind | null;
  readonly from: 'catalogue' | 'provider' | 'typed';
}

/** At the most so many of the provider's list: it can have hundreds. */
const MOST_LISTED = 30;

/** The models for what was typed. */
export function offeredModels<Kind extends Card>(
  models: readonly Kind[],
  listed: readonly string[],
  typed: string,
): OfferedModel<Kind>[] {
  const words = typed.trim().toLowerCase();
  const fits = (...texts: string[]): boolean =>
    words === '' || texts.some((text) => text.toLowerCase().includes(words));
  const catalogue = models
    .filter((card) => fits(card.id, card.name))
    .map((card) => ({ id: card.id, name: card.name, card, from: 'catalogue' as const }));
  const known = new Set(models.map((card) => card.id));
  const provider = listed
    .filter((id) => !known.has(id) && fits(id))
    .map((id) => ({ id, name: id, card: cardOf(models, id), from: 'provider' as const }))
    // Before anything is typed, only the kin of models that are known here: the list has others too.
    .filter((each) => words !== '' || each.card !== null)
    .slice(0, MOST_LISTED);
  const exact = [...catalogue, ...provider].some(
    (each) => each.id.toLowerCase() === words || each.name.toLowerCase() === words,
  );
  if (words === '' || exact) return [...catalogue, ...provider];
  const id = typed.trim();
  return [...catalogue, ...provider, { id, name: id, card: cardOf(models, id), from: 'typed' }];
}

/** What a provider lists, asked for once: null while it cannot be asked or was asked already. */
export async function listOf(
  backend: Backend,
  provider: ProviderView | null,
  known: Listed | null,
): Promise<Listed | null> {
  if (provider === null || provider.key === 'missing' || known?.provider === provider.id) {
    return null;
  }
  try {
    const { models } = await backend.checkProvider({ provider: provider.id });
    return { provider: provider.id, models };
  } catch {
    // The list is a help only; Settings says what is the matter with a provider.
    return { provider: provider.id, models: [] };
  }
}
