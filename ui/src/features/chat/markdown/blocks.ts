// Markdown as a list of blocks that grows with its text. Only the end of a growing text is lexed
// again, and a block that reads as it did keeps its token, so that only the last one is drawn
// again. `marked` knows Markdown; here is only where a text may be cut. It draws nothing.
import { Lexer, type Links, type Token } from 'marked';

/** A block, and where it begins in the text: its name as long as it stands there. */
export interface Block {
  at: number;
  token: Token;
}

/** A text and its blocks. */
export interface Lexed {
  text: string;
  blocks: readonly Block[];
  /** Addresses that are defined apart from where they are used. */
  links: Links;
}

/** No text. */
export const NOTHING: Lexed = { text: '', blocks: [], links: {} };

/** What may swallow the block behind it while that is still being written. */
const SWALLOWS: ReadonlySet<string> = new Set(['list', 'blockquote', 'table', 'html', 'paragraph']);

/** From which block on the text must be lexed again when it grows. */
function loose(blocks: readonly Block[]): number {
  const last = blocks.findLastIndex(({ token }) => token.type !== 'space');
  const before = blocks.slice(0, Math.max(0, last)).findLastIndex(isText);
  const other = blocks[before];
  return other !== undefined && SWALLOWS.has(other.token.type) ? before : Math.max(0, last);
}

function isText({ token }: Block): boolean {
  return token.type !== 'space';
}

/** What stands inside a token. */
export function inside(token: Token): readonly Token[] {
  return 'tokens' in token ? (token.tokens ?? []) : [];
}

function lexed(text: string, links: Links): { tokens: Token[]; links: Links } {
  const lexer = new Lexer({ gfm: true });
  lexer.tokens.links = { ...links };
  const tokens = lexer.lex(text);
  return { tokens: [...tokens], links: tokens.links };
}

/**
 * The blocks of a text, from those of what it was before. `whole` says that nothing more comes:
 * then all of it is read once more, because an address may be defined behind its use.
 */
export function grown(before: Lexed, given: string, whole = false): Lexed {
  const text = given.replaceAll(/\r\n?/g, '\n');
  if (text === before.text && !whole) return before;
  const goesOn = !whole && before.blocks.length > 0 && text.startsWith(before.text);
  const kept = goesOn ? before.blocks.slice(0, loose(before.blocks)) : [];
  const from = goesOn ? (before.blocks[kept.length]?.at ?? 0) : 0;
  const { tokens, links } = lexed(text.slice(from), goesOn ? before.links : {});
  const known = new Map(before.blocks.map((block) => [block.at, block]));
  const redefined = Object.keys(links).length !== Object.keys(before.links).length;
  const blocks = [...kept];
  let at = from;
  for (const token of tokens) {
    const old = known.get(at);
    const same = !redefined && old?.token.raw === token.raw && old.token.type === token.type;
    blocks.push(same ? old : { at, token });
    at += token.raw.length;
  }
  return { text, blocks, links };
}

/** The heading level of each heading among the blocks, by where it begins: no step is left out. */
export function levelsOf(blocks: readonly Block[], first: number): ReadonlyMap<number, number> {
  const levels = new Map<number, number>();
  const open: number[] = [];
  for (const { at, token } of blocks) {
    if (token.type !== 'heading') continue;
    const depth = (token as { depth: number }).depth;
    while (open.length > 0 && (open.at(-1) ?? 0) >= depth) open.pop();
    open.push(depth);
    levels.set(at, Math.min(6, first + open.length - 1));
  }
  return levels;
}
