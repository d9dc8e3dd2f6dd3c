// The text of a search as chips and as what is still being typed. What a piece means is core's to
// say: it tells the pieces with every answer. Pure.
import type { CommandError, QueryPart } from '$lib/backend/generated';

/** A piece of the search that stands as a chip. */
export interface Token {
  /** As it stands in the text: `-model:flux`, `tag:"still life"`. */
  readonly text: string;
  /** Why it is left out of the search. */
  readonly refusal: CommandError | null;
}

/** Chips, and the text behind them. */
export interface Typed {
  readonly tokens: readonly Token[];
  readonly rest: string;
}

/** The whole text. */
export function joined({ tokens, rest }: Typed): string {
  return [...tokens.map(({ text }) => text), rest].join(' ').trimStart();
}

/**
 * Takes understood pieces of the text behind the chips as chips. The piece at its very end is
 * still being typed, unless it is `whole`.
 */
export function promoted(typed: Typed, parts: readonly QueryPart[], whole: boolean): Typed {
  const text = joined(typed);
  const offset = text.length - typed.rest.trimStart().length;
  const tokens = [...typed.tokens];
  let rest = '';
  let at = offset;
  for (const { kind, from, to, refusal } of parts) {
    if (from < offset || kind === 'words') continue;
    if (to >= text.length && !whole) continue;
    rest += text.slice(at, from);
    tokens.push({ text: text.slice(from, to), refusal });
    at = to;
  }
  if (at === offset) return typed;
  rest += text.slice(at);
  return { tokens, rest: rest.replace(/^\s+/u, '').replace(/\s{2,}/gu, ' ') };
}

/** Something was typed, and nothing of it can be looked for yet. Core leaves marks out of its pieces. */
export function isFutile(query: string, parts: readonly QueryPart[]): boolean {
  return query.trim() !== '' && parts.every(({ kind }) => kind === 'refused');
}

/**
 * What is said to be wrong: a chip that is left out, or why a search finds nothing at all. A token
 * whose value is still to come is no mistake.
 */
export function refusalOf(
  { tokens }: Typed,
  query: string,
  parts: readonly QueryPart[],
): CommandError | null {
  const chip = tokens.find(({ refusal }) => refusal !== null);
  if (chip !== undefined || !isFutile(query, parts)) return chip?.refusal ?? null;
  const wrong = parts.find(({ from, to }) => !/[:：]["“”]?$/u.test(query.slice(from, to)));
  return wrong?.refusal ?? null;
}

/** How a chip reads: `rating:≥4`, `tag:still life`. */
export function readable(text: string): string {
  return text.replaceAll('"', '').replace('>=', '≥').replace('<=', '≤');
}

/** A value in quotes, where it needs them. */
export function quoted(value: string): string {
  return /[\s"]/u.test(value) ? `"${value.replaceAll('"', '')}"` : value;
}

/** The search with a token, or without it if it is there. */
export function toggled(query: string, token: string): string {
  const padded = ` ${query} `;
  if (padded.includes(` ${token} `)) return padded.replace(` ${token} `, ' ').trim();
  return `${token} ${query}`.trim();
}

/** Whether a search has a token. */
export function hasToken(query: string, token: string): boolean {
  return ` ${query} `.includes(` ${token} `);
}
