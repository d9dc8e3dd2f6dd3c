// What the storyboard holds, and what its model takes of that. It changes nothing and sends nothing.
import type { FilmModel } from '$lib/backend/generated';
import { cardOf, modelName } from '$lib/state/composer/models';
import type { Studio } from '$lib/state/studio.svelte';
import { followsFrame, NO_CHOICES, ratiosOf, type FilmChoices } from './choices';
import { EMPTY_BOARD, type Board, type Uses } from './storyboard';

/** The prompt, the model, the settings and the pictures of the next film. */
export class FilmHeld {
  prompt: string = $state('');
  /** Null is the model of the last film. */
  model: string | null = $state(null);
  choices: FilmChoices = $state.raw(NO_CHOICES);
  board: Board = $state.raw(EMPTY_BOARD);

  protected readonly studio: Studio;

  constructor(studio: Studio) {
    this.studio = studio;
  }

  readonly models: readonly FilmModel[] = $derived.by(() => this.studio.state?.films.models ?? []);
  readonly modelId: string | null = $derived.by(
    () => this.model ?? this.studio.state?.films.page.films[0]?.model ?? this.models[0]?.id ?? null,
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
}
