// What an answer says, costs and rests on, read out of its parts. Pure.
import type { Answer, AnswerPart, Citation } from '$lib/backend/generated';
import { formatCost, formatDuration, formatNumber } from '$lib/i18n/formats';
import { t } from '$lib/i18n/words.svelte';

/** Its words, without thinking, searches and calls. */
export function wordsOf(answer: Answer): string {
  return answer.parts
    .flatMap((part) => (part.kind === 'text' || part.kind === 'refusal' ? part.text : []))
    .filter((text) => text !== '')
    .join('\n\n');
}

/** Model, tokens, cost and time in one line, as far as they are known. */
export function costLine(answer: Answer): string {
  const { usage, cost, tookMs } = answer;
  const tokens = usage?.total ?? (usage === null ? null : (usage.input ?? 0) + (usage.output ?? 0));
  return [
    answer.modelName,
    tokens === null || tokens === 0 ? null : t('chat-tokens', { count: tokens }),
    cost === null ? null : formatCost(cost),
    tookMs === null ? null : formatDuration(tookMs),
  ]
    .filter((part) => part !== null)
    .join(' · ');
}

/** Where the tokens went, for a tooltip. */
export function usageLine(answer: Answer): string {
  const { usage } = answer;
  if (usage === null) return '';
  const parts: [string, number | null][] = [
    ['chat-usage-input', usage.input],
    ['chat-usage-cached', usage.cached],
    ['chat-usage-output', usage.output],
    ['chat-usage-thinking', usage.thinking],
  ];
  return parts
    .flatMap(([id, count]) => (count === null ? [] : t(id, { count: formatNumber(count) })))
    .join(' · ');
}

/** Pages that a part rests on, each once, in the order in which they are named. */
export function pagesOf(citations: readonly Citation[]): Citation[] {
  return [...new Map(citations.map((citation) => [citation.url, citation])).values()];
}

/** Calls of functions in an answer. */
export function callsOf(answer: Answer): Extract<AnswerPart, { kind: 'tool-call' }>[] {
  return answer.parts.filter((part) => part.kind === 'tool-call');
}
