// What a word or a phrase finds, as core's rule says: width, case and accents make no difference,
// Chinese is found wherever it stands, a word by its beginning, a phrase as it stands.

const HAN =
  '\\u2e80-\\u2fdf\\u3005-\\u3007\\u3021-\\u3029\\u3031-\\u3035\\u3041-\\u3096\\u309d-\\u309f\\u30a1-\\u30fa\\u30fc-\\u30ff\\u3105-\\u312f\\u31a0-\\u31bf\\u31f0-\\u31ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\uac00-\\ud7a3\\uf900-\\ufaff\\u{20000}-\\u{3ffff}';
/** A letter or a digit that needs spaces around its word. */
const LETTER = `(?![${HAN}])[\\p{Alphabetic}\\p{N}]`;
const RUN = new RegExp(`[${HAN}]+|(?:${LETTER})+`, 'gu');
const IS_HAN = new RegExp(`^[${HAN}]`, 'u');
/** What stands between words, and is never looked for by itself. */
const MARKS =
  /^[!-/:-@[-`{-~\s\p{Cc}\u00a1-\u00bf×÷\u0300-\u036f\u2000-\u206f\u3000-\u303f・\ufe00-\ufe6f\uff00-\uffef]*$/u;
// What is ASCII is its own form but for its case, and that is most of what is searched.
const ASCII = /^[\0-\x7f]*$/u;

/** The form in which texts are compared. */
export function fold(text: string): string {
  if (ASCII.test(text)) return text.toLowerCase();
  const lower = text.normalize('NFKC').toLowerCase();
  return lower
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/gu, '')
    .normalize('NFKC');
}

const spaced = (folded: string): string => folded.split(/\s+/u).filter(Boolean).join(' ');

/** Whether a folded text has it. */
export type Term = (folded: string) => boolean;

/** A word as typed; null when nothing in it can be looked for. */
export function word(typed: string): Term | null {
  const runs = fold(typed).match(RUN);
  // A 🦊 is no letter, and is looked for as it stands.
  if (runs === null) return phrase(typed);
  const wanted = runs.map(
    (run) => new RegExp(IS_HAN.test(run) ? run : `(?<!${LETTER})${run}`, 'u'),
  );
  return (folded) => wanted.every((run) => run.test(folded));
}

/** A phrase as typed, without its quotes; null when nothing in it can be looked for. */
export function phrase(typed: string): Term | null {
  const folded = spaced(fold(typed)).replace(/\ufe0f/gu, '');
  return MARKS.test(folded) ? null : (text) => spaced(text).includes(folded);
}
