// The only file that speaks with Tauri: each command goes out under its own name with one object
// called `request`, and what happens comes in by one channel. It decides nothing.
import { Channel, convertFileSrc, invoke } from '@tauri-apps/api/core';
import type { Backend, ThumbnailWidth } from './backend';
import { COMMAND_NAMES, type Commands, type WindowEvent } from './generated';

const SCHEME = 'musa';

/** The address of the image scheme: `musa://localhost/`, on Windows `http://musa.localhost/`. */
function origin(): string {
  return convertFileSrc('', SCHEME);
}

function address(room: string, id: string, width: ThumbnailWidth | undefined): string {
  const query = width === undefined ? '' : `?w=${width}`;
  return `${origin()}${room}/${encodeURIComponent(id)}${query}`;
}

type Calls = { [Name in keyof Commands]: (request?: unknown) => Promise<unknown> };

function calls(): Commands {
  const made = Object.fromEntries(
    Object.entries(COMMAND_NAMES).map(([method, name]) => [
      method,
      (request: unknown = {}) => invoke(name, { request }),
    ]),
  ) as Calls;
  // Both types are made from the same list in Rust; its test fails when they differ.
  return made as unknown as Commands;
}

/** The window's other side in the app. */
export function tauriBackend(): Backend {
  return {
    ...calls(),
    async listen(heard) {
      let listening = true;
      const channel = new Channel<WindowEvent>((event) => {
        if (listening) heard(event);
      });
      await invoke('subscribe', { channel });
      return () => {
        listening = false;
      };
    },
    viewBuffer: (request) => invoke<ArrayBuffer>('view_buffer', { request }),
    pictureUrl: (hash, width) => address('picture', hash, width),
    heldUrl: (id, width) => address('held', id, width),
    sentUrl: (hash, width) => address('sent', hash, width),
    draftUrl: (call, draft, width) => address('draft', `${call}-${String(draft)}`, width),
  };
}
