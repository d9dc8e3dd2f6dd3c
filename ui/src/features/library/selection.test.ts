import { describe, expect, it } from 'vitest';
import {
  choose,
  chooseWithin,
  type Order,
  chooseAll,
  chooseForMenu,
  clear,
  inOrder,
  joinOf,
  NOTHING,
  without,
} from './selection';

function orderOf(ids: readonly string[]): Order {
  return {
    count: ids.length,
    id: (index) => ids[index] ?? '',
    find: (id) => ids.indexOf(id),
    findAll: (all) => ids.flatMap((id, index) => (all.has(id) ? [index] : [])),
  };
}

const order = orderOf(['a', 'b', 'c', 'd', 'e', 'f']);

describe('selection', () => {
  it('a plain click selects that picture and nothing else', () => {
    const now = choose(choose(NOTHING, 'a', 'replace', order), 'd', 'replace', order);
    expect([...now.ids]).toEqual(['d']);
    expect(now.focus).toBe('d');
  });

  it('Ctrl adds and takes away without touching the others', () => {
    let now = choose(NOTHING, 'b', 'replace', order);
    now = choose(now, 'e', 'toggle', order);
    expect(inOrder(now, order)).toEqual(['b', 'e']);
    now = choose(now, 'b', 'toggle', order);
    expect(inOrder(now, order)).toEqual(['e']);
  });

  it('Shift selects everything between, in both directions, always from the same picture', () => {
    let now = choose(NOTHING, 'c', 'replace', order);
    now = choose(now, 'e', 'range', order);
    expect(inOrder(now, order)).toEqual(['c', 'd', 'e']);
    now = choose(now, 'a', 'range', order);
    expect(inOrder(now, order)).toEqual(['a', 'b', 'c']);
  });

  it('Shift counts from the picture that Ctrl touched last', () => {
    let now = choose(NOTHING, 'a', 'replace', order);
    now = choose(now, 'd', 'toggle', order);
    now = choose(now, 'f', 'range', order);
    expect(inOrder(now, order)).toEqual(['d', 'e', 'f']);
  });

  it('Ctrl+A selects all and leaves the keyboard where it is', () => {
    const now = chooseAll(choose(NOTHING, 'c', 'replace', order), order);
    expect(now.ids.size).toBe(6);
    expect(now.focus).toBe('c');
  });

  it('a menu on a selected picture keeps the selection, on another one it replaces it', () => {
    const two = choose(choose(NOTHING, 'a', 'replace', order), 'b', 'toggle', order);
    expect(chooseForMenu(two, 'a').ids.size).toBe(2);
    expect([...chooseForMenu(two, 'f').ids]).toEqual(['f']);
  });

  it('clearing keeps the place of the keyboard', () => {
    const now = clear(choose(NOTHING, 'c', 'replace', order));
    expect(now.ids.size).toBe(0);
    expect(now.focus).toBe('c');
  });

  it('a rectangle adds to what was selected when it was begun, and gives back what it leaves', () => {
    const kept = new Set(['a']);
    const wide = chooseWithin(NOTHING, ['c', 'd', 'e'], kept);
    expect(inOrder(wide, order)).toEqual(['a', 'c', 'd', 'e']);
    const narrow = chooseWithin(wide, ['c'], kept);
    expect(inOrder(narrow, order)).toEqual(['a', 'c']);
  });

  it('after a delete the keyboard stands on the next picture that is left', () => {
    const two = choose(choose(NOTHING, 'c', 'replace', order), 'd', 'range', order);
    const now = without(two, new Set(['c', 'd']), order);
    expect(now.ids.size).toBe(0);
    expect(now.focus).toBe('e');
    const last = without(choose(NOTHING, 'f', 'replace', order), new Set(['f']), order);
    expect(last.focus).toBe('e');
  });

  it('reads the keys that are held', () => {
    const keys = { shiftKey: false, ctrlKey: false, metaKey: false };
    expect(joinOf(keys)).toBe('replace');
    expect(joinOf({ ...keys, metaKey: true })).toBe('toggle');
    expect(joinOf({ ...keys, ctrlKey: true, shiftKey: true })).toBe('range');
  });
});
