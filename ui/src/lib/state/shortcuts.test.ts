import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  answerKey,
  doubledKeys,
  keyCap,
  keyName,
  registerCommands,
  type Command,
} from './shortcuts';

let forget: () => void = () => undefined;
afterEach(() => forget());

function command(more: Partial<Command>): Command {
  return {
    id: 'one',
    sentence: 'app-name',
    group: 'general',
    keys: ['Mod+K'],
    run: () => undefined,
    ...more,
  };
}

function press(key: string, more: KeyboardEventInit = {}, target: EventTarget = document.body) {
  const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more });
  Object.defineProperty(event, 'target', { value: target });
  return event;
}

describe('keys', () => {
  it('run the command they are of', () => {
    const run = vi.fn();
    forget = registerCommands([command({ run })]);
    const event = press('k', { ctrlKey: true });
    expect(answerKey(event, false)).toBe(true);
    expect(run).toHaveBeenCalledOnce();
    expect(event.defaultPrevented).toBe(true);
  });

  it.each([{ isComposing: true }, { keyCode: 229 }])(
    'belong to an input method while it composes: %o',
    (composing) => {
      const run = vi.fn();
      forget = registerCommands([command({ keys: ['Enter', 'Escape', '@'], run, inText: true })]);
      for (const key of ['Enter', 'Escape', '@']) {
        const event = press(key, composing);
        expect(answerKey(event, false)).toBe(false);
        expect(event.defaultPrevented).toBe(false);
      }
      expect(run).not.toHaveBeenCalled();
    },
  );

  it('do what the place says of them before what is said everywhere', () => {
    const everywhere = vi.fn();
    const here = vi.fn();
    let shown = true;
    const inVideo = { id: 'two', group: 'video', when: () => shown, run: here } as const;
    forget = registerCommands([command({ run: everywhere }), command(inVideo)]);
    answerKey(press('k', { ctrlKey: true }), false);
    expect([here.mock.calls.length, everywhere.mock.calls.length]).toEqual([1, 0]);
    shown = false;
    answerKey(press('k', { ctrlKey: true }), false);
    expect([here.mock.calls.length, everywhere.mock.calls.length]).toEqual([1, 1]);
  });

  it('are text in a text field, unless the command says otherwise', () => {
    const run = vi.fn();
    forget = registerCommands([command({ keys: ['?'], run })]);
    const field = document.createElement('textarea');
    expect(answerKey(press('?', { shiftKey: true }, field), false)).toBe(false);
    expect(answerKey(press('?', { shiftKey: true }), false)).toBe(true);
    expect(run).toHaveBeenCalledOnce();
  });

  it('that a text field means are never taken from it', () => {
    const run = vi.fn();
    forget = registerCommands([command({ keys: ['Mod+A', 'Delete', 'Mod+Z', 'Mod+F'], run })]);
    const field = document.createElement('input');
    const keys = [press('a', { ctrlKey: true }, field), press('Delete', {}, field)];
    for (const event of [...keys, press('z', { ctrlKey: true }, field)]) {
      expect(answerKey(event, false)).toBe(false);
      expect(event.defaultPrevented).toBe(false);
    }
    expect(run).not.toHaveBeenCalled();
    expect(answerKey(press('f', { ctrlKey: true }, field), false)).toBe(true);
    expect(run).toHaveBeenCalledOnce();
  });

  it.each(['data-dropdown-menu-content', 'data-popover-content'])(
    'of a place are silent while something floats before it: %s',
    (content) => {
      const [here, everywhere] = [vi.fn(), vi.fn()];
      forget = registerCommands([
        command({ id: 'two', group: 'library', keys: ['X', 'Mod+A'], run: here }),
        command({ keys: ['Mod+K'], run: everywhere }),
      ]);
      const menu = document.createElement('div');
      menu.setAttribute(content, '');
      menu.dataset['state'] = 'open';
      document.body.append(menu);
      const [letter, all] = [press('x'), press('a', { ctrlKey: true })];
      answerKey(letter, false);
      answerKey(all, false);
      answerKey(press('k', { ctrlKey: true }), false);
      expect([here.mock.calls.length, everywhere.mock.calls.length]).toEqual([0, 1]);
      menu.remove();
      answerKey(press('x'), false);
      expect(here).toHaveBeenCalledOnce();
    },
  );

  it('do nothing where the command does not apply', () => {
    const run = vi.fn();
    forget = registerCommands([command({ keys: ['R'], when: () => false, run })]);
    expect(answerKey(press('r'), false)).toBe(false);
    expect(run).not.toHaveBeenCalled();
  });

  it.each([
    ['F5', {}],
    ['r', { ctrlKey: true }],
    ['p', { ctrlKey: true }],
    ['f', { ctrlKey: true }],
    ['ArrowLeft', { altKey: true }],
    ['+', { ctrlKey: true }],
  ])('of a page do nothing here: %s %o', (key, more) => {
    const event = press(key, more);
    expect(answerKey(event, false)).toBe(true);
    expect(event.defaultPrevented).toBe(true);
  });

  it('are called the same on both keyboards', () => {
    expect(keyName(press('k', { metaKey: true }), true)).toBe('Mod+K');
    expect(keyName(press('k', { ctrlKey: true }), false)).toBe('Mod+K');
    expect(keyName(press('?', { shiftKey: true }), false)).toBe('?');
    expect(keyName(press('ArrowUp', { altKey: true, shiftKey: true }), false)).toBe(
      'Alt+Shift+ArrowUp',
    );
  });

  it('stand on their caps as each system writes them', () => {
    expect(keyCap('Mod+Enter', true)).toBe('⌘↵');
    expect(keyCap('Mod+Enter', false)).toBe('Ctrl+↵');
    expect(keyCap('Mod++', false)).toBe('Ctrl++');
  });

  it('that are held do it once, unless the command repeats', () => {
    const [once, again] = [vi.fn(), vi.fn()];
    forget = registerCommands([
      command({ keys: ['Mod+Enter'], run: once }),
      command({ id: 'two', keys: ['ArrowRight'], run: again, repeats: true }),
    ]);
    for (const repeat of [false, true, true]) {
      const held = press('Enter', { ctrlKey: true, repeat });
      expect(answerKey(held, false)).toBe(true);
      expect(held.defaultPrevented).toBe(true);
      answerKey(press('ArrowRight', { repeat }), false);
    }
    expect(once).toHaveBeenCalledOnce();
    expect(again).toHaveBeenCalledTimes(3);
  });

  it('are found when two commands want the same', () => {
    const when = (): boolean => true;
    expect(doubledKeys([command({}), command({ id: 'two' })])).toEqual(['Mod+K: one, two']);
    const apart = [command({ when }), command({ id: 'two', group: 'viewer', when })];
    expect(doubledKeys(apart)).toEqual([]);
  });

  it('of a place that is drawn anew stay when the old one goes', () => {
    const [old, anew] = [vi.fn(), vi.fn()];
    const forgetOld = registerCommands([command({ run: old })]);
    forget = registerCommands([command({ run: anew })]);
    forgetOld();
    expect(answerKey(press('k', { ctrlKey: true }), false)).toBe(true);
    expect(anew).toHaveBeenCalledOnce();
  });
});
