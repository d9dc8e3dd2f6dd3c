// What the storyboard holds, and the one press of Make video. What would be refused is asked of core
// a moment after every change, so that it is said before anything is sent; flags in the prompt that
// contradict a picker are settled first. It draws nothing and reads no file.
import { asCommandError, type Backend } from '$lib/backend/backend';
import type {
  FilmAsked,
  FilmCheck,
  FilmComposition,
  FilmModel,
  HeldReference,
  ReferenceId,
  Storyboard,
} from '$lib/backend/generated';
import { EarlierWalk } from '$lib/state/composer/earlier';
import { Keeping } from '$lib/state/composer/keeping';
import { cardOf, modelName } from '$lib/state/composer/models';
import { forgiven, type Refusals } from '$lib/state/composer/refusals';
import type { Studio } from '$lib/state/studio.svelte';
import {
  choicesOf,
  fittedFilm,
  FILM_FIELDS,
  followsFrame,
  NO_CHOICES,
  ratiosOf,
  type FilmChoices,
  type FilmField,
  type FilmMoved,
} from './choices';
import { isOfPictures, refusedAtPress, refusedNow } from './filmRefusals';
import {
  boardOf,
  EMPTY_BOARD,
  idsOf,
  withPictures,
  type Board,
  type FilmSpot,
  type Uses,
} from './storyboard';

/** Flags in the prompt that say something else than the pickers. */
export type Conflict = Extract<FilmAsked, { kind: 'conflict' }>;

/** How long after a change core is asked about it, in milliseconds. */
export const CHECK_AFTER = 250;

/** The composer of Video. */
export class FilmComposer {
  prompt: string = $state('');
  /** Null is the model of the last film. */
  model: string | null = $state(null);
  choices: FilmChoices = $state.raw(NO_CHOICES);
  board: Board = $state.raw(EMPTY_BOARD);
  moved: readonly FilmMoved[] = $state.raw([]);
  conflict: Conflict | null = $state.raw(null);
  /** What core says of it now; null until it said something. */
  check: FilmCheck | null = $state.raw(null);
  submitting: boolean = $state(false);
  #refused: Refusals = $state.raw({});

  /** Puts the cursor into the prompt; the place that shows it says how. */
  focus: () => void = () => undefined;

  readonly #backend: Backend;
  readonly #studio: Studio;
  readonly #earlier = new EarlierWalk();
  readonly #keeping = new Keeping(() => {
    this.#backend.keepStoryboard(this.#composition(false)).catch(() => undefined);
  });
  #timer: ReturnType<typeof setTimeout> | null = null;
  #checks = 0;

  constructor(backend: Backend, studio: Studio) {
    this.#backend = backend;
    this.#studio = studio;
  }

  readonly models: readonly FilmModel[] = $derived.by(() => this.#studio.state?.films.models ?? []);
  readonly modelId: string | null = $derived.by(
    () =>
      this.model ?? this.#studio.state?.films.page.films[0]?.model ?? this.models[0]?.id ?? null,
  );
  readonly modelName: string = $derived(
    this.modelId === null ? '' : modelName(this.models, this.modelId),
  );
  /** What the model takes; null where the catalogue does not know it. */
  readonly card: FilmModel | null = $derived(
    this.modelId === null ? null : cardOf(this.models, this.modelId),
  );
  readonly uses: Uses = $derived(this.board.uses);
  /** There is a first frame, and the film begins with it. */
  readonly framed: boolean = $derived(this.uses === 'frames' && this.board.first !== null);
  /** Ratios that can be chosen now. */
  readonly ratios: readonly string[] = $derived(ratiosOf(this.card, this.framed));
  /** The ratio that is asked for now; null is the model's own choice. */
  readonly ratio: string | null = $derived.by(() => {
    const { ratio } = this.choices;
    return ratio === null || this.card === null || this.ratios.includes(ratio) ? ratio : null;
  });
  readonly followsFrame: boolean = $derived(followsFrame(this.card, this.framed));
  /** Pictures that the model takes at all. */
  readonly takesFrames: boolean = $derived(this.card?.firstFrame ?? true);
  readonly takesLast: boolean = $derived(this.card?.lastFrame ?? true);
  /** References it takes; null where that is not known. */
  readonly limit: number | null = $derived(this.card?.references ?? null);
  /** By field: what the press was refused for, and what is the matter with the pictures now. */
  readonly refusals: Refusals = $derived({ ...refusedNow(this.check), ...this.#refused });

  /** Takes what was held before a restart or a reload, or what a film was made from. */
  open({ composition, held }: Storyboard): void {
    this.#take(composition);
    this.board = boardOf(composition, held);
    this.#look();
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
      const films = this.#studio.state?.films.page.films ?? [];
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
    this.#look();
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
    this.#look();
  }

  #look(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#ask(), CHECK_AFTER);
  }

  async #ask(): Promise<void> {
    this.#timer = null;
    this.#checks += 1;
    const asked = this.#checks;
    try {
      const check = await this.#backend.checkFilm(this.#composition(true));
      if (asked === this.#checks) this.check = check;
    } catch {
      // It is said at the press, with everything else.
      if (asked === this.#checks) this.check = null;
    }
  }
}
