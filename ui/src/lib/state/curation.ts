// What is done to pictures of the library: stars, flags, tags, boards, the trash, and the way back.
// Each can be undone through the whole session; the library keeps the list, and the toast says what
// was done. It holds nothing but the toast it showed last.
import type { Backend } from '$lib/backend/backend';
import type {
  BoardId,
  Changed,
  Moved,
  PictureFlag,
  Selection,
  UndoLabel,
  Undone,
} from '$lib/backend/generated';
import { t } from '$lib/i18n/words.svelte';
import type { Shell } from './shell.svelte';

/** What can be done to pictures. The answers say whether it was done. */
export interface Curation {
  rate(selection: Selection, rating: number): Promise<boolean>;
  flag(selection: Selection, flag: PictureFlag): Promise<boolean>;
  tag(selection: Selection, add: readonly string[], remove: readonly string[]): Promise<boolean>;
  putOnBoard(selection: Selection, board: BoardId, name: string): Promise<boolean>;
  takeOffBoard(selection: Selection, board: BoardId, name: string): Promise<boolean>;
  /** To the trash, with a toast that brings them back. */
  trash(selection: Selection): Promise<boolean>;
  restore(selection: Selection): Promise<boolean>;
  /** What lies in the trash goes to the system's. */
  emptyTrash(): Promise<boolean>;
  /** Takes the last change back, and says which that was. */
  undo(): Promise<void>;
  redo(): Promise<void>;
}

/** A change in words: `3 pictures rated ★★★★`. */
export function saidOf({ kind, count, name }: UndoLabel): string {
  const stars = kind === 'rate' ? '★'.repeat(Number(name ?? 0)) || '☆' : '';
  const flag = kind === 'flag' ? (name ?? 'none') : 'none';
  return t(`did-${kind}`, { count, name: name ?? '', stars, flag });
}

/** Makes them. */
export function createCuration(
  backend: Backend,
  shell: Shell,
  showError: (thrown: unknown) => void,
): Curation {
  let told = 0;

  /** One toast for what was done last: an older Undo would undo something else. */
  function tell(text: string, action: { label: string; run: () => void } | null): void {
    shell.dismiss(told);
    told = shell.toast({ kind: 'done', text, next: null, action });
  }

  function forget(): void {
    shell.dismiss(told);
  }

  async function tried(
    work: () => Promise<Changed | Moved>,
    said: (count: number) => string | null,
  ) {
    try {
      const done = await work();
      const { changed } = done;
      if ('refused' in done && done.refused !== null) showError(done.refused);
      if (changed === 0) return false;
      const text = said(changed);
      if (text === null) forget();
      else tell(text, { label: t('undo'), run: () => void step('undo') });
      return true;
    } catch (thrown) {
      showError(thrown);
      return false;
    }
  }

  async function step(way: 'undo' | 'redo'): Promise<void> {
    try {
      const { done, pictures, refused }: Undone = await backend[way]();
      if (refused !== null) showError(refused);
      if (done === null) return;
      const back = way === 'undo' ? 'redo' : 'undo';
      tell(t(`toast-${way}`, { what: saidOf(done) }), {
        label: t(back),
        run: () => void step(back),
      });
      shell.returned(pictures.map(({ id }) => id));
    } catch (thrown) {
      showError(thrown);
    }
  }

  return {
    // Stars and flags are seen where they were set: a toast for each would only be in the way.
    rate: (selection, rating) => tried(() => backend.ratePictures({ selection, rating }), quietly),
    flag: (selection, flag) => tried(() => backend.flagPictures({ selection, flag }), quietly),
    tag: (selection, add, remove) =>
      tried(
        () => backend.tagPictures({ selection, add: [...add], remove: [...remove] }),
        (count) => {
          const [name = remove[0] ?? ''] = add;
          return t(add.length > 0 ? 'toast-tagged' : 'toast-untagged', { count, name });
        },
      ),
    putOnBoard: (selection, board, name) =>
      tried(
        () => backend.boardPictures({ selection, board, way: 'on' }),
        (count) => t('toast-on-board', { count, name }),
      ),
    takeOffBoard: (selection, board, name) =>
      tried(
        () => backend.boardPictures({ selection, board, way: 'off' }),
        (count) => t('toast-off-board', { count, name }),
      ),
    trash: (selection) =>
      tried(
        () => backend.trashSelection({ selection }),
        (count) => t('toast-deleted', { count }),
      ),
    restore: (selection) =>
      tried(
        () => backend.restoreSelection({ selection }),
        (count) => t('toast-restored', { count }),
      ),
    emptyTrash: async () => {
      try {
        const { changed } = await backend.emptyTrash();
        tell(t('toast-emptied', { count: changed }), null);
        return true;
      } catch (thrown) {
        showError(thrown);
        return false;
      }
    },
    undo: () => step('undo'),
    redo: () => step('redo'),
  };
}

const quietly = (): null => null;
