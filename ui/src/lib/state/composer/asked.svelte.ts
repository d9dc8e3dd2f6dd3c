// What the composer asks for, and what follows from it: what the models take, where it will go,
// what it will cost. It changes nothing and sends nothing; the composer does.
import type {
  BoardId,
  HeldReference,
  ModelView,
  Money,
  PictureId,
  ReferenceId,
  Route,
} from '$lib/backend/generated';
import type { Studio } from '../studio.svelte';
import { NO_CHOICES, type Choices } from './choices';
import { cardOf, pixelsOf } from './models';
import { hasChoices, hasMask, usedRoute } from './routes';
import { sumOf, takenByAll } from './several';

/** What is asked for. */
export class Asked {
  prompt: string = $state('');
  /** Null is the model of the last run. */
  model: string | null = $state(null);
  /** Further models, which get the same at the same time. */
  also: readonly string[] = $state.raw([]);
  choices: Choices = $state.raw(NO_CHOICES);
  route: Route = $state('automatic');
  /** Null is one. */
  count: number | null = $state(null);
  /** Drafts while a picture is made, 1 to 3; null is none. */
  drafts: number | null = $state(null);
  references: readonly HeldReference[] = $state.raw([]);
  mask: HeldReference | null = $state.raw(null);
  /** The result whose conversation goes on. */
  continues: PictureId | null = $state(null);
  /** The reference that the next press changes. */
  editing: ReferenceId | null = $state(null);
  /** The project: the board that pictures land on. */
  board: BoardId | null = $state(null);

  protected readonly studio: Studio;

  constructor(studio: Studio) {
    this.studio = studio;
  }

  readonly models: readonly ModelView[] = $derived.by(() => this.studio.state?.models ?? []);
  /** The id of the model that will be asked, the first of several. */
  readonly modelId: string | null = $derived.by(
    () => this.model ?? this.studio.state?.settings.lastModel ?? this.models[0]?.id ?? null,
  );
  /** All of them. */
  readonly modelIds: readonly string[] = $derived(
    this.modelId === null ? this.also : [this.modelId, ...this.also],
  );
  /** What the first takes; null where the catalogue does not know it. */
  readonly card: ModelView | null = $derived(
    this.modelId === null ? null : cardOf(this.models, this.modelId),
  );
  /** What all of them take. */
  readonly takes: ModelView | null = $derived(
    takenByAll(this.modelIds.map((id) => cardOf(this.models, id))),
  );
  /** References they take; null where that is not known. */
  readonly limit: number | null = $derived(this.takes?.references ?? null);
  /** The next press changes one picture, rather than making one anew. */
  readonly edits: boolean = $derived(
    this.continues !== null || (this.editing !== null && this.references[0]?.id === this.editing),
  );
  readonly overLimit: boolean = $derived(
    this.limit !== null && this.references.length > this.limit,
  );
  /** The mask is set, but the model or the endpoint takes none: it is not sent. */
  readonly maskIdle: 'model' | 'route' | null = $derived.by(() => {
    if (this.mask === null) return null;
    if (this.takes?.mask === false) return 'model';
    return hasMask(this.route, this.continues !== null) ? null : 'route';
  });
  /** Of several models those that take no mask: they are asked without it. */
  readonly maskless: readonly ModelView[] = $derived.by(() => {
    if (this.mask === null || this.maskIdle !== null) return [];
    const cards = this.modelIds.map((id) => cardOf(this.models, id));
    return cards.filter((card) => card !== null).filter((card) => !card.mask);
  });
  /** The mask and the first reference differ in pixels. */
  readonly maskMisfit: boolean = $derived.by(() => {
    const [first] = this.references;
    if (this.mask === null || first === undefined) return false;
    return this.mask.width !== first.width || this.mask.height !== first.height;
  });
  /** The endpoint that will be used: never `automatic`. */
  readonly usedRoute: Route = $derived(
    usedRoute({
      route: this.route,
      card: this.card,
      pictures: this.references.length > 0,
      mask: this.mask !== null && this.maskIdle === null,
      continues: this.continues !== null,
    }),
  );
  /** The endpoint has quality, background, format and drafts. */
  readonly hasChoices: boolean = $derived(hasChoices(this.usedRoute));
  readonly takesDrafts: boolean = $derived(this.hasChoices && this.takes?.drafts === true);
  /** The pixels that will come, where they are known. */
  readonly pixels: readonly [number, number] | null = $derived(
    pixelsOf(this.card, this.choices.ratio, this.choices.size),
  );
  /** What one press will cost, by the user's own prices. */
  readonly price: Money | null = $derived.by(() => {
    const each = sumOf(this.modelIds.map((id) => this.studio.provider?.prices[id]));
    return each === null ? null : { ...each, micros: each.micros * (this.count ?? 1) };
  });
}
