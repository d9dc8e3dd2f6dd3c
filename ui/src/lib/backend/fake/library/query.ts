// Searching as core does, over what the fake has in memory: the same tokens, by full scan.
import { commandError } from '../../backend';
import type { Completions, PictureView, QueryPart } from '../../generated';
import type { Shelf } from './shelf';

/** Whether a picture is found. */
export type Finds = (picture: PictureView) => boolean;

const WORD = /-?(?:[a-z]+:)?(?:"[^"]*"?|[^\s"])+/giu;
const NAMES = [
  'model',
  'rating',
  'ratio',
  'tag',
  'board',
  'date',
  'file',
  'flag',
  'width',
  'height',
] as const;
type Name = (typeof NAMES)[number];
/** What a token takes, where a value may make no sense. */
const ALLOWED: Record<Name, string> = {
  model: '',
  tag: '',
  board: '',
  rating: '0–5, >=3',
  ratio: '16:9',
  date: '2026-11-22',
  file: '',
  flag: 'picked, rejected, none',
  width: '1024, >=2048',
  height: '1024, >=2048',
};

const fold = (text: string): string => text.normalize('NFKC').toLowerCase();

function compare(wanted: string, value: number | string): boolean | null {
  const [, sign = '=', rest = ''] = /^(>=|<=|>|<|=)?(.+)$/u.exec(wanted) ?? [];
  const other = typeof value === 'number' ? Number(rest) : rest;
  if (typeof other === 'number' && Number.isNaN(other)) return null;
  if (sign === '>=') return value >= other;
  if (sign === '<=') return value <= other;
  if (sign === '>') return value > other;
  if (sign === '<') return value < other;
  return typeof value === 'string' ? value.startsWith(String(other)) : value === other;
}

function ratioIs(wanted: string, { width, height }: PictureView): boolean | null {
  const [wide, high] = wanted.split(':').map(Number);
  if (!wide || !high) return null;
  return Math.abs(width / height / (wide / high) - 1) < 0.02;
}

/** Whether a token holds for a picture; null where its value makes no sense. */
function holds(shelf: Shelf, name: Name, value: string, picture: PictureView): boolean | null {
  switch (name) {
    case 'model':
      return fold(picture.model ?? '').includes(fold(value));
    case 'tag':
      return shelf.tagsOf(picture.id).some((tag) => fold(tag) === fold(value));
    case 'board':
      return shelf.boardsOf(picture.id).some((board) => fold(shelf.nameOf(board)) === fold(value));
    case 'rating':
      return compare(value, picture.rating);
    case 'ratio':
      return ratioIs(value, picture);
    case 'date':
      return compare(value, picture.createdAt.slice(0, 10));
    case 'file':
      return fold(picture.path).includes(fold(value));
    case 'flag':
      return ['picked', 'rejected', 'none'].includes(value) ? picture.flag === value : null;
    case 'width':
    case 'height':
      return compare(value, picture[name]);
  }
}

/** A query in pieces, and what it finds. */
export function readQuery(shelf: Shelf, query: string): { parts: QueryPart[]; finds: Finds } {
  const parts: QueryPart[] = [];
  const all: Finds[] = [];
  const sample = shelf.any();
  for (const found of query.matchAll(WORD)) {
    const [text] = found;
    const from = found.index;
    const to = from + text.length;
    const [, not = '', key = '', value = ''] = /^(-?)([a-z]+):(.*)$/iu.exec(text) ?? [];
    const name = NAMES.find((one) => one === key.toLowerCase());
    const bare = value.replaceAll('"', '');
    // A token without its value is still being typed.
    if (name !== undefined && bare === '') continue;
    if (name === undefined) {
      const words = fold(text.replaceAll('"', ''));
      parts.push({ kind: 'words', from, to, name: null, refusal: null });
      all.push((picture) => fold(shelf.textOf(picture)).includes(words));
    } else if (sample !== null && holds(shelf, name, bare, sample) === null) {
      const args = { value: text, allowed: ALLOWED[name] };
      const refusal = commandError('query-invalid', { field: 'query', args });
      parts.push({ kind: 'refused', from, to, name, refusal });
    } else {
      parts.push({ kind: 'token', from, to, name, refusal: null });
      all.push((picture) => (holds(shelf, name, bare, picture) === true) === (not === ''));
    }
  }
  return { parts, finds: (picture) => all.every((finds) => finds(picture)) };
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
