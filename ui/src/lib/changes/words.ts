// Two texts, word by word: what stayed, what went, what came. Words are those of the language, so
// that Chinese is compared by its words too; which pieces match is jsdiff's.
import { diffArrays } from 'diff';

/** A piece of the two texts together. */
export interface Piece {
  kind: 'same' | 'gone' | 'come';
  text: string;
}

const words = new Intl.Segmenter(['zh', 'en'], { granularity: 'word' });

/** A text as words, spaces and signs; put together again they are the text. */
export function wordsOf(text: string): string[] {
  return Array.from(words.segment(text), ({ segment }) => segment);
}

/** What became of a text. */
export function changesOf(before: string, after: string): Piece[] {
  return diffArrays(wordsOf(before), wordsOf(after)).map(({ added, removed, value }) => ({
    kind: added ? 'come' : removed ? 'gone' : 'same',
    text: value.join(''),
  }));
}
