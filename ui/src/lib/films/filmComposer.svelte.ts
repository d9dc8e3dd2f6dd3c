// Changing the storyboard, and the one press of Make video. What would be refused is asked of core
// after every change, so that it is said before anything is sent; flags in the prompt that
// contradict a picker are settled first. It draws nothing and reads no file.
import { asCommandError, type Backend } from '$lib/backend/backend';
import type {
  FilmAsked,
  FilmCheck,
  FilmComposition,
  HeldReference,
  ReferenceId,
  Storyboard,
} from '$lib/backend/generated';
import { EarlierWalk } from '$lib/state/composer/earlier';
import { Keeping } from '$lib/state/composer/keeping';
import { cardOf } from '$lib/state/composer/models';
import { forgiven, type Refusals } from '$lib/state/composer/refusals';
import type { Studio } from '$lib/state/studio.svelte';
import {
  choicesOf,
  fittedFilm,
  FILM_FIELDS,
  type FilmChoices,
  type FilmField,
  type FilmMoved,
} from './choices';
import { FilmChecking } from './filmChecking.svelte';
import { FilmHeld } from './filmHeld.svelte';
import { isOfPictures, refusedAtPress, refusedNow } from './filmRefusals';
import { boardOf, idsOf, withPictures, type Board, type FilmSpot, type Uses } from './storyboard';

/** Flags in the prompt that say something else than the pickers. */
export type Conflict = Extract<FilmAsked, { kind: 'conflict' }>;

/** The composer of Video. */
export class FilmComposer extends FilmHeld {
  moved: readonly FilmMoved[] = $state.raw([]);
  conflict: Conflict | null = $state.raw(null);
  submitting: boolean = $state(false);
  #refused: Refusals = $state.raw({});

  /** Puts the cursor into the prompt; the place that shows it says how. */
  focus: () => void = () => undefined;

  readonly #backend: Backend;
  readonly #checking = new FilmChecking(() => this.#backend.checkFilm(this.#composition(true)));
  readonly #earlier = new EarlierWalk();
  readonly #keeping = new Keeping(() => {
    this.#backend.keepStoryboard(this.#composition(false)).catch(() => undefined);
  });

  constructor(backend: Backend, studio: Studio) {
    super(studio);
    this.#backend = backend;
  }

  /** What core says of it now; null until it said something. */
  get check(): FilmCheck | null {
    return this.#checking.check;
  }

  /** By field: what the press was refused for, and what is the matter with the pictures now. */
  readonly refusals: Refusals = $derived({ ...refusedNow(this.#checking.check), ...this.#refused });

  /** Takes what was held before a restart or a reload, or what a film was made from. */
  open({ composition, held }: Storyboard): void {
    this.#take(composition);
    this.board = boardOf(composition, held);
    this.look();
  }

  /** Again with changes. */
  recompose(storyboard: Storyboard): void {
    this.#earlier.typed();
    this.open(storyboard);
    this.#keeping.changed();
  }

  type(prompt: string): void {
    this.#earlier.typed();
    this.#write(prompt);
  }

  /** The next earlier prompt, or the next later one. True when something stands there now. */
  walk(to: 'older' | 'newer'): boolean {
    if (this.#earlier.unknown) {
      const films = this.studio.state?.films.page.films ?? [];
      this.#earlier.known([...new Set(films.map(({ prompt }) => prompt))]);
    }
    const next = to === 'older' ? this.#earlier.older(this.prompt) : this.#earlier.newer();
    if (next !== null) this.#write(next);
    return next !== null;
  }

  chooseModel(id: string): void {
    this.model = id;
    const { choices, moved } = fittedFilm(this.choices, cardOf(this.models, id));
    this.choices = choices;
    this.moved = moved;
    // Every one of these was judged for another model.
    this.#changed('model', 'references', 'firstFrame', 'lastFrame', 'prompt', ...FILM_FIELDS);
  }

  choose<Field extends FilmField>(field: Field, value: FilmChoices[Field]): void {
    this.choices = { ...this.choices, [field]: value };
    // Seconds and frames say the same thing.
    if (value !== null && field === 'frames') this.choices = { ...this.choices, duration: null };
    if (value !== null && field === 'duration') this.choices = { ...this.choices, frames: null };
    this.moved = this.moved.filter((move) => move.field !== field);
    this.#changed(field, 'duration', 'frames');
  }

  use(uses: Uses): void {
    this.#rearrange({ ...this.board, uses });
  }

  /** Puts pictures somewhere; the answer is how many found no room. */
  hold(pictures: readonly HeldReference[], spot: FilmSpot): number {
    const { board, over } = withPictures(this.board, pictures, spot);
    this.#rearrange(board);
    return over;
  }

  remove(which: 'first' | 'last'): void {
    this.#rearrange({ ...this.board, [which]: null });
  }

  /** The film runs from the last frame to the first. */
  swap(): void {
    this.#rearrange({ ...this.board, first: this.board.last, last: this.board.first });
  }

  removeReference(id: ReferenceId): void {
    const references = this.board.references.filter((picture) => picture.id !== id);
    this.#rearrange({ ...this.board, references });
  }

  /** The same references in another order. */
  reorder(references: readonly HeldReference[]): void {
    this.#rearrange({ ...this.board, references });
  }

  /** The notice about moved settings was read. */
  noticed(): void {
    this.moved = [];
  }

  /** Make video. False when it was refused, must be settled first, or is on its way already. */
  async submit(): Promise<boolean> {
    if (this.submitting) return false;
    this.submitting = true;
    this.#refused = {};
    this.conflict = null;
    try {
      const asked = await this.#backend.startFilm(this.#composition(true));
      if (asked.kind === 'conflict') {
        this.conflict = asked;
        return false;
      }
      this.#earlier.sent();
      this.noticed();
      return true;
    } catch (thrown) {
      this.#refused = refusedAtPress(asCommandError(thrown));
      return false;
    } finally {
      this.submitting = false;
    }
  }

  /** One of the two is meant; then it is made. */
  async settle(how: 'pickers' | 'typed'): Promise<boolean> {
    const { conflict } = this;
    if (conflict === null) return false;
    this.#take(conflict[how]);
    this.#changed();
    return this.submit();
  }

  /** Nothing is settled: the prompt and the pickers stay as they are. */
  unsettle(): void {
    this.conflict = null;
  }

  /** Keeps it now, if something changed. */
  keep(): void {
    this.#keeping.now();
  }

  /** Asks core about it again: the key, the price or the provider may be another. */
  look(): void {
    this.#checking.soon();
  }

  #composition(sent: boolean): FilmComposition {
    return {
      ...this.choices,
      ratio: sent ? this.ratio : this.choices.ratio,
      prompt: this.prompt,
      model: this.modelId,
      ...idsOf(this.board, sent),
      provider: null,
    };
  }

  #take(composition: FilmComposition): void {
    this.prompt = composition.prompt;
    this.model = composition.model;
    this.choices = choicesOf(composition);
    this.moved = [];
    this.conflict = null;
    this.#refused = {};
  }

  #write(prompt: string): void {
    this.prompt = prompt;
    this.#changed('prompt');
  }

  #rearrange(board: Board): void {
    this.board = board;
    const pictures = Object.keys(this.#refused).filter(isOfPictures);
    this.#changed('ratio', ...pictures);
  }

  #changed(...fields: readonly string[]): void {
    this.#refused = forgiven(this.#refused, fields);
    this.conflict = null;
    this.#keeping.changed();
    this.look();
  }
}
