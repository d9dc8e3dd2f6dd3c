import { describe, expect, it } from 'vitest';
import type { QueryPart } from '$lib/backend/generated';
import { commandError } from '$lib/backend/backend';
import {
  hasToken,
  isFutile,
  joined,
  promoted,
  quoted,
  readable,
  refusalOf,
  toggled,
} from './query';

const part = (kind: QueryPart['kind'], from: number, to: number): QueryPart => ({
  kind,
  from,
  to,
  name: kind === 'words' ? null : 'model',
  refusal: null,
});

describe('the search field', () => {
  it('makes a chip of a token as soon as a space ends it', () => {
    const typing = { tokens: [], rest: 'model:flux' };
    const parts = [part('token', 0, 10)];
    expect(promoted(typing, parts, false)).toBe(typing);
    const ended = promoted({ tokens: [], rest: 'model:flux ' }, parts, false);
    expect(ended).toEqual({ tokens: [{ text: 'model:flux', refusal: null }], rest: '' });
  });

  it('keeps words as text, and what is typed behind a chip', () => {
    const first = promoted(
      { tokens: [], rest: '女孩 model:flux rain' },
      [part('words', 0, 2), part('token', 3, 13), part('words', 14, 18)],
      false,
    );
    expect(first.rest).toBe('女孩 rain');
    expect(joined(first)).toBe('model:flux 女孩 rain');
    const again = promoted(first, [part('token', 0, 10), part('words', 11, 18)], false);
    expect(again).toBe(first);
  });

  it('takes all of a search that was written by a tag or a board', () => {
    const written = promoted(
      { tokens: [], rest: 'tag:"still life"' },
      [part('token', 0, 16)],
      true,
    );
    expect(written.tokens.map(({ text }) => readable(text))).toEqual(['tag:still life']);
  });

  it('reads comparisons as people write them', () => {
    expect(readable('rating:>=4')).toBe('rating:≥4');
    expect(quoted('still life')).toBe('"still life"');
    expect(quoted('hero')).toBe('hero');
  });

  it('a tag at the side puts its token into the search and takes it out again', () => {
    const on = toggled('rain', 'tag:hero');
    expect(on).toBe('tag:hero rain');
    expect(hasToken(on, 'tag:hero')).toBe(true);
    expect(hasToken('tag:heroine', 'tag:hero')).toBe(false);
    expect(toggled(on, 'tag:hero')).toBe('rain');
  });

  it('is told apart from one that asks for something, and why it asks for nothing once that is clear', () => {
    const refusal = commandError('query-invalid');
    const wrong = (from: number, to: number): QueryPart => ({
      ...part('refused', from, to),
      refusal,
    });
    expect(isFutile('  ', [])).toBe(false);
    expect(isFutile('!!', [])).toBe(true);
    expect(isFutile('tag: fox', [wrong(0, 4), part('words', 5, 8)])).toBe(false);
    const typed = { tokens: [], rest: '' };
    expect(refusalOf(typed, '!!', [])).toBeNull();
    expect(refusalOf(typed, 'tag:', [wrong(0, 4)])).toBeNull();
    expect(refusalOf(typed, 'tag: rating:x', [wrong(0, 4), wrong(5, 13)])).toBe(refusal);
    expect(refusalOf(typed, 'rating:x fox', [wrong(0, 8), part('words', 9, 12)])).toBeNull();
    const chip = { tokens: [{ text: 'tag:', refusal }], rest: 'fox' };
    expect(refusalOf(chip, 'tag: fox', [wrong(0, 4), part('words', 5, 8)])).toBe(refusal);
  });
});
