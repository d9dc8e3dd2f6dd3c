// The film that is being watched, and by which player. One at a time is open: its address lives until
// another is opened or this one is closed. It draws nothing.
import { asCommandError, type Backend } from '$lib/backend/backend';
import type { CommandError, PictureId } from '$lib/backend/generated';

/** Why a film cannot be watched here. */
export type WatchTrouble = { kind: 'codec' } | { kind: 'refused'; error: CommandError };

/** A player: the same film can stand in two places, and is heard from one. */
export type Player = object;

/** What is being watched. */
export class Watching {
  /** Who shows it; null while nothing is open. */
  player: Player | null = $state.raw(null);
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
  async open(picture: PictureId, player: Player): Promise<void> {
    this.#opened += 1;
    const opened = this.#opened;
    this.player = player;
    this.picture = picture;
    this.address = null;
    this.trouble = null;
    try {
      const { address } = await this.#backend.playFilm({ picture });
      if (opened === this.#opened) this.address = address;
    } catch (thrown) {
      const error = asCommandError(thrown);
      if (opened === this.#opened) this.trouble = { kind: 'refused', error };
    }
  }

  /** This system has no decoder for it. */
  failed(player: Player): void {
    if (this.player !== player) return;
    this.trouble = { kind: 'codec' };
    this.address = null;
    this.#backend.stopFilm().catch(() => undefined);
  }

  /** Closes what a player shows, or whatever is open. */
  close(player: Player | null = this.player): void {
    if (player === null || this.player !== player) return;
    this.#opened += 1;
    const had = this.trouble === null;
    this.player = null;
    this.picture = null;
    this.address = null;
    this.trouble = null;
    if (had) this.#backend.stopFilm().catch(() => undefined);
  }

  /** It goes to the trash. */
  closeFilm(picture: PictureId): void {
    if (this.picture === picture) this.close();
  }
}
