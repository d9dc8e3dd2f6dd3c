// The runs and pictures that the scenes are made of.
import { commandError } from '../backend';
import type { CommandError, PictureView, Run, RunCall } from '../generated';
import type { Builder } from './build';
import { SUBJECTS, type Subject } from './drawn';

const CNY = (micros: number): { micros: number; currency: string } => ({ micros, currency: 'CNY' });

const SIZES: readonly (readonly [number, number, string])[] = [
  [2528, 1696, '3:2'],
  [2048, 2048, '1:1'],
  [1696, 2528, '2:3'],
  [2752, 1536, '16:9'],
  [2400, 1792, '4:3'],
  [1536, 2752, '9:16'],
];

function done(
  b: Builder,
  subject: Subject,
  prompt: string,
  model: string,
  size: readonly [number, number, string?],
  tint = 0,
): RunCall {
  const picture = b.picture({ subject, prompt, model, width: size[0], height: size[1], tint });
  return b.call({ state: 'done', saved: [picture] });
}

const MODERATION: CommandError = commandError('provider-moderation', {
  detail: 'Your request was rejected as a result of our safety system.',
});

/** The three runs of the design: one works, one has a failure, one is done. */
export function autumnRuns(b: Builder): Run[] {
  const steam = 'Steam curling into the shape of a banana leaf, morning light, 35 mm';
  const cat = 'Put the cat from @1 in the cockpit of @2, same light';
  const garden = '秋日花园，工笔风格，留白';
  const pro = 'nano-banana-2';
  const gpt = 'gpt-image-1';
  const flux = 'flux-kontext-pro';
  return [
    b.run({
      prompt: steam,
      model: pro,
      ratio: '16:9',
      size: '2K',
      each: CNY(120_000),
      minutesAgo: 1,
      calls: [
        done(b, 'coffee', steam, pro, [2752, 1536]),
        done(b, 'coffee', steam, pro, [2752, 1536], 1),
        done(b, 'coffee', steam, pro, [2528, 1696], 2),
        b.call({
          state: 'receiving',
          progress: { kind: 'receiving', received: 5_480_000, total: 8_700_000 },
          forMs: 14_000,
        }),
      ],
    }),
    b.run({
      prompt: cat,
      model: gpt,
      ratio: '3:2',
      quality: 'high',
      each: CNY(510_000),
      minutesAgo: 9,
      tookMs: 41_000,
      references: [b.sent('chelsea.png', 'cat'), b.sent('cockpit.jpg', 'rocket')],
      calls: [
        done(b, 'cat', cat, gpt, [1536, 1024]),
        done(b, 'astronaut', cat, gpt, [1024, 1024]),
        b.call({ state: 'failed', error: MODERATION, answered: true }),
        done(b, 'rocket', cat, gpt, [1536, 1024]),
      ],
    }),
    b.run({
      prompt: garden,
      model: flux,
      ratio: '3:2',
      each: CNY(200_000),
      minutesAgo: 34,
      tookMs: 9_000,
      expected: [1248, 832],
      calls: [
        done(b, 'dahlia', garden, flux, [1248, 832]),
        done(b, 'dahlia-violet', garden, flux, [1248, 832]),
        done(b, 'dahlia', garden, flux, [1248, 832], 2),
        done(b, 'pagoda', garden, flux, [832, 832]),
      ],
    }),
  ];
}

/** One run with a tile in each state. */
export function everyState(b: Builder): Run {
  const prompt = 'A lighthouse in a storm, long exposure';
  return b.run({
    prompt,
    model: 'nano-banana-2',
    ratio: '3:2',
    size: '2K',
    calls: [
      done(b, 'lighthouse', prompt, 'nano-banana-2', [2528, 1696]),
      b.call({ state: 'queued' }),
      b.call({
        state: 'sending',
        progress: { kind: 'uploading', sent: 1_900_000, total: 4_700_000 },
        forMs: 2_000,
      }),
      b.call({ state: 'waiting', forMs: 23_000 }),
      b.call({ state: 'waiting', progress: { kind: 'task', percent: 35 }, forMs: 72_000 }),
      b.call({
        state: 'waiting',
        progress: { kind: 'backing-off', wait_ms: 12_000 },
        forMs: 1_000,
      }),
      b.call({
        state: 'receiving',
        progress: { kind: 'receiving', received: 2_100_000, total: null },
        forMs: 5_000,
      }),
      b.call({ state: 'saving', forMs: 300 }),
      b.call({ state: 'cancelled', error: commandError('stopped-waiting', { charged: 'maybe' }) }),
    ],
  });
}

/** Failures of several kinds. */
export function failedCalls(b: Builder): Run[] {
  const prompt = 'A glass house on a cliff, late light';
  const fails = (error: CommandError, kept = false, answered = false): RunCall =>
    b.call({ state: 'failed', error, kept, answered });
  return [
    b.run({
      prompt,
      model: 'nano-banana-2',
      ratio: '3:2',
      size: '2K',
      tookMs: 12_000,
      calls: [
        fails(MODERATION, false, true),
        fails(commandError('provider-quota', { detail: '余额不足' }), false, true),
        fails(commandError('provider-busy', { retryAfterMs: 40_000 })),
        fails(commandError('provider-unreachable', { detail: 'connection refused' })),
      ],
    }),
    b.run({
      prompt,
      model: 'nano-banana-2',
      ratio: '16:9',
      size: '2K',
      minutesAgo: 4,
      tookMs: 31_000,
      calls: [
        fails(commandError('provider-auth', { detail: 'Invalid token' }), false, true),
        fails(
          commandError('save-failed', { charged: 'likely', detail: 'No space left' }),
          true,
          true,
        ),
        fails(commandError('answer-without-picture', { charged: 'likely' }), false, true),
        done(b, 'ridges', prompt, 'nano-banana-2', [2752, 1536]),
      ],
    }),
  ];
}

/** A call that may have been charged. */
export function unknownCalls(b: Builder): Run {
  const prompt = 'Three bananas on a blue cloth, still life';
  return b.run({
    prompt,
    model: 'nano-banana-2',
    ratio: '3:2',
    size: '2K',
    minutesAgo: 3,
    tookMs: 130_000,
    each: CNY(120_000),
    calls: [
      done(b, 'bananas', prompt, 'nano-banana-2', [2528, 1696]),
      b.call({ state: 'unknown', error: commandError('answer-lost', { charged: 'maybe' }) }),
    ],
  });
}

const PROMPTS: Record<Subject, string> = {
  coffee: 'Espresso on an oak table, steam, 35 mm',
  dahlia: 'Dahlia in full bloom, teal leaves',
  'dahlia-violet': 'Violet dahlia, ink wash',
  cat: 'Portrait of a tabby cat, soft window light',
  rocket: 'Rocket on the pad at dusk',
  pagoda: '昆明湖畔的塔，夏日',
  stars: 'Deep field, a thousand galaxies',
  ridges: 'Ridges at dawn, layers of mist',
  dunes: 'A caravan on orange dunes',
  bananas: 'Bananas and a vase, blue wall',
  lighthouse: 'Lighthouse at night, beam over the sea',
  astronaut: 'Astronaut smiling, orange suit',
};

/** So many runs of so many pictures each, all done. */
export function manyRuns(b: Builder, runs: number, each: number): Run[] {
  return Array.from({ length: runs }, (_, at) => {
    const subject = SUBJECTS[at % SUBJECTS.length] ?? 'coffee';
    const size = SIZES[at % SIZES.length] ?? ([2528, 1696, '3:2'] as const);
    const prompt = PROMPTS[subject];
    return b.run({
      prompt,
      model: 'nano-banana-2',
      ratio: size[2],
      size: '2K',
      minutesAgo: at * 7 + 1,
      tookMs: 14_200,
      each: CNY(120_000),
      calls: Array.from({ length: each }, (_unused, tint) =>
        done(b, subject, prompt, 'nano-banana-2', size, tint % 4),
      ),
    });
  });
}

/** Pictures of many days, oldest first in their numbers, newest first in the answer. */
export function manyPictures(b: Builder, count: number, now: number): PictureView[] {
  const pictures = Array.from({ length: count }, (_, at) => {
    const subject = SUBJECTS[(at * 5 + Math.floor(at / 11)) % SUBJECTS.length] ?? 'coffee';
    const [width, height] = SIZES[(at * 7) % SIZES.length] ?? [2528, 1696];
    const age = (count - at) * 53 * 60_000;
    const createdAt = new Date(now - age).toISOString();
    return b.picture({ subject, width, height, prompt: PROMPTS[subject], tint: at % 3, createdAt });
  });
  return pictures.reverse();
}
