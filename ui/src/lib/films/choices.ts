// What becomes of a film's settings when its model changes: each that the new model does not take
// moves to the nearest one it does take, and the move is told. Pure.
import type { FilmComposition, FilmModel } from '$lib/backend/generated';
import { nearest, nearestRatio } from '$lib/state/composer/choices';

/** The settings that depend on the model. Null is what the model does by itself. */
export type FilmChoices = Pick<
  FilmComposition,
  'ratio' | 'resolution' | 'duration' | 'frames' | 'seed' | 'cameraFixed' | 'watermark' | 'audio'
>;

/** A setting by name. */
export type FilmField = keyof FilmChoices;

/** Nothing is set. */
export const NO_CHOICES: FilmChoices = {
  ratio: null,
  resolution: null,
  duration: null,
  frames: null,
  seed: null,
  cameraFixed: null,
  watermark: null,
  audio: null,
};

/** All of them, in the order in which they are told. */
export const FILM_FIELDS = Object.keys(NO_CHOICES) as readonly FilmField[];

/** A setting that was moved; `to` is null where the model takes none at all. */
export interface FilmMoved {
  readonly field: FilmField;
  readonly from: string | number;
  readonly to: string | number | null;
}

/** What pickers offer for a model that the catalogue does not know. */
export const USUAL_FILM = {
  ratios: ['16:9', '4:3', '1:1', '3:4', '9:16', '21:9'],
  resolutions: ['480p', '720p', '1080p'],
  seconds: [2, 15],
} as const;

/** The film follows its first frame. */
export const ADAPTIVE = 'adaptive';
/** The model chooses the length. */
export const OWN = -1;

/** The settings out of a composition, or out of a film. */
export function choicesOf(of: FilmChoices): FilmChoices {
  const { ratio, resolution, duration, frames, seed, cameraFixed, watermark, audio } = of;
  return { ratio, resolution, duration, frames, seed, cameraFixed, watermark, audio };
}

/** The shorter side of a resolution in pixels: of `720p`, of `4k`. */
export function linesOf(resolution: string): number | null {
  const lines = /^(\d+)p$/i.exec(resolution)?.[1];
  if (lines !== undefined) return Number(lines);
  const thousands = /^(\d+)k$/i.exec(resolution)?.[1];
  return thousands === undefined ? null : Number(thousands) * 540;
}

function nearResolution(wanted: string, takes: readonly string[]): string | null {
  const lines = linesOf(wanted);
  if (lines === null) return null;
  return nearest(takes, (one) => Math.abs(Math.log((linesOf(one) ?? 1e9) / lines)));
}

/** The nearest length that the model has. */
export function nearSeconds(wanted: number, card: FilmModel): number | null {
  if (wanted === OWN) return card.ownDuration ? OWN : null;
  const [shortest, longest] = card.seconds;
  return Math.min(longest, Math.max(shortest, wanted));
}

function nearFrames(wanted: number, card: FilmModel): number | null {
  if (card.frames === null) return null;
  const [fewest, most, step] = card.frames;
  const bounded = Math.min(most, Math.max(fewest, wanted));
  return fewest + Math.round((bounded - fewest) / step) * step;
}

/** What the model makes of one setting. */
function near(field: FilmField, choices: FilmChoices, card: FilmModel): FilmChoices[FilmField] {
  const { ratio, resolution, duration, frames } = choices;
  switch (field) {
    case 'ratio':
      if (ratio === null || card.ratios.includes(ratio)) return ratio;
      return nearestRatio(ratio, card.ratios);
    case 'resolution':
      if (resolution === null || card.resolutions.includes(resolution)) return resolution;
      return nearResolution(resolution, card.resolutions);
    case 'duration':
      return duration === null ? null : nearSeconds(duration, card);
    case 'frames':
      return frames === null ? null : nearFrames(frames, card);
    case 'cameraFixed':
      return card.cameraFixed ? choices.cameraFixed : null;
    case 'audio':
      return card.audio ? choices.audio : null;
    case 'seed':
    case 'watermark':
      return choices[field];
  }
}

/** The settings as the model takes them, and what was moved. A model without a card takes all. */
export function fittedFilm(
  choices: FilmChoices,
  card: FilmModel | null,
): { choices: FilmChoices; moved: FilmMoved[] } {
  if (card === null) return { choices, moved: [] };
  const moved: FilmMoved[] = [];
  let next = choices;
  for (const field of FILM_FIELDS) {
    const from = choices[field];
    const to = near(field, choices, card);
    if (from === to || from === null) continue;
    next = { ...next, [field]: to };
    moved.push({
      field,
      from: String(from),
      to: to === null ? null : String(to),
    });
  }
  return { choices: next, moved };
}

/** The ratios that can be chosen: with a first frame they can be fewer. Empty for an unknown model. */
export function ratiosOf(card: FilmModel | null, framed: boolean): readonly string[] {
  if (card === null) return USUAL_FILM.ratios;
  return framed ? card.frameRatios : card.ratios;
}

/** The film is always as its first frame is: there is no ratio to choose. */
export function followsFrame(card: FilmModel | null, framed: boolean): boolean {
  return framed && card !== null && card.frameRatios.every((ratio) => ratio === ADAPTIVE);
}
