// The one list of commands: the palette, the shortcut sheet and the real keys are made from it.
// Each feature adds its own lines. While an input method composes, every key belongs to it.
import { on } from 'svelte/events';

/** A key with its modifiers. `Mod` is ⌘ on a Mac and Ctrl elsewhere: `Mod+K`, `Shift+Delete`, `?`. */
export type KeyName = string;

/** Where a command belongs in the palette and the sheet. */
export type CommandGroup =
  'general' | 'create' | 'chat' | 'video' | 'picture' | 'library' | 'cull' | 'viewer';

/** One thing that can be done. */
export interface Command {
  /** Its name: `go-create`. */
  id: string;
  /** The sentence that names it. */
  sentence: string;
  /** What stands in the sentence. */
  args?: Readonly<Record<string, string>>;
  group: CommandGroup;
  /** Its keys; none means that it is in the palette only. */
  keys: readonly KeyName[];
  /** Whether it can be done now. */
  when?: () => boolean;
  /** It also answers while a text field has the focus. Keys with Mod or Alt do by themselves. */
  inText?: boolean;
  /** A key that is held does it again and again: arrows, zoom. Else only the first press counts. */
  repeats?: boolean;
  /** It is a key of the sheet, but no line of the palette: arrows, Enter on a tile. */
  keyOnly?: boolean;
  run: () => void;
}

const commands = new Map<string, Command>();
const heard = new Set<() => void>();

/** Adds commands. The answer takes them away again. */
export function registerCommands(added: readonly Command[]): () => void {
  for (const command of added) {
    commands.set(command.id, command);
  }
  for (const tell of heard) tell();
  return () => {
    for (const command of added) {
      // A place that is drawn anew adds its lines before the old one takes its own away.
      if (commands.get(command.id) === command) commands.delete(command.id);
    }
    for (const tell of heard) tell();
  };
}

/**
 * Keys that two commands want. They may share one only where each says when it applies and they
 * belong to different groups. A test sees to it that there are none.
 */
export function doubledKeys(all: readonly Command[]): string[] {
  return all.flatMap((one, at) =>
    all.slice(at + 1).flatMap((other) => {
      if (one.group !== other.group && one.when && other.when) return [];
      const shared = one.keys.filter((key) => other.keys.includes(key));
      return shared.map((key) => `${key}: ${one.id}, ${other.id}`);
    }),
  );
}

/** All commands, in the order in which they came. */
export function allCommands(): readonly Command[] {
  return [...commands.values()];
}

/** Hears when the list changes. */
export function onCommandsChanged(tell: () => void): () => void {
  heard.add(tell);
  return () => heard.delete(tell);
}

/** Does a command by its name, if it can be done now. */
export function runCommand(id: string): void {
  const command = commands.get(id);
  if (command !== undefined && (command.when?.() ?? true)) command.run();
}

/** Whether the key belongs to an input method that composes. */
export function isComposing(event: KeyboardEvent): boolean {
  // WebKit sends the closing Enter with isComposing false but with keyCode 229.
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- the only sign WebKit gives
  return event.isComposing || event.keyCode === 229;
}

/** Whether keys are text where the event happened. */
export function isText(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLTextAreaElement || target.isContentEditable) return true;
  return (
    target instanceof HTMLInputElement &&
    !['button', 'checkbox', 'radio', 'range', 'submit'].includes(target.type)
  );
}

/** How the pressed key is called in the list. */
export function keyName(event: KeyboardEvent, mac: boolean): KeyName {
  const parts: string[] = [];
  if (mac ? event.metaKey : event.ctrlKey) parts.push('Mod');
  if (mac && event.ctrlKey) parts.push('Ctrl');
  if (event.altKey) parts.push('Alt');
  const letter = event.key.length === 1;
  // Shift is part of a sign such as `?`; with letters and named keys it is a modifier.
  if (event.shiftKey && (!letter || /[a-z]/i.test(event.key))) parts.push('Shift');
  parts.push(event.key === ' ' ? 'Space' : letter ? event.key.toUpperCase() : event.key);
  return parts.join('+');
}

/** What a page would do with these keys, and an app must not. */
const PAGE_KEYS: ReadonlySet<KeyName> = new Set([
  'F5',
  'Mod+R',
  'Mod+Shift+R',
  'Mod+F5',
  'Mod+P',
  'Mod+F',
  'Mod+G',
  'Mod+S',
  'Mod+U',
  'Mod+O',
  'Mod+J',
  'F3',
  'F7',
  'Alt+ArrowLeft',
  'Alt+ArrowRight',
  'Mod++',
  'Mod+-',
  'Mod+=',
]);

/** What these keys mean in every text field: no place may take them from it. */
const TEXT_KEYS: ReadonlySet<KeyName> = new Set([
  'Mod+A',
  'Mod+C',
  'Mod+V',
  'Mod+Shift+V',
  'Mod+X',
  'Mod+Z',
  'Mod+Shift+Z',
  'Mod+Y',
  'Mod+Backspace',
  'Mod+Delete',
  'Mod+ArrowLeft',
  'Mod+ArrowRight',
  'Mod+Home',
  'Mod+End',
]);

/** What floats before a place: a menu or a popover that is open. */
const FLOATING =
  '[data-dropdown-menu-content][data-state="open"], [data-popover-content][data-state="open"]';

/** Answers a key. True when it was one of ours, or one that only a page would know. */
export function answerKey(event: KeyboardEvent, mac: boolean): boolean {
  if (event.defaultPrevented || isComposing(event)) return false;
  const name = keyName(event, mac);
  const modified = /^(Mod|Alt|Ctrl)\+/.test(name) || /^F\d/.test(name);
  const typed = isText(event.target) && (!modified || TEXT_KEYS.has(name));
  // A letter that a menu does not know must not reach what lies behind it.
  const floating = document.querySelector(FLOATING) !== null;
  const meant = allCommands().filter(
    (each) =>
      each.keys.includes(name) &&
      (!typed || each.inText === true) &&
      (!floating || (modified && each.group === 'general')) &&
      (each.when?.() ?? true),
  );
  // What a place says of a key goes before what is said everywhere.
  const command = meant.find(({ group }) => group !== 'general') ?? meant[0];
  if (command !== undefined) {
    event.preventDefault();
    // A key that is held too long must not pay twice.
    if (!event.repeat || command.repeats === true) command.run();
    return true;
  }
  if (PAGE_KEYS.has(name)) {
    event.preventDefault();
    return true;
  }
  return false;
}

/**
 * Answers the window's keys until it is told not to. A button that opens a menu takes every Enter
 * for its own: with Ctrl or ⌘ it is heard before it gets there.
 */
export function answerKeys(mac: boolean): () => void {
  const early = (event: KeyboardEvent): void => {
    const pressed = event.key === 'Enter' && (event.ctrlKey || event.metaKey);
    if (pressed && !isText(event.target) && answerKey(event, mac)) event.stopPropagation();
  };
  const late = (event: KeyboardEvent): void => void answerKey(event, mac);
  const ends = [on(window, 'keydown', early, { capture: true }), on(window, 'keydown', late)];
  return () => {
    for (const end of ends) end();
  };
}

const SIGNS_MAC: Record<string, string> = {
  Mod: '⌘',
  Alt: '⌥',
  Shift: '⇧',
  Ctrl: '⌃',
  Enter: '↵',
  Backspace: '⌫',
  Delete: '⌦',
};
const SIGNS: Record<string, string> = {
  Mod: 'Ctrl',
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  Enter: '↵',
  Escape: 'Esc',
  Delete: 'Del',
};

/** The key as it stands on a key cap: `⌘K`, `Ctrl+K`. */
export function keyCap(key: KeyName, mac: boolean): string {
  const parts = key === 'Mod++' ? ['Mod', '+'] : key.split('+');
  const signs = parts.map((part) => (mac ? SIGNS_MAC[part] : undefined) ?? SIGNS[part] ?? part);
  return signs.join(mac ? '' : '+');
}
