// JSON as a tree of lines that fold: what each line shows, and what is under it. Pure; whether the
// whole fits a schema is said by core.

/** Any JSON. */
export type Json =
  string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };

/** Lines of one level that are drawn at once; the rest is asked for. */
export const AT_ONCE = 100;

/** A value under a name or a number. */
export interface Entry {
  name: string;
  value: Json;
}

/** What lies under a value; nothing under a plain one. */
export function entriesOf(value: Json): Entry[] {
  if (isList(value)) return value.map((one, at) => ({ name: String(at), value: one }));
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value).map(([name, one]) => ({ name, value: one }));
  }
  return [];
}

/** Whether something can lie under it. */
export function folds(value: Json): boolean {
  return typeof value === 'object' && value !== null;
}

export function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

/** The kind of a plain value, for its colour. */
export function kindOf(value: Json): 'text' | 'number' | 'word' {
  if (typeof value === 'string') return 'text';
  return typeof value === 'number' ? 'number' : 'word';
}

/** JSON out of a text; null when it is none. A text in a code fence is read without it. */
export function readJson(text: string): { value: Json } | null {
  const bare = /^\s*```(?:json)?\s*\n([\s\S]*?)\n?```\s*$/i.exec(text)?.[1] ?? text;
  try {
    return { value: JSON.parse(bare) as Json };
  } catch {
    return null;
  }
}

/** Why a text is no JSON, in the engine's words, or null when it is. */
export function jsonTrouble(text: string): string | null {
  try {
    JSON.parse(text);
    return null;
  } catch (thrown) {
    return thrown instanceof Error ? thrown.message : String(thrown);
  }
}

/** A value as short as it is still easily read. */
export function onOneLine(value: unknown): string {
  return JSON.stringify(value, null, 1).replaceAll(/\n\s*/g, ' ');
}
