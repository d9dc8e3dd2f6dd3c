// What the fake refuses of a storyboard, as core does: by field; and the flags in a prompt that
// contradict a picker. It starts nothing.
import { commandError } from '../backend';
import type {
  CommandError,
  FilmAsked,
  FilmCheck,
  FilmComposition,
  FilmModel,
  FlagConflict,
  HeldReference,
  Money,
} from '../generated';
import type { Store } from './store';
import { filmPixels } from './world';

/** The card of a film model. */
export function filmCard(store: Store, id: string | null): FilmModel | null {
  return store.state.films.models.find((model) => model.id === id) ?? null;
}

/** What will come, and what it costs. */
export function filmFigures(
  store: Store,
  asked: Pick<FilmComposition, 'model' | 'resolution' | 'ratio' | 'duration'>,
): { expected: [number, number] | null; tokens: number | null; price: Money | null } {
  const card = filmCard(store, asked.model);
  const ratio = asked.ratio ?? card?.usualRatio ?? '16:9';
  const resolution = asked.resolution ?? card?.usualResolution ?? '720p';
  const expected = filmPixels(asked.model ?? '', resolution, ratio === 'adaptive' ? '16:9' : ratio);
  const seconds = asked.duration ?? card?.usualSeconds ?? 5;
  const tokens =
    expected === null || seconds < 0
      ? null
      : Math.round((expected[0] * expected[1] * 24 * seconds) / 1024);
  const { providers, current } = store.state.providers;
  const prices = providers.find((one) => one.id === current)?.prices ?? {};
  const million = prices[asked.model ?? ''];
  const price =
    tokens === null || million === undefined
      ? null
      : { ...million, micros: Math.round((million.micros * tokens) / 1e6 / 10_000) * 10_000 };
  return { expected, tokens, price };
}

function unfit(store: Store, picture: HeldReference, field: string): CommandError | null {
  const { limits } = store.state.films;
  const { name, width, height, bytes } = picture;
  const shape = (width / height) * 100;
  const sides =
    Math.min(width, height) < limits.minSide || Math.max(width, height) > limits.maxSide;
  const trouble = sides
    ? 'side'
    : shape < limits.minShape || shape > limits.maxShape
      ? 'shape'
      : bytes >= limits.maxBytes
        ? 'bytes'
        : null;
  if (trouble === null) return null;
  const args = { name, width: String(width), height: String(height), trouble };
  return commandError('frame-unfit', { field, args });
}

function ofPictures(store: Store, asked: FilmComposition, card: FilmModel | null): CommandError[] {
  const model = card?.name ?? asked.model ?? '';
  const { firstFrame, lastFrame, references } = asked;
  const found: (CommandError | null)[] = [];
  const one = (id: string | null, field: string): void => {
    const picture = store.held.get(id ?? '');
    if (picture !== undefined) found.push(unfit(store, picture, field));
  };
  one(firstFrame, 'firstFrame');
  one(lastFrame, 'lastFrame');
  references.forEach((id, at) => one(id, `references[${String(at)}]`));
  if (lastFrame !== null && firstFrame === null) {
    found.push(commandError('first-frame-missing', { field: 'firstFrame' }));
  }
  if (card === null) return found.filter((error) => error !== null);
  const unsupported = (field: string): CommandError =>
    commandError('frame-unsupported', { field, args: { model } });
  if (firstFrame !== null && !card.firstFrame) found.push(unsupported('firstFrame'));
  if (lastFrame !== null && firstFrame !== null && !card.lastFrame) {
    found.push(unsupported('lastFrame'));
  }
  if (references.length > card.references) {
    const args = { limit: String(card.references), given: String(references.length) };
    found.push(
      card.references === 0
        ? unsupported('references')
        : commandError('too-many-references', { field: 'references', args }),
    );
  }
  if (!card.text && firstFrame === null && references.length === 0) {
    found.push(commandError('frame-needed', { field: 'firstFrame', args: { model } }));
  }
  return found.filter((error) => error !== null);
}

function notAllowed(
  field: string,
  value: string | number | null,
  allowed: readonly string[],
  model: string,
): CommandError[] {
  if (value === null || allowed.includes(String(value))) return [];
  const args = { value: String(value), allowed: allowed.join(', '), model };
  return [commandError('value-not-allowed', { field, args })];
}

/** What would be refused, and what it would cost. */
export function checkFilm(store: Store, asked: FilmComposition): FilmCheck {
  const card = filmCard(store, asked.model);
  const refusals: CommandError[] = [];
  const pictures = asked.firstFrame !== null || asked.references.length > 0;
  if (asked.prompt.trim() === '' && !pictures) {
    refusals.push(commandError('prompt-empty', { field: 'prompt' }));
  }
  refusals.push(...ofPictures(store, asked, card));
  if (card !== null) {
    const [shortest, longest] = card.seconds;
    const seconds = Array.from({ length: longest - shortest + 1 }, (_, at) =>
      String(shortest + at),
    );
    const ratios = asked.firstFrame === null ? card.ratios : card.frameRatios;
    refusals.push(
      ...notAllowed('ratio', asked.ratio, ratios, card.name),
      ...notAllowed('resolution', asked.resolution, card.resolutions, card.name),
      ...notAllowed(
        'duration',
        asked.duration,
        card.ownDuration ? ['-1', ...seconds] : seconds,
        card.name,
      ),
    );
  }
  if (asked.seed !== null && (asked.seed < -1 || asked.seed > 4_294_967_295)) {
    const args = { value: String(asked.seed), allowed: '-1 … 4294967295', model: card?.name ?? '' };
    refusals.push(commandError('value-not-allowed', { field: 'seed', args }));
  }
  return { refusals, ...filmFigures(store, asked) };
}

type Flagged =
  'ratio' | 'resolution' | 'duration' | 'seed' | 'cameraFixed' | 'watermark' | 'frames';

const FLAGS: Record<string, Flagged> = {
  ratio: 'ratio',
  rt: 'ratio',
  resolution: 'resolution',
  rs: 'resolution',
  duration: 'duration',
  dur: 'duration',
  seed: 'seed',
  camerafixed: 'cameraFixed',
  cf: 'cameraFixed',
  watermark: 'watermark',
  wm: 'watermark',
  frames: 'frames',
};

function read(field: Flagged, typed: string): string | number | boolean {
  if (field === 'ratio' || field === 'resolution') return typed;
  if (field === 'cameraFixed' || field === 'watermark') return typed === 'true';
  return Number(typed);
}

/** The composition with its flags as settings, or what contradicts what. */
export function settled(
  asked: FilmComposition,
): { kind: 'settled'; asked: FilmComposition } | Extract<FilmAsked, { kind: 'conflict' }> {
  const flags: FlagConflict[] = [];
  const typed: FilmComposition = { ...asked };
  const prompt = asked.prompt
    .replace(/\s*--(\w+)\s+(\S+)/g, (whole, name: string, value: string) => {
      const field = FLAGS[name.toLowerCase()];
      if (field === undefined) return whole;
      const picked = asked[field];
      const meant = read(field, value);
      if (picked !== null && picked !== meant) {
        flags.push({ field, flag: whole.trim(), typed: value, picked: String(picked) });
      }
      Object.assign(typed, { [field]: meant });
      return '';
    })
    .trim();
  typed.prompt = prompt;
  if (flags.length === 0) return { kind: 'settled', asked: typed };
  return { kind: 'conflict', flags, pickers: { ...asked, prompt }, typed };
}
