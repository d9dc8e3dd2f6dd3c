// What the fake's library has besides pictures: tags, boards, and every way back. It tells the
// window of each change as core does.
import type {
  Boards,
  BoardView,
  PictureFlag,
  PictureId,
  PictureView,
  Selection,
  TagView,
  UndoLabel,
  UndoView,
} from '../../generated';
import { refuse } from '../refuse';
import type { Store } from '../store';

/** Something that can be undone and done again. */
interface Step {
  label: UndoLabel;
  undo: () => void;
  redo: () => void;
}

export class Shelf {
  readonly store: Store;
  boards: BoardView[] = [];
  /** What views hold, so that places of one can be named. */
  readonly views = new Map<number, readonly PictureView[]>();
  readonly #tags = new Map<PictureId, readonly string[]>();
  readonly #on = new Map<PictureId, ReadonlySet<string>>();
  #done: Step[] = [];
  #undone: Step[] = [];

  constructor(store: Store) {
    this.store = store;
    const { boards, tagged, laid } = store.scene;
    this.boards = boards.map((board) => ({ ...board }));
    for (const [picture, tags] of tagged) this.#tags.set(picture, tags);
    for (const [picture, on] of laid) this.#on.set(picture, new Set(on));
  }

  any(): PictureView | null {
    return this.store.pictures.values().next().value ?? null;
  }

  tagsOf(picture: PictureId): readonly string[] {
    return this.#tags.get(picture) ?? [];
  }

  boardsOf(picture: PictureId): string[] {
    return [...(this.#on.get(picture) ?? [])];
  }

  nameOf(board: string): string {
    return this.boards.find(({ id }) => id === board)?.name ?? '';
  }

  textOf(picture: PictureView): string {
    return [picture.prompt, picture.model ?? '', picture.path, ...this.tagsOf(picture.id)].join(
      ' ',
    );
  }

  /** Whether a picture lies on a board or on one that is nested in it. */
  isOn(picture: PictureId, board: string): boolean {
    const on = this.#on.get(picture);
    if (on === undefined) return false;
    return [...on].some(
      (one) => one === board || this.boards.find(({ id }) => id === one)?.parent === board,
    );
  }

  models(): [string, number][] {
    const counts = new Map<string, number>();
    for (const { model } of this.store.library()) {
      if (model !== null) counts.set(model, (counts.get(model) ?? 0) + 1);
    }
    return [...counts].sort(([, one], [, other]) => other - one);
  }

  tags(): TagView[] {
    const counts = new Map<string, number>();
    for (const [picture, tags] of this.#tags) {
      if (this.store.trash.has(picture)) continue;
      for (const tag of tags) counts.set(tag, (counts.get(tag) ?? 0) + 1);
    }
    return [...counts]
      .map(([name, count]) => ({ name, count }))
      .sort((one, other) => other.count - one.count);
  }

  /** The left side of the library, as it stands. */
  view(): Boards {
    const counted = (board: BoardView): BoardView => ({
      ...board,
      count: board.query === null ? this.#countOf(board.id) : board.count,
    });
    const ordinary = this.boards.filter(({ query }) => query === null);
    const inOrder = ordinary
      .filter(({ parent }) => parent === null)
      .sort((one, other) => one.name.localeCompare(other.name))
      .flatMap((board) => [board, ...ordinary.filter(({ parent }) => parent === board.id)]);
    const smart = this.boards.filter(({ query }) => query !== null);
    return {
      everything: this.store.state.library.pictures,
      trash: this.store.trash.size,
      boards: [...inOrder, ...smart].map(counted),
      tags: this.tags(),
    };
  }

  #countOf(board: string): number {
    let count = 0;
    for (const picture of this.#on.keys()) {
      if (!this.store.trash.has(picture) && this.isOn(picture, board)) count += 1;
    }
    return count;
  }

  tellBoards(): void {
    this.store.state.boards = this.view();
    this.store.emit({ kind: 'boards-changed', boards: this.store.state.boards });
  }

  /** The pictures that a command means. */
  chosen(selection: Selection): PictureId[] {
    if (selection.kind === 'pictures') return selection.pictures;
    const pictures = this.views.get(selection.view) ?? refuse('not-found');
    return selection.spans.flatMap(({ from, count }) =>
      pictures.slice(from, from + count).map(({ id }) => id),
    );
  }

  setTags(tags: ReadonlyMap<PictureId, readonly string[]>): void {
    for (const [picture, all] of tags) this.#tags.set(picture, all);
    this.#tellChanged([...tags.keys()]);
    this.tellBoards();
  }

  setBoards(on: ReadonlyMap<PictureId, ReadonlySet<string>>): void {
    for (const [picture, boards] of on) this.#on.set(picture, boards);
    this.#tellChanged([...on.keys()]);
    this.tellBoards();
  }

  onOf(picture: PictureId): ReadonlySet<string> {
    return this.#on.get(picture) ?? new Set();
  }

  /** Sets stars or flags of several at once. */
  mark(marks: ReadonlyMap<PictureId, { rating?: number; flag?: PictureFlag }>): void {
    for (const [id, change] of marks) {
      const picture = this.store.pictures.get(id);
      if (picture !== undefined) Object.assign(picture, change);
    }
    this.#tellChanged([...marks.keys()]);
    this.tellBoards();
  }

  #tellChanged(pictures: readonly PictureId[]): void {
    const marks =
      pictures.length > 1000
        ? []
        : pictures.flatMap((id) => {
            const picture = this.store.pictures.get(id);
            if (picture === undefined) return [];
            return [{ picture: id, rating: picture.rating, flag: picture.flag }];
          });
    if (pictures.length === 0) return;
    this.store.emit({ kind: 'pictures-changed', change: { marks, count: pictures.length } });
  }

  /** Does something that can be undone. */
  did(label: UndoLabel, redo: () => void, undo: () => void): void {
    redo();
    this.#done.push({ label, undo, redo });
    this.#undone = [];
    this.#tellUndo();
  }

  undo(): UndoLabel | null {
    return this.#move(this.#done, this.#undone, 'undo');
  }

  redo(): UndoLabel | null {
    return this.#move(this.#undone, this.#done, 'redo');
  }

  #move(from: Step[], to: Step[], how: 'undo' | 'redo'): UndoLabel | null {
    const step = from.pop();
    if (step === undefined) return null;
    step[how]();
    to.push(step);
    this.#tellUndo();
    return step.label;
  }

  #tellUndo(): void {
    const undo: UndoView = {
      undo: this.#done.at(-1)?.label ?? null,
      redo: this.#undone.at(-1)?.label ?? null,
    };
    this.store.state.undo = undo;
    this.store.emit({ kind: 'undo-changed', undo });
  }
}
