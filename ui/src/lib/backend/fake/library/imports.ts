// The fake's imports: a task that moves by the clock, with duplicates and refusals among its files.
import { commandError } from '../../backend';
import type { Commands, DropTarget, LibraryTask } from '../../generated';
import { SUBJECTS } from '../drawn';
import { refuse } from '../refuse';
import type { Shelf } from './shelf';

const FILES = 40;
const STEP_MS = 60;

/** Taking pictures in. */
export class Imports {
  /** Where files go that are let go over the window. */
  target: DropTarget = { kind: 'composer' };
  readonly #shelf: Shelf;
  #task: LibraryTask | null = null;
  #last = 0;

  constructor(shelf: Shelf) {
    this.#shelf = shelf;
  }

  commands(): Partial<Commands> {
    return {
      importPictures: async ({ board }) => ({ task: this.begin(board) }),
      setDropTarget: async ({ target }) => {
        this.target = target;
      },
      cancelTask: async ({ task }) => {
        if (this.#task?.task !== task) refuse('not-found');
        if (this.#task.state === 'running') this.#move({ state: 'cancelled' });
      },
      verifyLibrary: async () => refuse('nothing-to-do'),
      rebuildLibrary: async () => refuse('nothing-to-do'),
    };
  }

  /** Begins to take forty files in. */
  begin(board: string | null): number {
    this.#last += 1;
    this.#task = {
      task: this.#last,
      kind: 'import',
      state: 'running',
      done: 0,
      total: null,
      taken: 0,
      duplicates: [],
      duplicateCount: 0,
      refused: [],
      refusedCount: 0,
      findings: [],
      findingCount: 0,
      error: null,
    };
    this.#move({});
    this.#later(board);
    return this.#last;
  }

  #move(change: Partial<LibraryTask>): void {
    if (this.#task === null) return;
    this.#task = { ...this.#task, ...change };
    this.#shelf.store.state.task = this.#task;
    this.#shelf.store.emit({ kind: 'task-moved', task: this.#task });
  }

  #later(board: string | null): void {
    const { store } = this.#shelf;
    store.clock.after(STEP_MS, () => {
      const task = this.#task;
      if (task?.state !== 'running') return;
      const { done } = task;
      if (done === FILES) {
        this.#move({ state: 'done' });
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
      this.#move(next);
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
