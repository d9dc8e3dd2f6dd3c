// The fake's long work on the library: one at a time, as core has it. What it does is in
// `imports.ts` and `upkeep.ts`.
import type { Commands, LibraryTask, TaskKind } from '../../generated';
import { refuse } from '../refuse';
import type { Store } from '../store';

/** So long a step takes. */
const STEP_MS = 60;

/** A task of which nothing is known yet but what is given. The tests of its words use it, too. */
export const aTask = (given: Partial<LibraryTask> = {}): LibraryTask => ({
  task: 1,
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
  ...given,
});

/** The task that runs, or ran last. */
export class Tasks {
  readonly #store: Store;
  #last = 0;
  #cancelled = false;

  constructor(store: Store) {
    this.#store = store;
  }

  get #shown(): LibraryTask | null {
    return this.#store.state.task;
  }

  /** Begins one, if none runs. The number is its own. */
  begin(kind: TaskKind): number {
    if (this.#shown?.state === 'running') refuse('library-busy');
    this.#last += 1;
    this.#cancelled = false;
    this.#tell(aTask({ task: this.#last, kind }));
    return this.#last;
  }

  /** Moves on, and tells of it. */
  move(change: Partial<LibraryTask>): void {
    if (this.#shown !== null) this.#tell({ ...this.#shown, ...change });
  }

  /** The next step of the task that runs, a moment later. One that is not wanted any more ends. */
  after(step: (task: LibraryTask) => void): void {
    this.#store.clock.after(STEP_MS, () => {
      const task = this.#shown;
      if (task === null) return;
      if (this.#cancelled) this.move({ state: 'cancelled' });
      else step(task);
    });
  }

  commands(): Partial<Commands> {
    return {
      cancelTask: async ({ task }) => {
        if (task === this.#last) this.#cancelled = true;
      },
    };
  }

  #tell(task: LibraryTask): void {
    this.#store.state.task = task;
    this.#store.emit({ kind: 'task-moved', task });
  }
}
