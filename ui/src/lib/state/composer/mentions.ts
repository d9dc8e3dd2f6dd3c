// Mentions of references in a prompt: `@2` is the second picture of the tray. Owns where they
// are and how they follow their pictures; draws nothing.
//
// The rule is core's (`Prompt::with_mentions`): a mention stands apart from ASCII letters and
// digits on both sides, so `me@2x.com` is none and `把@2放大` is one.

/** A mention in a text: `text.slice(start, end)` is `@` and its digits. */
export interface Mention {
  readonly start: number;
  readonly end: number;
  /** As written; 0 and numbers without a picture are possible. */
  readonly number: number;
}

/** A stretch of a text: plain, or one mention. */
export interface Piece {
  readonly text: string;
  readonly mention: number | null;
}

const ASCII_WORD = /[A-Za-z0-9_]/;
const DIGITS = /^[0-9]+/;

function isWord(text: string | undefined): boolean {
  return text !== undefined && ASCII_WORD.test(text);
}

/** All mentions, from left to right. */
export function mentionsOf(text: string): Mention[] {
  const found: Mention[] = [];
  let endOfLast = -1;
  for (let at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
    const digits = DIGITS.exec(text.slice(at + 1))?.[0] ?? '';
    const end = at + 1 + digits.length;
    const before = at > 0 && at !== endOfLast ? text[at - 1] : undefined;
    if (digits !== '' && !isWord(before) && !isWord(text[end])) {
      found.push({ start: at, end, number: Number(digits) });
      endOfLast = end;
    }
  }
  return found;
}

/** The text cut into plain stretches and mentions; joined they are the text again. */
export function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  for (const mention of mentionsOf(text)) {
    if (mention.start > from) {
      pieces.push({ text: text.slice(from, mention.start), mention: null });
    }
    pieces.push({ text: text.slice(mention.start, mention.end), mention: mention.number });
    from = mention.end;
  }
  if (from < text.length) {
    pieces.push({ text: text.slice(from), mention: null });
  }
  return pieces;
}

/** The text with every mention's number put through `to`; what is unchanged stays byte for byte. */
export function renumbered(text: string, to: (number: number) => number): string {
  return piecesOf(text)
    .map((piece) => {
      if (piece.mention === null) return piece.text;
      const next = to(piece.mention);
      return next === piece.mention ? piece.text : `@${String(next)}`;
    })
    .join('');
}

/** The picture at `from` goes to `to` (both from 0): every mention stays with its picture. */
export function afterMove(text: string, from: number, to: number): string {
  return renumbered(text, (number) => {
    const at = number - 1;
    if (at === from) return to + 1;
    if (from < at && at <= to) return number - 1;
    if (to <= at && at < from) return number + 1;
    return number;
  });
}

/** The number of a mention whose picture was removed: no picture ever has it. */
export const REMOVED = 0;

/**
 * The picture at `index` of `count` goes away. Mentions of those behind it count down; its own
 * means none until somebody chooses: a picture that is added later must not take its part unseen.
 */
export function afterRemove(text: string, index: number, count: number): string {
  return renumbered(text, (number) => {
    if (number === index + 1) return REMOVED;
    return number > index + 1 && number <= count ? number - 1 : number;
  });
}

/**
 * A whole new order of the same pictures: `order[i]` is the old place of what stands at `i` now.
 */
export function afterReorder(text: string, order: readonly number[]): string {
  return renumbered(text, (number) => {
    const now = order.indexOf(number - 1);
    return now < 0 ? number : now + 1;
  });
}

/** Signs that stand close behind a word. */
const CLOSE = /^[\s,.;:!?)\]}%，。；：！？、）】》”’]/;

/** What the list puts into a text: a mention, and where typing goes on behind it. */
export interface Inserted {
  readonly words: string;
  /** A space was put behind it that gives way when a space or a full stop is typed. */
  readonly loose: boolean;
  /** Steps to the right after it: past a space that stands there already. */
  readonly past: 0 | 1;
}

/** The mention of a picture in front of `after`, the text behind the caret. */
export function inserted(number: number, after: string): Inserted {
  const words = `@${String(number)}`;
  if (after.startsWith(' ')) return { words, loose: false, past: 1 };
  const apart = after === '' || isWord(after[0]);
  return { words: apart ? `${words} ` : words, loose: apart, past: 0 };
}

/** Whether what is typed behind a mention takes the place of the space that was put there. */
export function takesSpace(typed: string): boolean {
  return CLOSE.test(typed);
}

/** An `@` being typed at the caret, with the digits behind it, if the list should open. */
export function openMention(text: string, caret: number): { start: number; typed: string } | null {
  const before = /(?:^|[^A-Za-z0-9_])@([0-9]{0,2})$/.exec(text.slice(0, caret));
  if (before === null || isWord(text[caret])) return null;
  const typed = before[1] ?? '';
  return { start: caret - typed.length - 1, typed };
}
