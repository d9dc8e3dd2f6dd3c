// A whole backend in memory, so that the page runs in any browser and in tests. First stage: it
// answers the snapshot and takes what is kept; runs come with the scenes.
import { commandError, type Backend } from './backend';
import { COMMAND_NAMES, type Commands, type Snapshot } from './generated';
import { freshSnapshot } from './fake/world';

/** What a fake begins with. */
export interface FakeOptions {
  snapshot?: Snapshot;
}

/** A backend in memory. */
export function createFake(options: FakeOptions = {}): Backend {
  const snapshot = options.snapshot ?? freshSnapshot();
  const refuse = Object.fromEntries(
    Object.keys(COMMAND_NAMES).map((name) => [
      name,
      () => Promise.reject(Object.assign(new Error(name), commandError('internal'))),
    ]),
  ) as unknown as Commands;
  return {
    ...refuse,
    snapshot: () => Promise.resolve(snapshot),
    ready: () => Promise.resolve(),
    keepPreferences: () => Promise.resolve(),
    keepComposition: () => Promise.resolve(),
    listen: () => Promise.resolve(() => undefined),
    pictureUrl: (hash) => `data:,${hash}`,
    heldUrl: (id) => `data:,${id}`,
    sentUrl: (hash) => `data:,${hash}`,
  };
}
