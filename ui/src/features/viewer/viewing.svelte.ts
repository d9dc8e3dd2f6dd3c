// Which picture the viewer shows, among which others, and what is known of it. Deleted pictures
// are stepped over and come back with undo. It draws nothing.
import { asCommandError, type Backend } from '$lib/backend/backend';
import type { CommandError, Happened, PictureDetail, PictureId } from '$lib/backend/generated';

export class Viewing {
  current: PictureId = $state('');
  detail: PictureDetail | null = $state.raw(null);
  trouble: CommandError | null = $state.raw(null);
  #gone: ReadonlySet<PictureId> = $state.raw(new Set());
  readonly #among: () => readonly PictureId[];
  readonly #backend: Backend;
  readonly #first: PictureId;
  readonly #onend: () => void;
  readonly #known = new Map<PictureId, PictureDetail>();

  /** What can be stepped through. */
  readonly listing: readonly PictureId[] = $derived.by(() => {
    const given = this.#among();
    const all = given.includes(this.#first) ? given : [this.#first];
    return this.#gone.size === 0 ? all : all.filter((id) => !this.#gone.has(id));
  });
  /** Place of the current one, from 0. */
  readonly place: number = $derived(this.listing.indexOf(this.current));

  /** `among` may grow while it is open; `onend` is called when nothing is left to be shown. */
  constructor(
    backend: Backend,
    picture: PictureId,
    among: () => readonly PictureId[],
    onend: () => void,
  ) {
    this.#backend = backend;
    this.#among = among;
    this.#first = picture;
    this.#onend = onend;
    this.go(picture);
  }

  /** Shows a picture; its details come a moment later, those of its neighbours after it. */
  go(picture: PictureId): void {
    this.current = picture;
    this.trouble = null;
    const known = this.#known.get(picture);
    if (known !== undefined) this.detail = known;
    void this.#load(picture);
  }

  step(by: 1 | -1): void {
    const next = this.listing[this.place + by];
    if (next !== undefined) this.go(next);
  }

  first(): void {
    const [id] = this.listing;
    if (id !== undefined) this.go(id);
  }

  last(): void {
    const id = this.listing.at(-1);
    if (id !== undefined) this.go(id);
  }

  hear(happened: Happened): void {
    if (happened.kind === 'pictures-changed') {
      for (const { picture, ...told } of happened.change.marks) this.#remark(picture, told);
    } else if (happened.kind === 'pictures-back') {
      const back = new Set(happened.pictures.map(({ id }) => id));
      this.#gone = new Set([...this.#gone].filter((id) => !back.has(id)));
    } else if (happened.kind === 'pictures-gone') {
      this.#leave(new Set(happened.pictures));
    }
  }

  /** After a delete: on to the next one that is left, else to the one before. */
  #leave(gone: ReadonlySet<PictureId>): void {
    const { listing, place } = this;
    this.#gone = new Set([...this.#gone, ...gone]);
    if (!gone.has(this.current)) return;
    const after = listing.slice(place + 1).find((id) => !gone.has(id));
    const next = after ?? listing.slice(0, Math.max(0, place)).findLast((id) => !gone.has(id));
    if (next === undefined) this.#onend();
    else this.go(next);
  }

  async #load(picture: PictureId): Promise<void> {
    try {
      const detail = await this.#backend.picture({ picture });
      this.#known.set(picture, detail);
      if (this.current !== picture) return;
      this.detail = detail;
      for (const id of [this.listing[this.place + 1], this.listing[this.place - 1]]) {
        if (id !== undefined) void this.#prepare(id);
      }
    } catch (thrown) {
      if (this.current === picture) this.trouble = asCommandError(thrown);
    }
  }

  /** Stars and flags, as soon as they are set. */
  #remark(picture: PictureId, told: Pick<PictureDetail['picture'], 'rating' | 'flag'>): void {
    const known = this.#known.get(picture);
    if (known === undefined) return;
    const detail = { ...known, picture: { ...known.picture, ...told } };
    this.#known.set(picture, detail);
    if (this.current === picture) this.detail = detail;
  }

  /** A neighbour's details and its thumbnail, so that a step shows it at once. */
  async #prepare(picture: PictureId): Promise<void> {
    if (this.#known.has(picture)) return;
    try {
      const detail = await this.#backend.picture({ picture });
      this.#known.set(picture, detail);
      new Image().src = this.#backend.pictureUrl(detail.picture.hash, 768);
    } catch {
      // It is only ahead of time: going there asks again and says what is the matter.
    }
  }
}
