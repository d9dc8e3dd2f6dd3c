// What is done to boards and with what is dragged: one implementation for the side, the bar, the
// menus and the keys of the library. Pictures are changed by the shared actions.
import type { Backend } from '$lib/backend/backend';
import type { BoardId, BoardView, PictureId } from '$lib/backend/generated';
import { t } from '$lib/i18n/words.svelte';
import type { Actions } from '$lib/state/actions';
import type { Shell } from '$lib/state/shell.svelte';
import type { Studio } from '$lib/state/studio.svelte';
import { Dragging, type Load } from '$lib/library/drag.svelte';
import type { Gallery } from './gallery.svelte';

/** What the board dialog is about. */
export type BoardAsked =
  | {
      readonly kind: 'new';
      readonly parent: BoardId | null;
      readonly pictures: readonly PictureId[];
    }
  | { readonly kind: 'smart'; readonly query: string }
  | { readonly kind: 'edit'; readonly board: BoardView };

export class Curating {
  readonly dragging = new Dragging();
  /** The board dialog is open. */
  asked: BoardAsked | null = $state.raw(null);
  /** The question before the trash is emptied. */
  emptying = $state(false);

  readonly gallery: Gallery;
  readonly actions: Actions;
  readonly #backend: Backend;
  readonly #studio: Studio;
  readonly #shell: Shell;

  constructor(backend: Backend, studio: Studio, shell: Shell, actions: Actions, gallery: Gallery) {
    this.#backend = backend;
    this.#studio = studio;
    this.#shell = shell;
    this.actions = actions;
    this.gallery = gallery;
  }

  get boards(): readonly BoardView[] {
    return this.#studio.state?.boards.boards ?? [];
  }

  /** Cull mode, from the picture where the keyboard stands. */
  cull(): void {
    const { view, question } = this.gallery;
    if (view !== null && view.count > 0 && question.place.kind !== 'trash')
      this.#shell.show({ kind: 'cull' });
  }

  make(parent: BoardId | null, pictures: readonly PictureId[] = []): void {
    this.asked = { kind: 'new', parent, pictures };
  }

  /** A smart board of what is searched for now. */
  keepSearch(): void {
    const query = this.gallery.question.query.trim();
    if (query !== '') this.asked = { kind: 'smart', query };
  }

  edit(board: BoardView): void {
    this.asked = { kind: 'edit', board };
  }

  /** Deletes a board; its pictures stay, and undo brings it back. */
  async removeBoard(board: BoardView): Promise<void> {
    const { place } = this.gallery.question;
    try {
      await this.#backend.deleteBoard({ board: board.id });
      if (place.kind === 'board' && place.board === board.id) {
        this.gallery.go({ place: { kind: 'everything' } });
      }
      this.#shell.toast({
        kind: 'done',
        text: t('toast-board-deleted', { name: board.name }),
        next: null,
        action: { label: t('undo'), run: () => void this.actions.undo() },
      });
    } catch (thrown) {
      this.actions.showError(thrown);
    }
  }

  /** New pictures of Create land on it from now on. */
  makeProject(board: BoardView): void {
    this.actions.setProject(board.id);
    this.actions.goTo('create');
  }

  async rate(pictures: readonly PictureId[], rating: number): Promise<void> {
    if (pictures.length === 0) return;
    this.gallery.remark(pictures, { rating });
    if (!(await this.actions.rate(this.gallery.named(pictures), rating)))
      this.gallery.pages.clear();
  }

  async flag(pictures: readonly PictureId[], flag: 'none' | 'picked' | 'rejected'): Promise<void> {
    if (pictures.length === 0) return;
    this.gallery.remark(pictures, { flag });
    await this.actions.flag(this.gallery.named(pictures), flag);
  }

  /** The same key once more takes it away, where all have it. */
  async toggleFlag(pictures: readonly PictureId[], flag: 'picked' | 'rejected'): Promise<void> {
    const { view } = this.gallery;
    const all = view?.findAll(new Set(pictures)) ?? [];
    const have = all.length > 0 && all.every((index) => view?.items.marks(index)?.flag === flag);
    await this.flag(pictures, have ? 'none' : flag);
  }

  async putOn(pictures: readonly PictureId[], board: BoardView): Promise<void> {
    await this.actions.putOnBoard(this.gallery.named(pictures), board.id, board.name);
  }

  async trash(pictures: readonly PictureId[]): Promise<void> {
    if (pictures.length > 0) await this.actions.trash(this.gallery.named(pictures));
  }

  async restore(pictures: readonly PictureId[]): Promise<void> {
    if (pictures.length === 0) return;
    if (await this.actions.restore(this.gallery.named(pictures))) this.gallery.clear();
    this.gallery.refresh();
  }

  /** A press on a tile may become a drag of what is selected, or of that picture alone. */
  grab(event: PointerEvent, picture: PictureId): void {
    this.dragging.begin(event, {
      load: () => {
        if (!this.gallery.selection.ids.has(picture)) this.gallery.choose(picture, 'replace');
        const known = this.gallery.pages.get(picture);
        return {
          kind: 'pictures',
          count: this.gallery.selection.ids.size,
          source: known === null ? null : this.#backend.pictureUrl(known.hash, 320),
        };
      },
      drop: (load, onto) => void this.#dropped(load, onto),
    });
  }

  grabBoard(event: PointerEvent, board: BoardView): void {
    if (board.query !== null) return;
    this.dragging.begin(event, {
      load: () => ({ kind: 'board', board: board.id, name: board.name }),
      drop: (load, onto) => void this.#dropped(load, onto),
    });
  }

  async #dropped(load: Load, onto: string): Promise<void> {
    const [, kind, name = ''] = /^(board|tag|trash):?(.*)$/su.exec(onto) ?? [];
    if (load.kind === 'board') {
      if (kind === 'board' && name !== load.board) await this.#nest(load.board, name);
      return;
    }
    const pictures = this.gallery.selected;
    if (kind === 'tag') await this.actions.tag(this.gallery.named(pictures), [name], []);
    else if (kind === 'trash') await this.trash(pictures);
    else {
      const board = this.boards.find(({ id }) => id === name);
      if (board !== undefined) await this.putOn(pictures, board);
    }
  }

  async #nest(board: BoardId, parent: BoardId): Promise<void> {
    const old = this.boards.find(({ id }) => id === board);
    if (old === undefined) return;
    // Onto the board it is in: out of it again.
    const to = old.parent === parent ? null : parent;
    try {
      await this.#backend.changeBoard({ board, name: old.name, parent: to, query: old.query });
    } catch (thrown) {
      this.actions.showError(thrown);
    }
  }
}
