// The films that the scenes of Video are made of.
import { commandError } from '../backend';
import type { Film, HeldReference } from '../generated';
import type { Builder } from './build';
import { hashOf, type Subject } from './drawn';
import type { Scene } from './scenes';
import { EMPTY_FILM, FILM_MODELS, filmPixels, RELAY } from './world';

const PRO = 'doubao-seedance-1-0-pro-250528';
const LATER = 'doubao-seedance-2-0-260128';
const CNY = (micros: number): { micros: number; currency: string } => ({ micros, currency: 'CNY' });

interface Made extends Partial<Film> {
  prompt: string;
  secondsAgo: number;
}

function film(b: Builder, now: number, made: Made): Film {
  const { secondsAgo, ...given } = made;
  const model = given.model ?? PRO;
  const resolution = given.resolution ?? '1080p';
  return {
    ...EMPTY_FILM,
    firstFrame: null,
    lastFrame: null,
    references: [],
    id: b.id('film'),
    createdAt: new Date(now - secondsAgo * 1000).toISOString(),
    model,
    modelName: FILM_MODELS.find(({ id }) => id === model)?.name ?? model,
    resolution,
    ratio: '16:9',
    duration: 5,
    provider: RELAY.id,
    providerName: RELAY.name,
    demo: false,
    state: 'done',
    sinceMs: now - secondsAgo * 1000,
    progress: null,
    asked: 0,
    warning: null,
    task: `cgt-20261122-n6k${String(b.next())}`,
    canCancel: false,
    canFollow: false,
    error: null,
    expected: filmPixels(model, resolution, given.ratio ?? '16:9'),
    tokens: null,
    cost: null,
    tookMs: null,
    saved: null,
    ...given,
  };
}

/** A film that is there. */
function saved(
  b: Builder,
  now: number,
  subject: Subject,
  made: Made,
  lastFrame: NonNullable<Film['saved']>['lastFrame']['kind'] = 'kept',
): Film {
  const one = film(b, now, made);
  const [width, height] = one.expected ?? [1920, 1088];
  const prompt = one.prompt;
  const picture = {
    ...b.picture({ subject, width, height, prompt, model: one.model, format: 'mp4' }),
    createdAt: one.createdAt,
    bytes: 4_200_000,
    durationMs: 5_000,
    film: one.id,
  };
  const hash = hashOf({ subject, width, height, tint: 1, number: 0 });
  return {
    ...one,
    tookMs: 39_000,
    tokens: 108_900,
    cost: CNY(1_630_000),
    saved: {
      picture,
      durationMs: 5_000,
      poster: hash,
      lastFrame: lastFrame === 'kept' ? { kind: 'kept', hash } : { kind: lastFrame },
    },
  };
}

function put(scene: Scene, films: Film[], held: HeldReference[], board: object): void {
  const { snapshot } = scene;
  snapshot.films.page.films = films;
  snapshot.films.storyboard = {
    composition: { ...EMPTY_FILM, model: PRO, ...board },
    held,
  };
}

/** As in the design: a film that goes on, one that is there, two frames on the storyboard. */
export function designFilms(b: Builder, scene: Scene): void {
  const now = Date.now();
  const first = b.held('china.jpg', 'pagoda', 1600, 900);
  const last = b.held('hubble.jpg', 'stars', 1600, 900);
  const petals = {
    prompt: 'The petals open, the camera drifts left, dusk falls',
    secondsAgo: 600,
    firstFrame: b.sent('dahlia.jpg', 'dahlia'),
    lastFrame: b.sent('violet.jpg', 'dahlia-violet'),
  };
  const films = [
    film(b, now, {
      prompt: '侦探走进昏暗的房间，镜头推近桌面',
      secondsAgo: 75,
      sinceMs: now - 72_000,
      resolution: '720p',
      state: 'running',
      asked: 9,
    }),
    saved(b, now, 'dahlia', petals),
  ];
  put(scene, films, [first, last], {
    prompt: 'Day turns to night over the pavilion; stars come out and mirror in the lake',
    firstFrame: first.id,
    lastFrame: last.id,
    resolution: '1080p',
  });
}

/** One film in each state. */
export function filmStates(b: Builder, scene: Scene): void {
  const now = Date.now();
  const prompt = 'A caravan crosses orange dunes, evening wind';
  const at = (secondsAgo: number, given: Partial<Film>): Film =>
    film(b, now, { prompt, secondsAgo, resolution: '720p', ...given });
  const films = [
    at(1, { state: 'sending', task: null }),
    at(14, { state: 'queued', canCancel: true, asked: 2 }),
    at(240, { state: 'running', asked: 18, warning: 'warming_up' }),
    at(300, {
      state: 'downloading',
      progress: { kind: 'receiving', received: 2_600_000, total: 4_200_000 },
    }),
    at(400, {
      state: 'failed',
      error: commandError('provider-moderation', {
        detail: 'OutputVideoSensitiveContentDetected',
      }),
    }),
    at(500, { state: 'failed', task: null, error: commandError('provider-unreachable') }),
    at(600, { state: 'cancelled' }),
    at(700, {
      state: 'left',
      canFollow: true,
      error: commandError('stopped-waiting', { charged: 'maybe' }),
    }),
    at(800, {
      state: 'unknown',
      task: null,
      error: commandError('answer-lost', { charged: 'maybe' }),
    }),
    saved(b, now, 'dunes', { prompt, secondsAgo: 900, model: LATER, audio: true }, 'not-given'),
  ];
  put(scene, films, [], { prompt });
}

/** References instead of frames, one of them outside the limits. */
export function referencesBoard(b: Builder, scene: Scene): void {
  const held = [
    b.held('astronaut.png', 'astronaut'),
    b.held('strip.png', 'ridges', 4000, 900),
    b.held('pagoda.jpg', 'pagoda'),
  ];
  put(scene, [], held, {
    model: LATER,
    prompt: 'The astronaut walks along the lake --ratio 9:16',
    ratio: '16:9',
    resolution: '720p',
    duration: 8,
    references: held.map(({ id }) => id),
  });
}
