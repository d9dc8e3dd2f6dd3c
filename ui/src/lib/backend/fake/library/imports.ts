// The fake's imports: a task that moves by the clock, with duplicates and refusals among its files.
import { commandError } from '../../backend';
import type { Commands, DropTarget, LibraryTask } from '../../generated';
import { SUBJECTS } from '../drawn';
import type { Shelf } from './shelf';
import type { Tasks } from './tasks';

const FILES = 40;

/** Taking pictures in. */
export class Imports {
  /** Where files go that are let go over the window. */
  target: DropTarget = { kind: 'composer' };
  readonly #shelf: Shelf;
  readonly #tasks: Tasks;

  constructor(shelf: Shelf, tasks: Tasks) {
    this.#shelf = shelf;
    this.#tasks = tasks;
  }

  commands(): Partial<Commands> {
    return {
      importPictures: async ({ board }) => ({ task: this.begin(board) }),
      setDropTarget: async ({ target }) => {
        this.target = target;
      },
    };
  }

  /** Begins to take forty files in. */
  begin(board: string | null): number {
    const task = this.#tasks.begin('import');
    this.#later(board);
    return task;
  }

  #later(board: string | null): void {
    this.#tasks.after((task) => {
      const { done } = task;
      if (done === FILES) {
        this.#tasks.move({ state: 'done' });
        this.#shelf.tellBoards();
        return;
      }
      const name = `holiday-${String(done + 1).padStart(3, '0')}.jpg`;
      const next: Partial<LibraryTask> = { done: done + 1, total: FILES };
      if (done % 11 === 7) {
        next.duplicates = [...task.duplicates, { name, sameAs: '2026-11-22/coffee-0001.png' }];
        next.duplicateCount = task.duplicateCount + 1;
      } else if (done % 17 === 9) {
        const refusal = commandError('picture-not-taken', { args: { name, format: 'none' } });
        next.refused = [...task.refused, refusal];
        next.refusedCount = task.refusedCount + 1;
      } else {
        next.taken = task.taken + 1;
        this.#take(name, board, done);
      }
      this.#tasks.move(next);
      this.#later(board);
    });
  }

  #take(name: string, board: string | null, number: number): void {
    const { store } = this.#shelf;
    const picture = store.scene.builder.picture({
      subject: SUBJECTS[number % SUBJECTS.length] ?? 'coffee',
      width: 1600,
      height: 1200,
      prompt: '',
      model: null,
      format: 'jpeg',
    });
    store.add({ ...picture, path: `imported/${name}` });
    if (board !== null) this.#shelf.setBoards(new Map([[picture.id, new Set([board])]]));
  }
}
