// Changing the fake's library: stars, flags, tags, boards, the trash, and every way back.
import type {
  BoardView,
  Changed,
  Commands,
  PictureFlag,
  PictureId,
  UndoKind,
  UndoLabel,
  Undone,
} from '../../generated';
import { refuse } from '../refuse';
import { checkQuery } from './query';
import type { Shelf } from './shelf';

const label = (kind: UndoKind, count: number, name: string | null = null): UndoLabel => ({
  kind,
  count,
  name,
});

function markCommands(shelf: Shelf): Partial<Commands> {
  const { store } = shelf;
  const marked = (
    pictures: readonly PictureId[],
    change: { rating?: number; flag?: PictureFlag },
    told: UndoKind,
    name: string,
  ): Changed => {
    const before = new Map<PictureId, { rating: number; flag: PictureFlag }>();
    for (const id of pictures) {
      const picture = store.pictures.get(id);
      if (picture === undefined) continue;
      const { rating, flag } = picture;
      if ((change.rating ?? rating) !== rating || (change.flag ?? flag) !== flag) {
        before.set(id, { rating, flag });
      }
    }
    if (before.size === 0) return { changed: 0 };
    const after = new Map([...before.keys()].map((id) => [id, change]));
    shelf.did(
      label(told, before.size, name),
      () => shelf.mark(after),
      () => shelf.mark(before),
    );
    return { changed: before.size };
  };
  return {
    ratePictures: async ({ selection, rating }) => {
      if (rating > 5) refuse('value-not-allowed', { field: 'rating' });
      return marked(shelf.chosen(selection), { rating }, 'rate', String(rating));
    },
    flagPictures: async ({ selection, flag }) =>
      marked(shelf.chosen(selection), { flag }, 'flag', flag),
    tagPictures: async ({ selection, add, remove }) => {
      const before = new Map<PictureId, readonly string[]>();
      const after = new Map<PictureId, readonly string[]>();
      for (const id of shelf.chosen(selection)) {
        const tags = shelf.tagsOf(id);
        const next = [...new Set([...tags, ...add.map((tag) => tag.trim())])].filter(
          (tag) => !remove.includes(tag),
        );
        if (next.join('\n') === tags.join('\n')) continue;
        before.set(id, tags);
        after.set(id, next);
      }
      if (after.size > 0) {
        shelf.did(
          label('tag', after.size, add[0] ?? remove[0] ?? null),
          () => shelf.setTags(after),
          () => shelf.setTags(before),
        );
      }
      return { changed: after.size };
    },
  };
}

function boardCommands(shelf: Shelf): Partial<Commands> {
  const { store } = shelf;
  const board = (id: string): BoardView =>
    shelf.boards.find((one) => one.id === id) ?? refuse('not-found', { args: { what: id } });
  const named = (name: string, parent: string | null, self: string | null): string => {
    const clean = name.trim();
    if (clean === '') refuse('value-not-allowed', { field: 'name', args: { value: name } });
    const twin = shelf.boards.some(
      (one) => one.id !== self && one.parent === parent && one.name === clean,
    );
    if (twin) refuse('value-not-allowed', { field: 'name', args: { value: clean } });
    return clean;
  };
  const replace = (boards: BoardView[]): void => {
    shelf.boards = boards;
    shelf.tellBoards();
  };
  const put = (ids: readonly PictureId[], on: string, way: 'on' | 'off'): Changed => {
    const before = new Map<PictureId, ReadonlySet<string>>();
    const after = new Map<PictureId, ReadonlySet<string>>();
    for (const id of ids) {
      const boards = shelf.onOf(id);
      if (boards.has(on) === (way === 'on')) continue;
      before.set(id, boards);
      const next = new Set(boards);
      if (way === 'on') next.add(on);
      else next.delete(on);
      after.set(id, next);
    }
    if (after.size === 0) return { changed: 0 };
    shelf.did(
      label(way === 'on' ? 'board' : 'unboard', after.size, shelf.nameOf(on)),
      () => shelf.setBoards(after),
      () => shelf.setBoards(before),
    );
    return { changed: after.size };
  };
  return {
    addBoard: async ({ name, parent, query, selection }) => {
      const clean = named(name, parent, null);
      if (parent !== null && board(parent).parent !== null) {
        refuse('value-not-allowed', { field: 'parent', args: { value: clean } });
      }
      if (query !== null) checkQuery(shelf, query);
      const id = `00000000-0000-7000-9000-${String(store.scene.builder.next()).padStart(12, '0')}`;
      const made = { id, name: clean, parent, query, count: query === null ? 0 : null };
      const before = shelf.boards;
      shelf.did(
        label('add-board', 0, clean),
        () => replace([...before, made]),
        () => replace(before),
      );
      if (selection !== null) put(shelf.chosen(selection), id, 'on');
      return { board: id };
    },
    changeBoard: async ({ board: id, name, parent, query }) => {
      const old = board(id);
      const clean = named(name, parent, id);
      if (parent !== null && shelf.boards.some((one) => one.parent === id)) {
        refuse('value-not-allowed', { field: 'parent', args: { value: clean } });
      }
      if (query !== null) checkQuery(shelf, query);
      const before = shelf.boards;
      const changed = { ...old, name: clean, parent, query };
      shelf.did(
        label('change-board', 0, clean),
        () => replace(before.map((one) => (one.id === id ? changed : one))),
        () => replace(before),
      );
    },
    deleteBoard: async ({ board: id }) => {
      const { name } = board(id);
      const before = shelf.boards;
      shelf.did(
        label('delete-board', 0, name),
        () => replace(before.filter((one) => one.id !== id && one.parent !== id)),
        () => replace(before),
      );
    },
    boardPictures: async ({ selection, board: id, way }) => {
      if (board(id).query !== null) refuse('value-not-allowed', { field: 'board' });
      return put(shelf.chosen(selection), id, way);
    },
  };
}

function trashCommands(shelf: Shelf): Partial<Commands> {
  const { store } = shelf;
  const tell = (): void => shelf.tellBoards();
  const stepped = (step: () => UndoLabel | null): Undone => {
    const away = [...store.trash];
    const done = step();
    const back = away.filter((id) => !store.trash.has(id));
    return { done, pictures: back.flatMap((id) => store.pictures.get(id) ?? []), refused: null };
  };
  return {
    trashSelection: async ({ selection }) => {
      const ids = shelf.chosen(selection).filter((id) => !store.trash.has(id));
      if (ids.length === 0) return { changed: 0, refused: null };
      shelf.did(
        label('trash', ids.length),
        () => {
          store.remove(ids);
          tell();
        },
        () => {
          store.restore(ids);
          tell();
        },
      );
      return { changed: ids.length, refused: null };
    },
    restoreSelection: async ({ selection }) => {
      const ids = shelf.chosen(selection).filter((id) => store.trash.has(id));
      if (ids.length === 0) return { changed: 0, refused: null };
      shelf.did(
        label('restore', ids.length),
        () => {
          store.restore(ids);
          tell();
        },
        () => {
          store.remove(ids);
          tell();
        },
      );
      return { changed: ids.length, refused: null };
    },
    emptyTrash: async () => {
      const gone = [...store.trash];
      for (const id of gone) {
        store.pictures.delete(id);
        store.trash.delete(id);
      }
      if (gone.length > 0) store.emit({ kind: 'pictures-gone', pictures: gone });
      store.state.library.pictures = store.library().length;
      tell();
      return { changed: gone.length };
    },
    undo: async () => stepped(() => shelf.undo()),
    redo: async () => stepped(() => shelf.redo()),
  };
}

/** Everything that changes the library. */
export function changeCommands(shelf: Shelf): Partial<Commands> {
  return { ...markCommands(shelf), ...boardCommands(shelf), ...trashCommands(shelf) };
}
