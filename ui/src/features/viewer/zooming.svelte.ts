// The view of the picture as state: what keys, wheel and pointer do to it. The sums are those of
// `zoom.ts`; this keeps the stage they need.
import {
  actual,
  centred,
  fit,
  isFit,
  nextStep,
  pan,
  percent,
  refitted,
  scaleAt,
  wheelFactor,
  zoomAt,
  type Point,
  type Size,
  type Stage,
  type View,
} from './zoom';

/** After so long without a move the picture is at rest, and drawn sharp. */
const REST_MS = 180;

export class Zooming {
  view: View = $state.raw({ scale: 1, x: 0, y: 0 });
  /** It is being moved: worth a layer of its own. */
  moving = $state(false);
  #stage: Stage | null = $state.raw(null);
  /** Room and pixels are known. */
  readonly known = $derived(this.#stage !== null);
  readonly percent = $derived(this.#stage === null ? 100 : percent(this.view, this.#stage));
  readonly fits = $derived(this.#stage === null || isFit(this.view, this.#stage));
  #rest: ReturnType<typeof setTimeout> | undefined;

  /** The window has this room, or the picture these pixels. */
  stand(field: Size, picture: Size, density: number): void {
    const before = this.#stage;
    const after = { field, picture, density };
    this.#stage = after;
    const same =
      before !== null &&
      before.picture.width === picture.width &&
      before.picture.height === picture.height;
    // Variants of one picture have the same pixels: the place that is compared stays.
    this.view = same ? refitted(this.view, before, after) : fit(after);
  }

  fit(): void {
    if (this.#stage !== null) this.view = fit(this.#stage);
  }

  actual(point: Point | null = null): void {
    const stage = this.#stage;
    if (stage === null) return;
    const scale = actual(stage);
    this.view =
      point === null && this.fits
        ? centred(stage, scale)
        : scaleAt(this.view, point ?? this.#middle(stage), scale, stage);
  }

  toggle(point: Point | null = null): void {
    if (this.fits) this.actual(point);
    else this.fit();
  }

  step(direction: 1 | -1): void {
    const stage = this.#stage;
    if (stage === null) return;
    const scale = nextStep(this.view, direction, stage);
    this.view = scaleAt(this.view, this.#middle(stage), scale, stage);
  }

  wheel(point: Point, deltaY: number, deltaMode: number): void {
    if (this.#stage === null) return;
    this.view = zoomAt(this.view, point, wheelFactor(deltaY, deltaMode), this.#stage);
    this.#touched();
  }

  pan(dx: number, dy: number): void {
    if (this.#stage === null) return;
    this.view = pan(this.view, dx, dy, this.#stage);
    this.#touched();
  }

  #middle({ field }: Stage): Point {
    return { x: field.width / 2, y: field.height / 2 };
  }

  #touched(): void {
    this.moving = true;
    clearTimeout(this.#rest);
    this.#rest = setTimeout(() => (this.moving = false), REST_MS);
  }
}
