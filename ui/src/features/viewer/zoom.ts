// Where a picture lies in the viewer: scale and place, and what wheel, drag and keys make of it.
// Pure; lengths are CSS pixels, a scale of 1 is one CSS pixel for each pixel of the picture.

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A picture drawn at `scale` with its top left corner at (x, y) of the field. */
export interface View extends Point {
  readonly scale: number;
}

export interface Stage {
  /** The room there is. */
  readonly field: Size;
  /** The picture's own pixels. */
  readonly picture: Size;
  /** Device pixels of one CSS pixel: at 2 a scale of 0.5 is 1:1. */
  readonly density: number;
}

/** One picture pixel on one device pixel. */
export function actual({ density }: Stage): number {
  return 1 / density;
}

/** Around a picture that fits. */
export const MARGIN = 24;

/** Whole in the field with a margin around it, never larger than 1:1. */
export function fitScale(stage: Stage): number {
  const { field, picture } = stage;
  // A field too small for margins keeps half of itself for the picture.
  const room = (side: number): number => Math.max(side - 2 * MARGIN, side / 2);
  return Math.min(
    room(field.width) / picture.width,
    room(field.height) / picture.height,
    actual(stage),
  );
}

export function largest(stage: Stage): number {
  return Math.max(actual(stage) * 16, fitScale(stage) * 4);
}

/** In the middle of the field, at this scale. */
export function centred({ field, picture }: Stage, scale: number): View {
  return {
    scale,
    x: (field.width - picture.width * scale) / 2,
    y: (field.height - picture.height * scale) / 2,
  };
}

export function fit(stage: Stage): View {
  return centred(stage, fitScale(stage));
}

export function isFit(view: View, stage: Stage): boolean {
  return view.scale <= fitScale(stage) * 1.0001;
}

/** Larger or smaller by a factor, with the pixel under the pointer staying under it. */
export function zoomAt(view: View, point: Point, factor: number, stage: Stage): View {
  return scaleAt(view, point, view.scale * factor, stage);
}

/** To a scale, around a point of the field. Below fit there is only fit. */
export function scaleAt(view: View, point: Point, wanted: number, stage: Stage): View {
  const scale = Math.min(wanted, largest(stage));
  if (scale <= fitScale(stage)) return fit(stage);
  const by = scale / view.scale;
  return held(
    { scale, x: point.x - (point.x - view.x) * by, y: point.y - (point.y - view.y) * by },
    stage,
  );
}

export function pan(view: View, dx: number, dy: number, stage: Stage): View {
  return held({ ...view, x: view.x + dx, y: view.y + dy }, stage);
}

/** Holds the picture over the middle of the field, so that it cannot be lost outside. */
export function held(view: View, { field, picture }: Stage): View {
  return {
    scale: view.scale,
    x: hold(view.x, picture.width * view.scale, field.width),
    y: hold(view.y, picture.height * view.scale, field.height),
  };
}

/** A side that fits is centred; one that does not may be moved until its edge is in the middle. */
function hold(from: number, length: number, room: number): number {
  if (length <= room) return (room - length) / 2;
  return Math.min(room / 2, Math.max(room / 2 - length, from));
}

/** The same look after the field has another size: fit stays fit, else the middle stays. */
export function refitted(view: View, before: Stage, after: Stage): View {
  if (isFit(view, before)) return fit(after);
  const dx = (after.field.width - before.field.width) / 2;
  const dy = (after.field.height - before.field.height) / 2;
  return held({ ...view, x: view.x + dx, y: view.y + dy }, after);
}

/** One notch of a wheel is about a fifth; a touchpad gives many small steps of the same curve. */
export function wheelFactor(deltaY: number, deltaMode: number): number {
  const lines = deltaMode === 1 ? 33 : deltaMode === 2 ? 400 : 1;
  const pixels = Math.max(-240, Math.min(240, deltaY * lines));
  return Math.exp(-pixels * 0.0018);
}

/** The next round step for + and −. */
export function nextStep(view: View, direction: 1 | -1, stage: Stage): number {
  const one = actual(stage);
  const steps = [0.125, 0.25, 0.5, 1, 2, 4, 8, 16].map((times) => times * one);
  steps.push(fitScale(stage));
  steps.sort((a, b) => a - b);
  if (direction === 1) return steps.find((step) => step > view.scale * 1.001) ?? largest(stage);
  return steps.reverse().find((step) => step < view.scale * 0.999) ?? fitScale(stage);
}

/** Per cent of 1:1, for people. */
export function percent(view: View, stage: Stage): number {
  return Math.round((view.scale / actual(stage)) * 100);
}
