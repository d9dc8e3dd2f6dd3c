// Chat's lines in the one list of commands.
import { isText, type Command } from '$lib/state/shortcuts';
import type { Chat } from './state/chat.svelte';

/** What the commands act on, given by the place. */
export interface ChatRoom {
  chat: Chat;
  /** Chat is shown and nothing stands before it. */
  here: () => boolean;
  field: () => HTMLElement | undefined;
  search: () => HTMLElement | undefined;
}

/** The commands. */
export function chatCommands({ chat, here, field, search }: ChatRoom): Command[] {
  const { talking } = chat;
  const open = (): boolean => here() && chat.openId !== null;
  const answers = (): boolean => open() && talking.running !== null;
  const lastAnswer = (): string | null =>
    talking.turns.findLast(({ message }) => message.body.kind === 'answer')?.message.id ?? null;
  const step = (by: -1 | 1): void => {
    const { rows } = chat.list.list;
    const at = rows.findIndex(({ id }) => id === chat.openId);
    const next = rows[at + by];
    if (next !== undefined) void chat.open(next.id);
  };
  const group = 'chat';
  return [
    {
      id: 'chat-send',
      sentence: 'chat-send',
      group,
      keys: ['Mod+Enter'],
      inText: true,
      when: () => open() && talking.running === null,
      run: () => void chat.send(),
    },
    {
      id: 'chat-stop',
      sentence: 'chat-stop',
      group,
      keys: ['Escape'],
      inText: true,
      when: answers,
      run: () => void chat.do(() => talking.stop()),
    },
    {
      id: 'chat-new',
      sentence: 'chat-new',
      group,
      keys: ['Mod+N'],
      inText: true,
      when: here,
      run: () => void chat.create(),
    },
    {
      id: 'chat-find',
      sentence: 'chat-find',
      group,
      keys: ['Mod+F'],
      inText: true,
      when: here,
      run: () => search()?.focus(),
    },
    {
      id: 'chat-focus',
      sentence: 'chat-focus',
      group,
      keys: ['/'],
      when: open,
      run: () => field()?.focus(),
    },
    {
      id: 'chat-before',
      sentence: 'chat-before',
      group,
      keys: ['Alt+ArrowUp'],
      inText: true,
      when: open,
      run: () => step(-1),
    },
    {
      id: 'chat-after',
      sentence: 'chat-after',
      group,
      keys: ['Alt+ArrowDown'],
      inText: true,
      when: open,
      run: () => step(1),
    },
    {
      id: 'chat-rename',
      sentence: 'chat-rename',
      group,
      keys: ['F2'],
      when: open,
      run: () => (chat.renaming = chat.openId),
    },
    {
      id: 'chat-delete',
      sentence: 'chat-delete',
      group,
      keys: ['Delete'],
      when: () => open() && !isText(document.activeElement),
      run: () => {
        if (chat.openId !== null) void chat.remove(chat.openId);
      },
    },
    {
      id: 'chat-regenerate',
      sentence: 'chat-again',
      group,
      keys: [],
      when: () => open() && lastAnswer() !== null && talking.running === null,
      run: () => {
        const id = lastAnswer();
        if (id !== null) void chat.do(() => talking.regenerate(id));
      },
    },
    {
      id: 'chat-pick',
      sentence: 'chat-attach-library',
      group,
      keys: [],
      when: open,
      run: () => (chat.picking = true),
    },
    {
      id: 'chat-export-markdown',
      sentence: 'chat-export-markdown',
      group,
      keys: [],
      when: open,
      run: () => void chat.export('markdown'),
    },
    {
      id: 'chat-export-json',
      sentence: 'chat-export-json',
      group,
      keys: [],
      when: open,
      run: () => void chat.export('json'),
    },
    {
      id: 'chat-paste',
      sentence: 'chat-paste',
      group,
      keys: ['Mod+V'],
      when: () => false,
      keyOnly: true,
      run: () => undefined,
    },
  ];
}
