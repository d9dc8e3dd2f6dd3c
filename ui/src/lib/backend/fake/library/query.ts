// Searching as core does, over what the fake has in memory: the same pieces, by full scan. What asks
// for nothing never means everything.
import { commandError } from '../../backend';
import type { CommandError, Completions, PictureView, QueryPart } from '../../generated';
import { refuse } from '../refuse';
import type { Shelf } from './shelf';
import { fold, phrase, word } from './term';
import { allowedOf, nameOf, NAMES, readToken, type Finds } from './token';

/** Between white space that is not in quotes. A quote that is not closed goes on to the end. */
const PIECE = /(?:[“”"][^“”"]*(?:[“”"]|$)|[^\s“”"])+/gu;
const unquoted = (text: string): string => text.replace(/^[“”"]+|[“”"]+$/gu, '');

/** A query, read. */
export interface Read {
  parts: QueryPart[];
  finds: Finds;
  /** Something was typed, and nothing of it can be looked for: it finds nothing. */
  futile: boolean;
}

/** A query in pieces, and what it finds. */
export function readQuery(shelf: Shelf, query: string): Read {
  const parts: QueryPart[] = [];
  const all: Finds[] = [];
  const pieces = [...query.matchAll(PIECE)];
  for (const { 0: whole, index: from } of pieces) {
    const without = whole.startsWith('-') && whole.length > 1;
    const text = without ? whole.slice(1) : whole;
    const [, typed = '', value = ''] = /^([^:：]*)[:：](.*)$/su.exec(text) ?? [];
    const name = nameOf(typed);
    const place = { from, to: from + whole.length, name };
    const asked = name === null ? words(shelf, text) : readToken(shelf, name, unquoted(value));
    if (asked !== null) {
      parts.push({ kind: name === null ? 'words' : 'token', ...place, refusal: null });
      all.push((picture) => asked(picture) !== without);
    } else if (name !== null) {
      const args = { value: `${name}:${unquoted(value)}`, allowed: allowedOf(name) };
      const refusal = commandError('query-invalid', { field: 'query', args });
      parts.push({ kind: 'refused', ...place, refusal });
    }
  }
  const futile = pieces.length > 0 && all.length === 0;
  return { parts, futile, finds: (picture) => !futile && all.every((finds) => finds(picture)) };
}

/** A word or a phrase; null for marks, which ask for nothing. */
function words(shelf: Shelf, text: string): Finds | null {
  const term = /^[“”"]/u.test(text) ? phrase(unquoted(text)) : word(text);
  return term === null ? null : (picture: PictureView) => term(fold(shelf.textOf(picture)));
}

/** Refuses a query that would mean more pictures than whoever typed it has in mind. */
export function checkQuery(shelf: Shelf, query: string): void {
  const { parts, futile } = readQuery(shelf, query);
  const refusal = parts.find(
    (part): part is QueryPart & { refusal: CommandError } => part.refusal !== null,
  )?.refusal;
  if (refusal !== undefined) throw refusal;
  if (!futile && query.trim() !== '') return;
  const args = { value: query.slice(0, 40).trim(), allowed: 'fox, 女孩, rating:>=4, tag:hero' };
  refuse('query-invalid', { field: 'query', args });
}

const quoted = (value: string): string => (/[\s"]/u.test(value) ? `"${value}"` : value);

/** How a query may go on at the caret. */
export function complete(shelf: Shelf, query: string, caret: number): Completions {
  const before = /\S*$/u.exec(query.slice(0, caret))?.[0] ?? '';
  const from = caret - before.length;
  const to = caret + (/^\S*/u.exec(query.slice(caret))?.[0].length ?? 0);
  const [, key, typed = ''] = /^-?([a-z]+):(.*)$/iu.exec(before) ?? [];
  if (key === undefined) {
    const names = before === '' ? NAMES : NAMES.filter((name) => name.startsWith(fold(before)));
    const choices = names.map((name) => ({ text: `${name}:`, label: `${name}:`, count: null }));
    return { from, to, choices };
  }
  const values: Record<string, () => [string, number | null][]> = {
    model: () => shelf.models(),
    tag: () => shelf.tags().map(({ name, count }) => [name, count]),
    board: () => shelf.boards.map(({ name, count }) => [name, count]),
    rating: () => ['>=1', '>=2', '>=3', '>=4', '5'].map((value) => [value, null]),
    ratio: () => ['1:1', '3:2', '2:3', '4:3', '16:9', '9:16'].map((value) => [value, null]),
    flag: () => ['picked', 'rejected', 'none'].map((value) => [value, null]),
  };
  const choices = (values[key.toLowerCase()]?.() ?? [])
    .filter(([value]) => fold(value).includes(fold(typed.replaceAll('"', ''))))
    .slice(0, 12)
    .map(([value, count]) => ({ text: `${key}:${quoted(value)}`, label: value, count }));
  return { from, to, choices };
}
