// The text of a search as tokens and as what is still being typed. It only cuts the text where
// core cuts it too; what a token means is core's to say. Pure.

/** `key:value`, as a chip. */
export interface Token {
  readonly key: string;
  readonly value: string;
  /** As it stands in the text: `-model:flux`, `tag:"still life"`. */
  readonly text: string;
}

/** A search, cut. */
export interface Cut {
  readonly tokens: readonly Token[];
  /** Words that are no token, and what is being typed. */
  readonly rest: string;
}

const WORD = /-?(?:[a-z]+:)?(?:"[^"]*"?|\S)+|\S+/giu;
const TOKEN = /^(-?)([a-z]+):(.+)$/iu;

/** A value in quotes, where it needs them. */
export function quoted(value: string): string {
  return /[\s"]/u.test(value) ? `"${value.replaceAll('"', '')}"` : value;
}

function tokenOf(word: string, keys: ReadonlySet<string>): Token | null {
  const [, not, key, value] = TOKEN.exec(word) ?? [];
  if (key === undefined || value === undefined || !keys.has(key.toLowerCase())) return null;
  const bare = value.replaceAll('"', '');
  // A quotation that was begun and not ended is still being typed.
  if (bare === '' || (value.split('"').length - 1) % 2 === 1) return null;
  return { key: `${not ?? ''}${key.toLowerCase()}`, value: bare, text: word };
}

/**
 * Cuts a search. The word at its very end is no chip yet, unless a space ends it: it is still
 * being typed.
 */
export function cut(text: string, keys: ReadonlySet<string>, whole = false): Cut {
  const tokens: Token[] = [];
  const words: string[] = [];
  const found = [...text.matchAll(WORD)];
  for (const match of found) {
    const atEnd = match.index + match[0].length === text.length;
    const token = whole || !atEnd ? tokenOf(match[0], keys) : null;
    if (token === null) words.push(match[0]);
    else tokens.push(token);
  }
  const spaced = /\s$/u.test(text) && words.length > 0;
  return { tokens, rest: words.join(' ') + (spaced ? ' ' : '') };
}

/** The text of a search again. */
export function joined(tokens: readonly Token[], rest: string): string {
  return [...tokens.map(({ text }) => text), rest].join(' ').trimStart();
}

/** How a token reads: `rating:≥4`. */
export function readable({ key, value }: Token): string {
  const signs: Record<string, string> = { '>=': '≥', '<=': '≤' };
  return `${key}:${value.replace(/^(>=|<=)/, (sign) => signs[sign] ?? sign)}`;
}

/** The word that the caret stands in or behind. */
export function wordAt(text: string, caret: number): { from: number; to: number; word: string } {
  for (const match of text.matchAll(WORD)) {
    const to = match.index + match[0].length;
    if (match.index <= caret && caret <= to) return { from: match.index, to, word: match[0] };
  }
  return { from: caret, to: caret, word: '' };
}
