// What the composer holds, and the one press of Generate. Every choice that the model does not
// take is moved to the nearest one and told; mentions follow their pictures; refusals stand by
// their field until it is changed. It draws nothing and reads no file.
import { createContext } from 'svelte';
import { asCommandError, type Backend } from '$lib/backend/backend';
import type {
  CommandError,
  Composition,
  HeldReference,
  ModelView,
  NotAsked,
  PictureId,
  Route,
  Run,
} from '$lib/backend/generated';
import { CHOICE_FIELDS, movedInAll, type ChoiceField, type Moved } from './composer/choices';
import { fromComposition, toComposition, type Content } from './composer/composition';
import { EarlierWalk } from './composer/earlier';
import { Holding } from './composer/holding.svelte';
import { Keeping } from './composer/keeping';
import { cardOf } from './composer/models';
import { recalled } from './composer/recalled';
import { refused } from './composer/refusals';
import { continuesEdits, fittedToRoute, spokenRoutes, withPlace } from './composer/routes';
import { fittedToAll, MOST_MODELS } from './composer/several';
import type { Studio } from './studio.svelte';

/** At the most so many pictures by one press of Generate. */
export const MOST = 10;
/** What is done sooner is not told, in milliseconds. */
export const BLINK = 250;

/** Puts back what was set aside. */
export type PutBack = () => void;

/** The composer of Create. */
export class Composer extends Holding {
  /** Choices that the last change of model or endpoint moved. */
  moved: readonly Moved[] = $state.raw([]);
  /** Which of the two it was. */
  movedBy: 'model' | 'route' = $state('model');
  submitting: boolean = $state(false);
  /** Core has been at it for longer than a blink: it makes copies of large references. */
  preparing: boolean = $state(false);
  /** Models of the last press that were not asked after all, while the others were. */
  notAsked: readonly NotAsked[] = $state.raw([]);
  /** It holds what it held before; until then nothing is kept. */
  ready: boolean = $state(false);

  /** Puts the cursor into the prompt; the place that shows it says how. */
  focus: () => void = () => undefined;

  readonly #backend: Backend;
  readonly #earlier = new EarlierWalk();
  // What cannot be kept now is kept with the next change; the page itself loses nothing.
  readonly #keeping = new Keeping(() => {
    this.#backend.keepComposition(this.composition()).catch(() => undefined);
  });

  constructor(backend: Backend, studio: Studio) {
    super(studio);
    this.#backend = backend;
  }

  /** Takes what was held before a restart or a reload. */
  open(composition: Composition, held: readonly HeldReference[]): void {
    Object.assign(this, fromComposition(composition, held));
    this.ready = true;
  }

  /** What Generate sends, and what is kept. */
  composition(): Composition {
    return toComposition({ ...this.#content(), model: this.modelId });
  }

  type(prompt: string): void {
    this.#earlier.typed();
    this.#write(prompt);
  }

  /** The next earlier prompt, or the next later one. True when something stands there now. */
  async walk(to: 'older' | 'newer'): Promise<boolean> {
    if (to === 'older' && this.#earlier.unknown) {
      const { prompts } = await this.#backend.earlierPrompts();
      this.#earlier.known(prompts);
    }
    const next = to === 'older' ? this.#earlier.older(this.prompt) : this.#earlier.newer();
    if (next !== null) this.#write(next);
    return next !== null;
  }

  /** This model alone. */
  chooseModel(id: string): void {
    this.#choose([id]);
  }

  /** One model more, or one fewer. The last one stays, and an edit goes on with one only. */
  toggleModel(id: string): void {
    const ids = this.modelIds;
    if (!ids.includes(id)) {
      if (ids.length < MOST_MODELS && this.continues === null)
        this.#choose([...ids, id], this.moved);
    } else if (ids.length > 1)
      this.#choose(
        ids.filter((other) => other !== id),
        this.moved,
      );
  }

  choose(field: ChoiceField, value: string | null): void {
    this.choices = { ...this.choices, [field]: value };
    this.moved = this.moved.filter((move) => move.field !== field);
    this.forgive(field);
    this.changed();
  }

  chooseRoute(route: Route): void {
    this.route = route;
    this.#fitToRoute([], 'route');
    this.forgive('route', 'mask', 'drafts', ...CHOICE_FIELDS);
    this.changed();
  }

  chooseDrafts(drafts: number | null): void {
    this.drafts = drafts;
    this.moved = this.moved.filter((move) => move.field !== 'drafts');
    this.forgive('drafts');
    this.changed();
  }

  /**
   * The next press goes on with a result: with the model that made it, if that can. What was
   * written and held is set aside; the answer puts it back, null where there was nothing.
   */
  continueEdit(picture: PictureId, made: string | null): PutBack | null {
    if (this.continues === picture) return null;
    const putBack = this.#setAside();
    this.continues = picture;
    this.#chooseAble(made, continuesEdits);
    return putBack;
  }

  /** Works on a picture whose conversation is not kept: it is the one reference. Else the same. */
  editPicture(picture: HeldReference, made: string | null): PutBack | null {
    const putBack = this.#setAside();
    this.references = [picture];
    this.editing = picture.id;
    this.#chooseAble(made, (card) => card === null || card.references > 0);
    return putBack;
  }

  chooseCount(count: number): void {
    this.count = Math.min(MOST, Math.max(1, Math.round(count)));
    this.forgive('count');
    this.changed();
  }

  /** The notices about moved choices and lost pictures were read. */
  noticed(): void {
    this.moved = [];
    this.lost = [];
  }

  /** Prompt, settings and references of a run again. The answer tells what could not be had. */
  async recall(run: Run): Promise<readonly CommandError[]> {
    const { content, refused } = await recalled(this.#backend, run);
    this.#earlier.typed();
    Object.assign(this, content);
    this.moved = [];
    this.refusals = {};
    this.changed();
    return refused;
  }

  /** Generate. False when it was refused, or is on its way already. */
  async submit(): Promise<boolean> {
    if (this.submitting) return false;
    this.submitting = true;
    const slow = setTimeout(() => (this.preparing = true), BLINK);
    this.refusals = {};
    this.notAsked = [];
    try {
      const choices = withPlace(this.choices, this.usedRoute);
      const asked = toComposition({ ...this.#content(), model: this.modelId, choices });
      const route = this.continues === null ? this.route : 'gemini';
      const request = { ...asked, route };
      const { notAsked } = await this.#backend.startRun(
        this.maskIdle === null ? request : { ...request, mask: null },
      );
      this.notAsked = notAsked;
      this.#earlier.sent();
      this.noticed();
      this.#wentOn(asked);
      return true;
    } catch (thrown) {
      this.refusals = refused(asCommandError(thrown));
      return false;
    } finally {
      clearTimeout(slow);
      this.submitting = this.preparing = false;
    }
  }

  /** Keeps it now, if something changed. */
  keep(): void {
    this.#keeping.now();
  }

  #content(): Content {
    const { prompt, model, choices, route, count, references, mask, also } = this;
    const { continues, drafts } = this;
    const boards = this.studio.state?.boards.boards;
    // A board that was deleted is no project any more.
    const gone = boards !== undefined && !boards.some(({ id }) => id === this.board);
    const board = gone ? null : this.board;
    const asked = { prompt, model, choices, route, count, references, mask, also };
    return { ...asked, continues, drafts, board };
  }

  #setAside(): PutBack | null {
    const before = this.#content();
    const { prompt, references, mask } = before;
    this.#earlier.typed();
    const none = { prompt: '', references: [], mask: null, continues: null, editing: null };
    Object.assign(this, none, { lost: [], refusals: {} });
    if (prompt === '' && references.length === 0 && mask === null) return null;
    return () => {
      Object.assign(this, before, { editing: null, moved: [], refusals: {} });
      this.changed();
    };
  }

  /** An edit that was sent goes on from its own result, and not once more from the old one. */
  #wentOn({ continues, prompt }: Composition): void {
    if (continues === null || this.continues !== continues) return;
    if (this.prompt === prompt) this.prompt = '';
    this.stopContinuing();
  }

  /** One model alone: the one that made the picture, else the chosen one, else any that is able. */
  #chooseAble(made: string | null, able: (card: ModelView | null) => boolean): void {
    const before = this.modelId;
    const ids = [made, before, ...this.models.map(({ id }) => id)];
    const found = ids.find((id) => id !== null && able(cardOf(this.models, id)));
    const model = found ?? before;
    this.#choose(model === null ? [] : [model]);
    if (before !== null && model !== null && model !== before) {
      this.moved = [{ field: 'model', from: before, to: model }, ...this.moved];
    }
  }

  /** `told` was moved by the models before, and is not read yet. */
  #choose(ids: readonly string[], told: readonly Moved[] = []): void {
    const [first, ...also] = ids;
    this.model = first ?? null;
    this.also = also;
    const { choices, moved } = fittedToAll(
      this.choices,
      ids.map((id) => cardOf(this.models, id)),
    );
    this.choices = choices;
    if (this.continues !== null && !continuesEdits(this.takes)) {
      this.stopContinuing('continues-model');
    }
    this.#fitToRoute(movedInAll(told, moved), 'model');
    // Every one of these was judged for another model.
    this.forgive('model', 'references', 'mask', 'prompt', 'route', 'drafts', ...CHOICE_FIELDS);
    this.changed();
  }

  /** What the endpoint cannot take goes too, and is told with what was moved already. */
  #fitToRoute(before: readonly Moved[], by: 'model' | 'route'): void {
    const moved = [...before];
    if (!spokenRoutes(this.takes).includes(this.route) && this.route !== 'automatic') {
      moved.push({ field: 'route', from: this.route, to: 'automatic' });
      this.route = 'automatic';
    }
    const fits = fittedToRoute(this.choices, this.usedRoute);
    this.choices = fits.choices;
    if (this.drafts !== null && !this.takesDrafts) {
      fits.moved.push({ field: 'drafts', from: String(this.drafts), to: null });
      this.drafts = null;
    }
    this.moved = [...moved, ...fits.moved];
    this.movedBy = by;
  }

  #write(prompt: string): void {
    this.prompt = prompt;
    this.forgive('prompt');
    this.changed();
  }

  protected changed(): void {
    if (this.ready) this.#keeping.changed();
  }
}

export const [getComposer, setComposer] = createContext<Composer>();
