// The situations that the window can be opened in without a backend: `?scene=runs`. Each is a
// snapshot and what lies in the library; what happens after is the fake's.
import { commandError } from '../backend';
import type {
  BoardView,
  HeldReference,
  PictureId,
  PictureView,
  Snapshot,
  VerifyFinding,
} from '../generated';
import { Builder } from './build';
import { CHAT_SCENES, makeChatScene, type ChatScene } from './chat/scenes';
import { Talks } from './chat/talks';
import {
  autumnRuns,
  everyState,
  failedCalls,
  manyPictures,
  manyRuns,
  unknownCalls,
} from './moments';
import { BOARDS, curated } from './curated';
import { columns, continuedRuns, curableRuns, draftedRuns } from './ways';
import { designFilms, filmStates, referencesBoard } from './filmScenes';
import { DEMO, freshSnapshot, RELAY } from './world';

/** The situations' names. */
export const SCENES = [
  'first-run',
  'empty',
  'demo',
  'runs',
  'working',
  'failed',
  'unknown',
  'forty',
  'library',
  'library-100k',
  'no-key',
  'session-key',
  'library-missing',
  'library-read-only',
  'offline',
  'closing',
  'routes',
  'drafts',
  'columns',
  'continued',
  'video',
  'video-empty',
  'video-states',
  'video-references',
  'video-codec',
  'dead',
  'silent',
  'chat',
  'chat-empty',
  'chat-tools',
  'chat-json',
  'chat-search',
  'chat-cut',
  'chat-failed',
  'chat-branches',
  'chat-long',
] as const;

/** A situation's name. */
export type SceneName = (typeof SCENES)[number];

/** What the fake begins with. */
export interface Scene {
  snapshot: Snapshot;
  /** Pictures that no run on the screen shows, newest first. */
  older: PictureView[];
  /** More of them, made when somebody looks at the library. */
  later: (() => PictureView[]) | null;
  boards: BoardView[];
  /** Tags of pictures, and the boards they lie on. */
  tagged: Map<PictureId, string[]>;
  laid: Map<PictureId, string[]>;
  /** Pictures in the trash. */
  trashed: PictureId[];
  /** What lies in the folder and does not belong together: a check finds it. */
  strays: VerifyFinding[];
  builder: Builder;
  /** Every call fails: nothing can be reached. */
  offline: boolean;
  /** The backend refuses the snapshot, or never answers it. */
  trouble: 'none' | 'refuses' | 'silent';
  /** Conversations. */
  talks: Talks;
  /** What drafts show, by `<call>-<number>`. */
  drafts: Map<string, string>;
  /** What models said beside pictures. */
  words: Map<string, string>;
  /** This system can play the films. */
  codec: boolean;
  /** So many runs go on and the window is asked to close. */
  closing: number | null;
}

function composed(snapshot: Snapshot, b: Builder): void {
  const held: HeldReference[] = [
    b.held('coffee.png', 'coffee'),
    b.held('flower.jpg', 'dahlia'),
    b.held('china.jpg', 'pagoda'),
  ];
  snapshot.held = held;
  snapshot.composition = {
    ...snapshot.composition,
    prompt:
      'Serve @1 on the terrace of @3, petals of @2 drifting across the table, soft autumn haze',
    model: 'nano-banana-2',
    ratio: '16:9',
    size: '2K',
    count: 4,
    references: held.map((reference) => reference.id),
  };
}

/** Makes a situation. `runs` is how many `forty` has: for measuring. */
export function makeScene(name: SceneName, now: number, runs = 10): Scene {
  const builder = new Builder(now);
  const snapshot = freshSnapshot();
  const scene: Scene = {
    snapshot,
    older: [],
    later: null,
    boards: [],
    tagged: new Map(),
    laid: new Map(),
    trashed: [],
    strays: [],
    builder,
    offline: false,
    trouble: 'none',
    talks: new Talks(),
    drafts: new Map(),
    words: new Map(),
    codec: true,
    closing: null,
  };
  if (name !== 'first-run') {
    snapshot.providers = { providers: [{ ...RELAY }, { ...DEMO }], current: RELAY.id };
  }
  const change: Record<Exclude<SceneName, ChatScene>, () => void> = {
    'first-run': () => undefined,
    empty: () => undefined,
    demo: () => {
      snapshot.providers = { providers: [{ ...DEMO }], current: DEMO.id };
    },
    runs: () => {
      snapshot.runs = autumnRuns(builder);
      composed(snapshot, builder);
    },
    working: () => {
      snapshot.runs = [everyState(builder), ...autumnRuns(builder).slice(1)];
    },
    failed: () => {
      snapshot.runs = failedCalls(builder);
    },
    unknown: () => {
      snapshot.runs = [unknownCalls(builder), ...manyRuns(builder, 2, 4)];
    },
    forty: () => {
      snapshot.runs = manyRuns(builder, runs, 4);
      composed(snapshot, builder);
    },
    library: () => {
      scene.older = manyPictures(builder, 3_000, now);
      curated(scene);
    },
    'library-100k': () => {
      scene.later = () => manyPictures(builder, 100_000, now);
      scene.boards = BOARDS;
      snapshot.library.pictures = 100_000;
    },
    'no-key': () => {
      snapshot.providers = { providers: [{ ...RELAY, key: 'missing' }], current: RELAY.id };
    },
    'session-key': () => {
      snapshot.providers = { providers: [{ ...RELAY, key: 'session' }], current: RELAY.id };
      snapshot.runs = manyRuns(builder, 2, 4);
    },
    'library-missing': () => {
      snapshot.runs = manyRuns(builder, 2, 4);
      const folder = '/media/photos/Musa';
      const error = commandError('library-missing', { args: { path: folder } });
      snapshot.library = { ...snapshot.library, folder, default: false, error };
    },
    'library-read-only': () => {
      snapshot.runs = manyRuns(builder, 2, 4);
      const folder = '/media/photos/Musa';
      const error = commandError('library-read-only', { args: { path: folder } });
      snapshot.library = { ...snapshot.library, folder, default: false, error };
    },
    offline: () => {
      scene.offline = true;
      const unreachable = commandError('provider-unreachable', {
        detail: 'network is unreachable',
      });
      const prompt = 'A harbour at night, neon on wet stone';
      snapshot.runs = [
        builder.run({
          prompt,
          model: 'nano-banana-2',
          ratio: '3:2',
          size: '2K',
          tookMs: 1_200,
          calls: [
            builder.call({ state: 'failed', error: unreachable }),
            builder.call({ state: 'failed', error: unreachable }),
          ],
        }),
        ...manyRuns(builder, 2, 4),
      ];
    },
    closing: () => {
      snapshot.runs = autumnRuns(builder);
      scene.closing = 1;
    },
    routes: () => {
      snapshot.runs = curableRuns(builder);
    },
    drafts: () => {
      snapshot.runs = [...draftedRuns(builder, scene), ...manyRuns(builder, 2, 4)];
    },
    columns: () => {
      snapshot.runs = [...columns(builder), ...manyRuns(builder, 2, 4)];
      composed(snapshot, builder);
      Object.assign(snapshot.composition, {
        ratio: '3:2',
        size: null,
        count: 2,
        also: ['gpt-image-1', 'gpt-image-2'],
      });
    },
    continued: () => {
      snapshot.runs = continuedRuns(builder, scene);
    },
    video: () => designFilms(builder, scene),
    'video-empty': () => undefined,
    'video-states': () => filmStates(builder, scene),
    'video-references': () => referencesBoard(builder, scene),
    'video-codec': () => {
      designFilms(builder, scene);
      scene.codec = false;
    },
    dead: () => {
      scene.trouble = 'refuses';
    },
    silent: () => {
      scene.trouble = 'silent';
    },
  };
  if (isChatScene(name)) {
    snapshot.runs = manyRuns(builder, 2, 4);
    makeChatScene(name, scene.talks, builder, now);
  } else change[name]();
  // Later pictures have larger numbers: the newest run was built first.
  for (const run of snapshot.runs.toReversed()) {
    for (const picture of run.calls.flatMap((call) => call.saved)) {
      picture.seq = builder.next();
      picture.createdAt = run.createdAt;
    }
  }
  const shown = snapshot.runs.flatMap((run) => run.calls).flatMap((call) => call.saved);
  const filmed = snapshot.films.page.films.filter(({ saved }) => saved !== null);
  if (scene.later === null) {
    snapshot.library.pictures =
      shown.length + filmed.length + scene.older.length - scene.trashed.length;
  }
  return scene;
}

function isChatScene(name: SceneName): name is ChatScene {
  return (CHAT_SCENES as readonly string[]).includes(name);
}

/** Whether a word names a situation. */
export function isScene(word: string): word is SceneName {
  return (SCENES as readonly string[]).includes(word);
}
