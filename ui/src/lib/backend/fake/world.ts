// What the fake backend knows when it opens: the real catalogue, the presets, two providers, the
// default settings. Scenes change what they need. No behaviour lies here.
import films from '../../../../../src-tauri/crates/musa-core/catalog/films.json';
import catalog from '../../../../../src-tauri/crates/musa-core/catalog/models.json';
import { CHAT_OFFER } from './chat/offer';
import { EMPTY_COMPOSITION } from '$lib/state/composer/composition';
import type {
  FilmComposition,
  FilmModel,
  LibraryView,
  ModelView,
  PresetView,
  ProviderView,
  Route,
  SettingsView,
  Snapshot,
} from '../generated';

type PixelTable = Record<string, Record<string, [number, number]>>;

interface Card {
  id: string;
  also: string[];
  name: string;
  pixels?: string;
  ratios?: string[];
  sizes?: string[];
  references: number;
  perCall: number;
  mask?: boolean;
  qualities?: string[];
  backgrounds?: string[];
  formats?: string[];
  fidelities?: string[];
  compression?: boolean;
  moderations?: string[];
  promptLimit?: number;
  drafts?: boolean;
  routes: Route[];
  text: Route;
  /** The endpoint for a prompt with references. */
  pictures: Route;
}

/** The picker's order: landscape first within a kind, as in the pictures of the design. */
const RATIO_ORDER = [
  '1:1',
  '4:3',
  '3:2',
  '16:9',
  '21:9',
  '5:4',
  '3:4',
  '2:3',
  '9:16',
  '4:5',
  '9:21',
];

function inOrder(ratios: readonly string[]): string[] {
  const place = (ratio: string): number => {
    const at = RATIO_ORDER.indexOf(ratio);
    return at < 0 ? RATIO_ORDER.length : at;
  };
  return [...ratios].sort((a, b) => place(a) - place(b));
}

function model(card: Card): ModelView {
  const tables = catalog.pixels as unknown as Record<string, PixelTable>;
  const pixels = card.pixels === undefined ? {} : (tables[card.pixels] ?? {});
  const first = Object.values(pixels)[0] ?? {};
  return {
    id: card.id,
    also: card.also,
    name: card.name,
    ratios: inOrder(card.ratios ?? Object.keys(first)),
    sizes: card.sizes ?? Object.keys(pixels).filter((size) => size !== ''),
    pixels,
    references: card.references,
    perCall: card.perCall,
    mask: card.mask ?? false,
    qualities: card.qualities ?? [],
    backgrounds: card.backgrounds ?? [],
    formats: card.formats ?? [],
    fidelities: card.fidelities ?? [],
    compression: card.compression ?? false,
    moderations: card.moderations ?? [],
    promptLimit: card.promptLimit ?? null,
    drafts: card.drafts ?? false,
    routes: card.routes,
    textRoute: card.text,
    picturesRoute: card.pictures,
  };
}

/** The catalogue, as core tells it. */
export const MODELS: readonly ModelView[] = (catalog.models as Card[]).map(model);

interface FilmCard extends Partial<FilmModel> {
  id: string;
  also: string[];
  name: string;
  pixels: string;
}

function filmModel(card: FilmCard): FilmModel {
  const { pixels, ...given } = card;
  return {
    ratios: [],
    frameRatios: [],
    resolutions: [],
    usualResolution: '720p',
    usualRatio: '16:9',
    seconds: [2, 12],
    usualSeconds: 5,
    ownDuration: false,
    frames: null,
    text: false,
    firstFrame: false,
    lastFrame: false,
    references: 0,
    cameraFixed: false,
    audio: false,
    style: 'fields',
    ...given,
  };
}

/** The film models, as core tells them. */
export const FILM_MODELS: readonly FilmModel[] = (films.models as unknown as FilmCard[]).map(
  filmModel,
);

/** Pixels of a film by resolution and ratio, where the catalogue knows them. */
export function filmPixels(
  model: string,
  resolution: string,
  ratio: string,
): [number, number] | null {
  const card = (films.models as unknown as FilmCard[]).find(({ id }) => id === model);
  const tables = films.pixels as unknown as Record<string, PixelTable>;
  return tables[card?.pixels ?? '']?.[resolution]?.[ratio] ?? null;
}

/** A storyboard with nothing on it. */
export const EMPTY_FILM: FilmComposition = {
  prompt: '',
  model: null,
  firstFrame: null,
  lastFrame: null,
  references: [],
  ratio: null,
  resolution: null,
  duration: null,
  frames: null,
  seed: null,
  cameraFixed: null,
  watermark: null,
  audio: null,
  provider: null,
};

/** The presets. */
export const PRESETS: readonly PresetView[] = [
  { name: 'whatai', baseUrl: 'https://api.whatai.cc', auth: 'bearer' },
  { name: 'openai', baseUrl: 'https://api.openai.com', auth: 'bearer' },
  { name: 'google', baseUrl: 'https://generativelanguage.googleapis.com', auth: 'google-key' },
];

/** A relay with a key and prices. */
export const RELAY: ProviderView = {
  id: 'provider-relay',
  name: 'whatai relay',
  baseUrl: 'https://api.whatai.cc',
  host: 'api.whatai.cc',
  auth: 'bearer',
  proxy: 'system',
  concurrency: 4,
  demo: false,
  session: false,
  key: 'keychain',
  asyncTasks: false,
  prices: {
    'nano-banana-2': { micros: 120_000, currency: 'CNY' },
    'gpt-image-1': { micros: 510_000, currency: 'CNY' },
    'flux-kontext-pro': { micros: 200_000, currency: 'CNY' },
    // Of a million tokens.
    'doubao-seedance-1-0-pro-250528': { micros: 15_000_000, currency: 'CNY' },
  },
  chatPrices: {
    'gemini-2.5-pro': {
      input: { micros: 9_000_000, currency: 'CNY' },
      output: { micros: 72_000_000, currency: 'CNY' },
    },
  },
};

/** The built-in demo. */
export const DEMO: ProviderView = {
  id: 'provider-demo',
  name: 'Demo',
  baseUrl: 'http://127.0.0.1:41771',
  host: '127.0.0.1',
  auth: 'bearer',
  proxy: 'none',
  concurrency: 4,
  demo: true,
  session: true,
  key: 'not-needed',
  asyncTasks: false,
  prices: {},
  chatPrices: {},
};

const SETTINGS: SettingsView = {
  language: 'system',
  systemLanguage: 'en',
  template: '{date}/{project}-{seq}',
  templateExample: '2026-11-22/campaign-0143.png',
  concurrency: 4,
  notify: true,
  lastModel: 'nano-banana-2',
};

const LIBRARY: LibraryView = {
  folder: '~/Pictures/Musa',
  default: true,
  error: null,
  pictures: 0,
};

/** A window that was never used. */
export function freshSnapshot(): Snapshot {
  return {
    seq: 0,
    version: '0.1.0',
    platform: 'linux',
    settings: { ...SETTINGS },
    preferences: {
      theme: 'system',
      panel: 'open',
      rowHeight: null,
      rowShape: 'justified',
      conversation: null,
    },
    providers: { providers: [], current: null },
    presets: [...PRESETS],
    models: [...MODELS],
    runs: [],
    moreRuns: false,
    composition: { ...EMPTY_COMPOSITION },
    held: [],
    library: { ...LIBRARY },
    chat: CHAT_OFFER,
    films: {
      page: { films: [], more: false },
      models: [...FILM_MODELS],
      limits: { minSide: 300, maxSide: 6000, minShape: 40, maxShape: 250, maxBytes: 30_000_000 },
      storyboard: { composition: { ...EMPTY_FILM }, held: [] },
    },
    boards: { everything: 0, trash: 0, boards: [], tags: [] },
    undo: { undo: null, redo: null },
    task: null,
  };
}
