// What the fake refuses before anything is begun, as core does: by field. It starts nothing.
import { commandError } from '../backend';
import type { CommandError, Composition, ModelView, ProviderView } from '../generated';
import type { Store } from './store';

/** The catalogue's card for a model id; a final `*` stands for any ending. */
export function cardOf(store: Store, id: string): ModelView | undefined {
  const matches = (pattern: string): boolean =>
    pattern.endsWith('*') ? id.startsWith(pattern.slice(0, -1)) : id === pattern;
  return (
    store.state.models.find((model) => model.id === id) ??
    store.state.models.find((model) => model.also.some(matches))
  );
}

/** Why the provider cannot be asked; null when it can. */
export function refusalOfProvider(
  store: Store,
  provider: ProviderView | undefined,
): CommandError | null {
  if (store.state.library.error !== null) return store.state.library.error;
  if (provider === undefined) return commandError('profile-missing', { field: 'profile' });
  if (provider.key === 'missing') return commandError('key-missing', { field: 'key' });
  return null;
}

function notAllowed(
  field: string,
  value: string | null,
  allowed: readonly string[],
  card: ModelView,
): CommandError | null {
  if (value === null || allowed.length === 0 || allowed.includes(value)) return null;
  const args = { value, allowed: allowed.join(', '), model: card.name };
  return commandError('value-not-allowed', { field, args });
}

/** Why core would not start it; null when it would. */
export function refusal(store: Store, request: Composition): CommandError | null {
  if (request.prompt.trim() === '') return commandError('prompt-empty', { field: 'prompt' });
  const model = request.model ?? store.state.settings.lastModel;
  if (model === null) return commandError('model-missing', { field: 'model' });
  const count = request.count ?? 1;
  if (count < 1 || count > 10) return commandError('count-out-of-range', { field: 'count' });
  const given = request.references.length;
  for (const [, number] of request.prompt.matchAll(/@(\d+)/g)) {
    if (Number(number) > given) {
      const args = { number: number ?? '' };
      return commandError('reference-unknown', { field: 'prompt', args });
    }
  }
  if (request.mask !== null && given === 0) {
    return commandError('mask-without-reference', { field: 'mask' });
  }
  const card = cardOf(store, model);
  if (card === undefined) return null;
  if (card.promptLimit !== null && request.prompt.length > card.promptLimit) {
    const args = { limit: String(card.promptLimit) };
    return commandError('prompt-too-long', { field: 'prompt', args });
  }
  if (given > card.references) {
    const args = { limit: String(card.references), given: String(given) };
    return commandError('too-many-references', { field: 'references', args });
  }
  if (request.drafts !== null && !card.drafts) {
    return notAllowed('drafts', String(request.drafts), ['0'], card);
  }
  if (request.mask !== null && !card.mask) {
    return commandError('mask-unsupported', { field: 'mask', args: { model: card.name } });
  }
  return (
    notAllowed('ratio', request.ratio, card.ratios, card) ??
    notAllowed('size', request.size, card.sizes, card) ??
    notAllowed('quality', request.quality, card.qualities, card) ??
    notAllowed('background', request.background, card.backgrounds, card) ??
    notAllowed('format', request.format, card.formats, card) ??
    notAllowed('fidelity', request.fidelity, card.fidelities, card) ??
    notAllowed('moderation', request.moderation, card.moderations, card)
  );
}
