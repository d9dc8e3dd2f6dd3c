// The fake's upkeep: checking every file and every record, and making the index anew. What it finds
// besides pictures whose files are gone or changed is what the scene has lying about.
import type { Commands, PictureView, VerifyFinding } from '../../generated';
import { SUBJECTS } from '../drawn';
import type { Shelf } from './shelf';
import type { Tasks } from './tasks';

/** A check tells of itself so often. */
const STEPS = 40;
/** An index is made anew in one go, which takes a moment. */
const REBUILD_STEPS = 20;

/** Looking after the library. */
export class Upkeep {
  readonly #shelf: Shelf;
  readonly #tasks: Tasks;
  #strays: readonly VerifyFinding[];

  constructor(shelf: Shelf, tasks: Tasks) {
    this.#shelf = shelf;
    this.#tasks = tasks;
    this.#strays = shelf.store.scene.strays;
  }

  commands(): Partial<Commands> {
    return {
      verifyLibrary: async () => {
        const task = this.#tasks.begin('verify');
        this.#check(this.#shelf.store.library(), 0);
        return { task };
      },
      rebuildLibrary: async () => {
        const task = this.#tasks.begin('rebuild');
        this.#rebuild(REBUILD_STEPS);
        return { task };
      },
    };
  }

  /** Ends the task where the library cannot be used. */
  #failed(): boolean {
    const { error } = this.#shelf.store.state.library;
    if (error !== null) this.#tasks.move({ state: 'failed', error });
    return error !== null;
  }

  /** A picture has a file and a record. */
  #check(pictures: readonly PictureView[], from: number): void {
    this.#tasks.after((task) => {
      if (this.#failed()) return;
      const end = Math.min(pictures.length, from + Math.max(1, Math.ceil(pictures.length / STEPS)));
      const ends = end === pictures.length;
      const found = pictures.slice(from, end).flatMap(({ file, path }): VerifyFinding[] => {
        return file === 'there' ? [] : [{ kind: file, path }];
      });
      if (ends) found.push(...this.#strays);
      this.#tasks.move({
        done: end * 2,
        total: pictures.length * 2,
        findings: [...task.findings, ...found].slice(0, 1000),
        findingCount: task.findingCount + found.length,
        state: ends ? 'done' : 'running',
      });
      if (!ends) this.#check(pictures, end);
    });
  }

  #rebuild(steps: number): void {
    this.#tasks.after(() => {
      if (this.#failed()) return;
      if (steps > 0) {
        this.#rebuild(steps - 1);
        return;
      }
      this.#adopt();
      const pictures = this.#shelf.store.library();
      const lost = pictures.filter(({ file }) => file !== 'there').length;
      const left = this.#strays.filter(({ kind }) => kind === 'missing').length;
      this.#tasks.move({
        state: 'done',
        done: pictures.length,
        total: pictures.length,
        taken: pictures.length - lost,
        refusedCount: lost + left,
      });
      this.#shelf.tellBoards();
    });
  }

  /** Pictures that have a record and no row get one. */
  #adopt(): void {
    const { store } = this.#shelf;
    const lost = this.#strays.filter(({ kind }) => kind === 'no-row');
    for (const [at, { path }] of lost.entries()) {
      const subject = SUBJECTS[at % SUBJECTS.length] ?? 'coffee';
      const picture = store.scene.builder.picture({
        subject,
        width: 1536,
        height: 1024,
        prompt: '',
      });
      store.add({ ...picture, path });
    }
    this.#strays = this.#strays.filter(({ kind }) => kind !== 'no-row');
  }
}
