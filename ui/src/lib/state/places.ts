// The places of the window in the order of the rail, which is also that of their keys. Rail,
// palette, shortcut sheet and keys are made from it.
import type { KeyName } from './shortcuts';

const IN_ORDER = [
  { place: 'create', name: 'place-create', go: 'command-create' },
  { place: 'chat', name: 'place-chat', go: 'command-chat' },
  { place: 'video', name: 'place-video', go: 'command-video' },
  { place: 'library', name: 'place-library', go: 'command-library' },
] as const;

/** A place on the rail. */
export type Place = (typeof IN_ORDER)[number]['place'];

/** Each place, the sentences that name it and the way to it, and its key. */
export const PLACES = IN_ORDER.map((one, at) => ({
  ...one,
  key: `Mod+${String(at + 1)}` satisfies KeyName,
}));
