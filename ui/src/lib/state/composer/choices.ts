// What becomes of choices when the model changes: each that the new model does not take moves to
// the nearest one it does take, and the move is told. Pure.
import type { ModelView } from '$lib/backend/generated';
import { pixelSize, ratioValue, sideOf } from './models';

/** The choices that depend on the model. Null is what the model does by itself. */
export interface Choices {
  readonly ratio: string | null;
  readonly size: string | null;
  readonly quality: string | null;
  readonly background: string | null;
  readonly format: string | null;
  /** How near an edit keeps to its references. */
  readonly fidelity: string | null;
  /** 0 to 100, of a format that can be compressed, as typed. */
  readonly compression: string | null;
  readonly moderation: string | null;
}

/** Every choice left to the model. */
export const NO_CHOICES: Choices = {
  ratio: null,
  size: null,
  quality: null,
  background: null,
  format: null,
  fidelity: null,
  compression: null,
  moderation: null,
};

/** A choice by name. */
export type ChoiceField = keyof Choices;

/** A choice that was moved; `to` is null where the model takes none at all. */
export interface Moved {
  readonly field: ChoiceField | 'model' | 'route' | 'drafts';
  readonly from: string;
  readonly to: string | null;
}

/** All of them, in the order in which they are told. */
export const CHOICE_FIELDS: readonly ChoiceField[] = [
  'ratio',
  'size',
  'quality',
  'background',
  'format',
  'fidelity',
  'compression',
  'moderation',
];

/** The item with the least distance; the first of equals. */
export function nearest(
  items: readonly string[],
  distance: (item: string) => number,
): string | null {
  let best: string | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const item of items) {
    const off = distance(item);
    if (off < least) {
      best = item;
      least = off;
    }
  }
  return best;
}

/** The ratio that is nearest in shape. */
export function nearestRatio(wanted: string, takes: readonly string[]): string | null {
  const value = ratioValue(wanted);
  if (value === null) return null;
  return nearest(takes, (ratio) => Math.abs(Math.log((ratioValue(ratio) ?? 1e9) / value)));
}

function nearestSize(wanted: string, takes: readonly string[]): string | null {
  const side = sideOf(wanted);
  if (side === null) return null;
  return nearest(takes, (size) => Math.abs(Math.log((sideOf(size) ?? 1e9) / side)));
}

/** How good each quality is, so that `high` finds `hd` and `standard` finds `medium`. */
const QUALITY_RANK: Readonly<Record<string, number>> = {
  low: 0,
  medium: 1,
  standard: 1,
  high: 2,
  hd: 2,
};

function nearestQuality(wanted: string, takes: readonly string[]): string | null {
  const rank = QUALITY_RANK[wanted];
  if (rank === undefined) return null;
  // What is not on the scale (`auto`) is nobody's neighbour.
  return nearest(takes, (quality) => Math.abs((QUALITY_RANK[quality] ?? 1e9) - rank));
}

/** A format keeps transparency if it had it; else any will do. */
function nearestFormat(wanted: string, takes: readonly string[]): string | null {
  const order = wanted === 'jpeg' ? ['webp', 'png'] : ['png', 'webp', 'jpeg'];
  return order.find((format) => takes.includes(format)) ?? null;
}

/** What a compression may be. */
const PERCENTS: readonly string[] = Array.from({ length: 101 }, (_, at) => String(at));

function taken(card: ModelView, field: ChoiceField): readonly string[] {
  switch (field) {
    case 'ratio':
      return card.ratios;
    case 'size':
      return card.sizes;
    case 'quality':
      return card.qualities;
    case 'background':
      return card.backgrounds;
    case 'format':
      return card.formats;
    case 'fidelity':
      return card.fidelities;
    case 'compression':
      return card.compression ? PERCENTS : [];
    case 'moderation':
      return card.moderations;
  }
}

function near(field: ChoiceField, wanted: string, takes: readonly string[]): string | null {
  switch (field) {
    case 'ratio':
      return nearestRatio(wanted, takes);
    case 'size':
      return nearestSize(wanted, takes);
    case 'quality':
      return nearestQuality(wanted, takes);
    case 'background':
    case 'fidelity':
    case 'compression':
    case 'moderation':
      return null;
    case 'format':
      return nearestFormat(wanted, takes);
  }
}

/**
 * The choices as the model takes them, and what was moved. A model without a card takes all as
 * they are. Exact pixels stay for a model that has no size tiers of its own to offer instead.
 */
export function fitted(
  choices: Choices,
  card: ModelView | null,
): { choices: Choices; moved: Moved[] } {
  if (card === null) return { choices, moved: [] };
  const moved: Moved[] = [];
  const next: Record<ChoiceField, string | null> = { ...choices };
  for (const field of CHOICE_FIELDS) {
    const from = choices[field];
    if (from === null) continue;
    const takes = taken(card, field);
    if (takes.includes(from)) continue;
    const to = takes.length === 0 ? null : near(field, from, takes);
    if (field === 'size' && pixelSize(from) !== null && takesPixels(card, from)) continue;
    next[field] = to;
    moved.push({ field, from, to });
  }
  return { choices: next, moved };
}

/** What was told before and what came since: each field once, from where it began. */
export function movedInAll(told: readonly Moved[], came: readonly Moved[]): Moved[] {
  const before = (field: Moved['field']): Moved | undefined =>
    told.find((one) => one.field === field);
  const stays = told.filter(({ field }) => came.every((one) => one.field !== field));
  const moved = came.map((one) => ({ ...one, from: before(one.field)?.from ?? one.from }));
  // What came back to where it was has not moved.
  return [...stays, ...moved.filter(({ from, to }) => from !== to)];
}

/** Whether exact pixels are among those the model's table states. */
function takesPixels(card: ModelView, size: string): boolean {
  const wanted = pixelSize(size);
  if (wanted === null) return false;
  return Object.values(card.pixels).some((byRatio) =>
    Object.values(byRatio).some(([width, height]) => width === wanted[0] && height === wanted[1]),
  );
}
