// The models that the picker of Chat offers: those that are known, those that the provider lists,
// and what was typed. Pure.
import type { ChatModelView } from '$lib/backend/generated';
import { chatCardOf } from '../state/setting.svelte';

/** A model in the list. */
export interface OfferedChatModel {
  id: string;
  name: string;
  /** What is known of it. */
  card: ChatModelView | null;
  from: 'known' | 'listed' | 'typed';
}

/** What fits the words, known ones first. */
export function offeredChatModels(
  known: readonly ChatModelView[],
  listed: readonly string[],
  words: string,
): OfferedChatModel[] {
  const parts = words.toLowerCase().split(/\s+/).filter(Boolean);
  const fits = (...texts: string[]): boolean =>
    parts.every((part) => texts.some((text) => text.toLowerCase().includes(part)));
  const ids = new Set(known.map(({ id }) => id));
  const offered: OfferedChatModel[] = [
    ...known.map((card) => ({ id: card.id, name: card.name, card, from: 'known' as const })),
    ...listed
      .filter((id) => !ids.has(id))
      .map((id) => ({ id, name: id, card: chatCardOf(known, id), from: 'listed' as const })),
  ].filter(({ id, name }) => fits(id, name));
  const typed = words.trim();
  if (typed !== '' && !offered.some(({ id }) => id === typed)) {
    offered.push({ id: typed, name: typed, card: chatCardOf(known, typed), from: 'typed' });
  }
  return offered;
}
