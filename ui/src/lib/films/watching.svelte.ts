// The film that is being watched. One at a time is open: its address lives until another is opened
// or this one is closed. It draws nothing.
import { asCommandError, type Backend } from '$lib/backend/backend';
import type { CommandError, PictureId } from '$lib/backend/generated';

/** Why a film cannot be watched here. */
export type WatchTrouble = { kind: 'codec' } | { kind: 'refused'; error: CommandError };

/** What is being watched. */
export class Watching {
  /** The library's entry of the open film. */
  picture: PictureId | null = $state(null);
  /** For a video element; null while it is being opened. */
  address: string | null = $state(null);
  trouble: WatchTrouble | null = $state.raw(null);

  readonly #backend: Backend;
  #opened = 0;

  constructor(backend: Backend) {
    this.#backend = backend;
  }

  /** Opens a film, and closes the one before it. */
  async open(picture: PictureId): Promise<void> {
    this.#opened += 1;
    const opened = this.#opened;
    this.picture = picture;
    this.address = null;
    this.trouble = null;
    try {
      const { address } = await this.#backend.playFilm({ picture });
      if (opened === this.#opened) this.address = address;
    } catch (thrown) {
      if (opened === this.#opened)
        this.trouble = { kind: 'refused', error: asCommandError(thrown) };
    }
  }

  /** This system has no decoder for it. */
  failed(picture: PictureId): void {
    if (this.picture !== picture) return;
    this.trouble = { kind: 'codec' };
    this.address = null;
    this.#backend.stopFilm().catch(() => undefined);
  }

  /** Closes it, if it is the one that is open. */
  close(picture: PictureId | null = this.picture): void {
    if (picture === null || this.picture !== picture) return;
    this.#opened += 1;
    const had = this.address !== null;
    this.picture = null;
    this.address = null;
    this.trouble = null;
    if (had) this.#backend.stopFilm().catch(() => undefined);
  }
}
