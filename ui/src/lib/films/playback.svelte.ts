// One player's film: whether it goes, where it stands, its sound, and its keys. Its picture is drawn
// by `FilmPlayer`, its controls by `FilmControls`.
import type { PictureId } from '$lib/backend/generated';
import { isComposing } from '$lib/state/shortcuts';
import type { Watching, WatchTrouble } from './watching.svelte';

/** A frame of 24 in a second, and a step of the arrow keys. */
const FRAME = 1 / 24;
const STEP = 1;

/** Which film, and how long it is. */
export interface PlayedFilm {
  readonly picture: PictureId;
  readonly durationMs: number;
}

/** What a player does. */
export class Playback {
  video: HTMLVideoElement | undefined = $state();
  /** Seconds from its beginning. */
  time: number = $state(0);
  paused: boolean = $state(true);
  muted: boolean = $state(false);
  /** Its first picture is there. */
  ready: boolean = $state(false);

  readonly #watching: Watching;
  readonly #film: () => PlayedFilm;

  constructor(watching: Watching, film: () => PlayedFilm) {
    this.#watching = watching;
    this.#film = film;
  }

  /** This player shows the film that is open. */
  readonly mine: boolean = $derived.by(() => this.#watching.player === this);
  readonly address: string | null = $derived.by(() => (this.mine ? this.#watching.address : null));
  readonly trouble: WatchTrouble | null = $derived.by(() =>
    this.mine ? this.#watching.trouble : null,
  );
  readonly opening: boolean = $derived(this.mine && this.trouble === null && !this.ready);
  /** Seconds. */
  readonly length: number = $derived.by(() => this.#film().durationMs / 1000);

  async toggle(): Promise<void> {
    const { video } = this;
    if (!this.mine) {
      this.ready = false;
      this.time = 0;
      await this.#watching.open(this.#film().picture, this);
    } else if (video === undefined) return;
    else if (video.paused) await video.play().catch(() => undefined);
    else video.pause();
  }

  seek(to: number): void {
    if (this.video === undefined) return;
    this.video.currentTime = Math.min(this.length, Math.max(0, to));
  }

  /** Sound alone is no film: the decoder for its pictures is missing. */
  loaded(): void {
    const { video } = this;
    if (video === undefined || video.videoWidth === 0) {
      this.failed();
      return;
    }
    this.ready = true;
    void video.play().catch(() => undefined);
  }

  failed(): void {
    this.#watching.failed(this);
  }

  close(): void {
    this.#watching.close(this);
  }

  /** Keys of the tile around the player: `whole` is the player itself. */
  keys(event: KeyboardEvent, whole: HTMLElement | undefined): void {
    if (isComposing(event) || event.ctrlKey || event.metaKey || event.altKey) return;
    const target = event.target instanceof HTMLElement ? event.target : null;
    const pressed = target?.closest('button, input') !== null && target !== whole;
    const plays = event.key === 'k' || ((event.key === ' ' || event.key === 'Enter') && !pressed);
    if (plays) void this.toggle();
    else if (event.key === 'm') this.muted = !this.muted;
    else if (!this.ready || pressed) return;
    else if (event.key === 'ArrowRight') this.seek(this.time + STEP);
    else if (event.key === 'ArrowLeft') this.seek(this.time - STEP);
    else if (event.key === '.') this.seek(this.time + FRAME);
    else if (event.key === ',') this.seek(this.time - FRAME);
    else if (event.key === 'Home') this.seek(0);
    else if (event.key === 'End') this.seek(this.length);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
}
