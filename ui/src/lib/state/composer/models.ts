// What a model takes, for pickers: the lookup of its card, the pixels that will come, and what
// such a file weighs. Gates nothing: a model without a card is usable as free text.
import type { ModelView, PictureView, Run } from '$lib/backend/generated';
import type { Differs } from '$lib/runs/tiles';

/** What pickers offer for a model that the catalogue does not know. */
export const USUAL_RATIOS = [
  '1:1',
  '9:16',
  '2:3',
  '3:4',
  '4:5',
  '5:4',
  '4:3',
  '3:2',
  '16:9',
  '21:9',
] as const;

/** Size tiers for a model that the catalogue does not know. */
export const USUAL_SIZES = ['1K', '2K', '4K'] as const;

/** How many characters of `model` the pattern fixes, or -1. */
function fit(pattern: string, model: string): number {
  if (!pattern.endsWith('*')) return pattern === model ? pattern.length : -1;
  const prefix = pattern.slice(0, -1);
  return model.startsWith(prefix) ? prefix.length : -1;
}

/** What every card of a catalogue has, of picture models and of film models. */
export interface Card {
  readonly id: string;
  readonly also: readonly string[];
  readonly name: string;
}

/** The card of a model: its own id first, then the longest pattern that fits. As core does it. */
export function cardOf<Kind extends Card>(models: readonly Kind[], model: string): Kind | null {
  const exact = models.find((card) => card.id === model);
  if (exact) return exact;
  let best: Kind | null = null;
  let length = -1;
  for (const card of models) {
    const fits = Math.max(-1, ...card.also.map((pattern) => fit(pattern, model)));
    if (fits > length) {
      best = card;
      length = fits;
    }
  }
  return best;
}

/** A model's name for people; its id where the catalogue has only its kin. */
export function modelName(models: readonly Card[], id: string): string {
  return models.find((card) => card.id === id)?.name ?? id;
}

/** Width over height of `16:9`; null for what is none. */
export function ratioValue(ratio: string): number | null {
  const [width, height] = ratio.split(':').map(Number);
  if (!width || !height || width < 0 || height < 0) return null;
  return width / height;
}

/** Pixels of `1536x1024`. */
export function pixelSize(size: string): readonly [number, number] | null {
  const parts = /^(\d+)[x×*](\d+)$/i.exec(size);
  return parts ? [Number(parts[1]), Number(parts[2])] : null;
}

/** The side of a square of this size, in pixels: of `2K`, `512`, or `1536x1024`. */
export function sideOf(size: string): number | null {
  const pixels = pixelSize(size);
  if (pixels) return Math.sqrt(pixels[0] * pixels[1]);
  const tier = /^(\d+(?:\.\d+)?)K$/i.exec(size);
  if (tier) return Number(tier[1]) * 1024;
  return /^\d+$/.test(size) ? Number(size) : null;
}

/** The pixels that will come, where the catalogue states them; null with no ratio set. */
export function pixelsOf(
  card: ModelView | null,
  ratio: string | null,
  size: string | null,
): readonly [number, number] | null {
  const free = size === null ? null : pixelSize(size);
  if (free) return free;
  if (!card || ratio === null) return null;
  const table =
    size === null ? (card.pixels[''] ?? card.pixels['1K'] ?? null) : (card.pixels[size] ?? null);
  return table?.[ratio] ?? null;
}

/**
 * Bytes that a pixel of a photograph takes in a file, about: 8-bit RGB as PNG is the median of
 * photographs and generated pictures; JPEG and WebP at the quality providers send.
 */
export const BYTES_PER_PIXEL: Readonly<Record<string, number>> = {
  png: 2.1,
  jpeg: 0.35,
  webp: 0.25,
};

/** About how many bytes a picture's file will have; two figures mean anything, no more. */
export function fileEstimate(pixels: readonly [number, number], format: string | null): number {
  const each = BYTES_PER_PIXEL[format ?? 'png'] ?? 2.1;
  const bytes = pixels[0] * pixels[1] * each;
  if (bytes < 1e6) return Math.round(bytes / 1e5) * 1e5;
  return bytes < 1e7 ? Math.round(bytes / 1e6) * 1e6 : Math.round(bytes / 5e6) * 5e6;
}

/** Above and beyond which difference a picture's shape is not the one that was asked for. */
const SHAPE_TOLERANCE = 0.04;

/** The name of the shape that came, if it is not the one asked for: `3:2`. */
function otherShape(asked: string | null, width: number, height: number): string | null {
  const wanted = asked === null ? null : ratioValue(asked);
  if (wanted === null || height === 0) return null;
  const got = width / height;
  if (Math.abs(Math.log(got / wanted)) <= SHAPE_TOLERANCE) return null;
  let best: string | null = null;
  let distance = SHAPE_TOLERANCE;
  for (const ratio of [...USUAL_RATIOS, '7:4', '4:7', '9:21', '2:1', '1:2']) {
    const off = Math.abs(Math.log(got / (ratioValue(ratio) ?? 1)));
    if (off < distance) {
      best = ratio;
      distance = off;
    }
  }
  return best ?? sides(width, height);
}

/** Sizes are the same up to this, as a logarithm of a side: the tiers are a factor of two apart. */
const SIZE_TOLERANCE = 0.2;

/** What was set, and the pixels that it stands for where they are known. */
type Settings = Pick<Run, 'ratio' | 'size' | 'expected'>;

/**
 * How what came differs from what was set, as core tells it to the terminal: of another shape, its
 * size is not told as well; what nobody set is the provider's choice.
 */
export function differs(
  { ratio, size, expected }: Settings,
  { width, height, format }: Pick<PictureView, 'width' | 'height' | 'format'>,
): Differs | null {
  if (width * height === 0) return null;
  const came = { got: sides(width, height), kind: 'size' } as const;
  // A drawing has no size of its own.
  const drawing = format === 'svg';
  const alike = (asked: readonly [number, number]): boolean =>
    drawing || Math.abs(Math.log((width * height) / (asked[0] * asked[1]))) / 2 <= SIZE_TOLERANCE;
  const pixels = size === null ? null : pixelSize(size);
  // Pixels say more than a ratio beside them.
  if (pixels !== null) {
    const shape = otherShape(pixels.join(':'), width, height);
    return drawing || (alike(pixels) && shape === null)
      ? null
      : { ...came, asked: sides(...pixels) };
  }
  const shape = otherShape(ratio, width, height);
  if (shape !== null) return { kind: 'shape', asked: ratio ?? '', got: shape };
  if (size === null || expected === null || size === 'auto' || alike(expected)) return null;
  return { ...came, asked: size };
}

const sides = (width: number, height: number): string => `${String(width)} × ${String(height)}`;
