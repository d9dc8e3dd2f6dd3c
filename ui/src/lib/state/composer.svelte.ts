// What the composer holds, and the one press of Generate. Every choice that the model does not
// take is moved to the nearest one and told; mentions follow their pictures; refusals stand by
// their field until it is changed. It draws nothing and reads no file.
import { createContext } from 'svelte';
import { asCommandError, type Backend } from '$lib/backend/backend';
import type {
  CommandError,
  Composition,
  Held,
  HeldReference,
  ModelView,
  Money,
  ReferenceId,
  Route,
  Run,
} from '$lib/backend/generated';
import {
  CHOICE_FIELDS,
  fitted,
  type ChoiceField,
  type Choices,
  type Moved,
} from './composer/choices';
import { fromComposition, toComposition, type Content } from './composer/composition';
import { EarlierWalk } from './composer/earlier';
import { afterMove, afterRemove, afterReorder } from './composer/mentions';
import { Keeping } from './composer/keeping';
import type { Lost } from './composer/missing';
import { cardOf, pixelsOf } from './composer/models';
import { recalled } from './composer/recalled';
import { forgiven, refused, type Refusals } from './composer/refusals';
import type { Studio } from './studio.svelte';

/** At the most so many pictures by one press of Generate. */
export const MOST = 10;
/** What is done sooner is not told, in milliseconds. */
export const BLINK = 250;

/** The composer of Create. */
export class Composer {
  prompt: string = $state('');
  /** Null is the model of the last run. */
  model: string | null = $state(null);
  choices: Choices = $state.raw({
    ratio: null,
    size: null,
    quality: null,
    background: null,
    format: null,
  });
  route: Route = $state('automatic');
  /** Null is one. */
  count: number | null = $state(null);
  references: readonly HeldReference[] = $state.raw([]);
  mask: HeldReference | null = $state.raw(null);
  /** What the last press of Generate was refused for, by field, until that is changed. */
  refusals: Refusals = $state.raw({});
  /** Choices that the last change of model moved. */
  moved: readonly Moved[] = $state.raw([]);
  /** What went without the user's asking for it, until it was read. */
  lost: readonly Lost[] = $state.raw([]);
  submitting: boolean = $state(false);
  /** Core has been at it for longer than a blink: it makes copies of large references. */
  preparing: boolean = $state(false);
  /** It holds what it held before; until then nothing is kept. */
  ready: boolean = $state(false);

  /** Puts the cursor into the prompt; the place that shows it says how. */
  focus: () => void = () => undefined;

  readonly #backend: Backend;
  readonly #studio: Studio;
  readonly #earlier = new EarlierWalk();
  // What cannot be kept now is kept with the next change; the page itself loses nothing.
  readonly #keeping = new Keeping(() => {
    this.#backend.keepComposition(this.composition()).catch(() => undefined);
  });

  constructor(backend: Backend, studio: Studio) {
    this.#backend = backend;
    this.#studio = studio;
  }

  readonly models: readonly ModelView[] = $derived.by(() => this.#studio.state?.models ?? []);
  /** The id of the model that will be asked. */
  readonly modelId: string | null = $derived.by(
    () => this.model ?? this.#studio.state?.settings.lastModel ?? this.models[0]?.id ?? null,
  );
  /** What it takes; null where the catalogue does not know it. */
  readonly card: ModelView | null = $derived(
    this.modelId === null ? null : cardOf(this.models, this.modelId),
  );
  /** References it takes; null where that is not known. */
  readonly limit: number | null = $derived(this.card?.references ?? null);
  readonly overLimit: boolean = $derived(
    this.limit !== null && this.references.length > this.limit,
  );
  /** The mask is set, but the model takes none: it is not sent. */
  readonly maskIdle: boolean = $derived(this.mask !== null && this.card?.mask === false);
  /** The mask and the first reference differ in pixels. */
  readonly maskMisfit: boolean = $derived.by(() => {
    const [first] = this.references;
    if (this.mask === null || first === undefined) return false;
    return this.mask.width !== first.width || this.mask.height !== first.height;
  });
  /** The pixels that will come, where they are known. */
  readonly pixels: readonly [number, number] | null = $derived(
    pixelsOf(this.card, this.choices.ratio, this.choices.size),
  );
  /** What one press will cost, by the user's own prices. */
  readonly price: Money | null = $derived.by(() => {
    const each = this.modelId === null ? undefined : this.#studio.provider?.prices[this.modelId];
    return each === undefined ? null : { ...each, micros: each.micros * (this.count ?? 1) };
  });
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

  chooseModel(id: string): void {
    this.model = id;
    const { choices, moved } = fitted(this.choices, cardOf(this.models, id));
    this.choices = choices;
    this.moved = moved;
    // Every one of these was judged for another model.
    this.#forgive('model', 'references', 'mask', 'prompt', 'route', ...CHOICE_FIELDS);
    this.#changed();
  }

  choose(field: ChoiceField, value: string | null): void {
    this.choices = { ...this.choices, [field]: value };
    this.moved = this.moved.filter((move) => move.field !== field);
    this.#forgive(field);
    this.#changed();
  }

  chooseRoute(route: Route): void {
    this.route = route;
    this.#forgive('route');
    this.#changed();
  }

  chooseCount(count: number): void {
    this.count = Math.min(MOST, Math.max(1, Math.round(count)));
    this.#forgive('count');
    this.#changed();
  }

  /** The notices about moved choices and lost pictures were read. */
  noticed(): void {
    this.moved = [];
    this.lost = [];
  }

  /** Adds pictures behind those that are there; one that is there already stays where it is. */
  hold(held: Held): void {
    const known = new Set(this.references.map((reference) => reference.id));
    const added = held.references.filter((reference) => !known.has(reference.id));
    if (added.length === 0) return;
    this.#refer([...this.references, ...added]);
  }

  /** The picture at one place goes to another; both from 0. */
  move(from: number, to: number): void {
    const last = this.references.length - 1;
    if (from === to || from < 0 || to < 0 || from > last || to > last) return;
    const next = [...this.references];
    const [taken] = next.splice(from, 1);
    if (taken === undefined) return;
    next.splice(to, 0, taken);
    this.prompt = afterMove(this.prompt, from, to);
    this.#refer(next);
  }

  /** The same pictures in another order. */
  reorder(ids: readonly ReferenceId[]): void {
    const order = ids.map((id) => this.references.findIndex((reference) => reference.id === id));
    if (order.length !== this.references.length || order.includes(-1)) return;
    if (order.every((old, now) => old === now)) return;
    this.prompt = afterReorder(this.prompt, order);
    this.#refer(order.flatMap((old) => this.references[old] ?? []));
  }

  remove(id: ReferenceId): void {
    const at = this.references.findIndex((reference) => reference.id === id);
    if (at < 0) return;
    this.prompt = afterRemove(this.prompt, at, this.references.length);
    this.#refer(this.references.filter((reference) => reference.id !== id));
  }

  /** A picture of the tray becomes the mask of the first one; the first can be its own. */
  useAsMask(id: ReferenceId): void {
    const mask = this.references.find((reference) => reference.id === id);
    if (mask === undefined) return;
    if (this.references[0]?.id !== id) this.remove(id);
    this.setMask(mask);
  }

  setMask(mask: HeldReference | null): void {
    this.mask = mask;
    this.lost = this.lost.filter((one) => one !== 'mask');
    this.#forgive('mask');
    this.#changed();
  }

  /** Prompt, settings and references of a run again. The answer tells what could not be had. */
  async recall(run: Run): Promise<readonly CommandError[]> {
    const { content, refused } = await recalled(this.#backend, run);
    this.#earlier.typed();
    Object.assign(this, content);
    this.moved = [];
    this.refusals = {};
    this.#changed();
    return refused;
  }

  /** Generate. False when it was refused, or is on its way already. */
  async submit(): Promise<boolean> {
    if (this.submitting) return false;
    this.submitting = true;
    const slow = setTimeout(() => (this.preparing = true), BLINK);
    this.refusals = {};
    try {
      const request = this.composition();
      await this.#backend.startRun(this.maskIdle ? { ...request, mask: null } : request);
      this.#earlier.sent();
      this.noticed();
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
    const { prompt, model, choices, route, count, references, mask } = this;
    return { prompt, model, choices, route, count, references, mask };
  }

  #write(prompt: string): void {
    this.prompt = prompt;
    this.#forgive('prompt');
    this.#changed();
  }

  #refer(references: readonly HeldReference[]): void {
    const [first] = this.references;
    if (this.mask !== null && first !== undefined && references[0]?.id !== first.id) {
      // It was made for another picture.
      this.mask = null;
      this.lost = [...this.lost, 'mask'];
    }
    this.references = references;
    const numbered = Object.keys(this.refusals).filter((field) => field.startsWith('references'));
    this.#forgive('mask', 'prompt', ...numbered);
    this.#changed();
  }

  #forgive(...fields: readonly string[]): void {
    this.refusals = forgiven(this.refusals, fields);
  }

  #changed(): void {
    if (this.ready) this.#keeping.changed();
  }
}

export const [getComposer, setComposer] = createContext<Composer>();
