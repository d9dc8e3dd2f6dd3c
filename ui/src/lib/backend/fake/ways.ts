// The runs of the scenes about the ways a picture can come: other endpoints, drafts, edits that go
// on, several models at once, a drawing of lines.
import { commandError } from '../backend';
import type { Run } from '../generated';
import type { Builder } from './build';
import { hashOf, type Subject } from './drawn';
import type { Scene } from './scenes';

const CNY = (micros: number): { micros: number; currency: string } => ({ micros, currency: 'CNY' });

/** Failures that another endpoint may cure, and pictures in another shape than was asked for. */
export function curableRuns(b: Builder): Run[] {
  const prompt = 'A glass house on a cliff, late light';
  const without = commandError('answer-without-picture', {
    charged: 'likely',
    detail: 'I can describe this house for you, but I cannot draw it.',
  });
  const invalid = commandError('provider-invalid', { detail: 'Unsupported endpoint for model' });
  const shaped = 'Steam over a cup of coffee, wide';
  const cures = ['gemini', 'chat'] as const;
  return [
    b.run({
      prompt,
      model: 'nano-banana-2',
      ratio: '3:2',
      size: '2K',
      tookMs: 12_000,
      each: CNY(120_000),
      calls: [
        b.call({ state: 'failed', error: invalid, answered: true, cures }),
        b.call({ state: 'failed', error: without, answered: true, cures }),
      ],
    }),
    b.run({
      prompt: shaped,
      model: 'nano-banana-2',
      ratio: '16:9',
      size: '2K',
      minutesAgo: 4,
      tookMs: 31_000,
      each: CNY(120_000),
      calls: [0, 1].map((tint) =>
        b.call({
          state: 'done',
          saved: [
            b.picture({ subject: 'coffee', width: 2528, height: 1696, prompt: shaped, tint }),
          ],
        }),
      ),
    }),
    drawnOfLines(b),
  ];
}

/** A drawing of lines, which is kept as it came and shown as a picture. */
function drawnOfLines(b: Builder): Run {
  const prompt = 'Line drawing of a lighthouse, one weight';
  const picture = b.picture({
    subject: 'lighthouse',
    width: 1024,
    height: 1024,
    prompt,
    model: 'recraftv3',
    format: 'svg',
  });
  picture.bytes = 48_200;
  return b.run({
    prompt,
    model: 'recraftv3',
    minutesAgo: 12,
    tookMs: 9_000,
    calls: [b.call({ state: 'done', saved: [picture] })],
  });
}

/** Pictures that show drafts on their way. */
export function draftedRuns(b: Builder, scene: Scene): Run[] {
  const prompt = 'A caravan on orange dunes, evening';
  const calls = [0, 1].map((at) => {
    const call = b.call({ state: 'receiving', forMs: 9_000 + at * 4_000, draft: at + 1 });
    const drawn = {
      subject: 'dunes',
      width: 1536,
      height: 1024,
      tint: 2 + at,
      number: at,
    } as const;
    scene.drafts.set(`${call.id}-${String(at + 1)}`, hashOf(drawn));
    return call;
  });
  return [
    b.run({
      prompt,
      model: 'gpt-image-1',
      ratio: '3:2',
      quality: 'high',
      drafts: 3,
      calls: [...calls, b.call({ state: 'waiting', forMs: 9_000 })],
    }),
  ];
}

/** One prompt at three models, the newest run first: two have ended, one goes on. */
export function columns(b: Builder): Run[] {
  const prompt = 'Espresso on an oak table, steam in the morning light, 35 mm';
  const group = b.id('group');
  const one = (
    model: string,
    subject: Subject,
    given: {
      tints: readonly number[];
      size: [number, number];
      tookMs: number | null;
      micros: number;
    },
  ): Run => {
    const [width, height] = given.size;
    const done = given.tints.map((tint) =>
      b.call({
        state: 'done',
        saved: [b.picture({ subject, width, height, prompt, model, tint })],
      }),
    );
    const going = b.call({ state: 'waiting', forMs: 23_000 });
    return b.run({
      prompt,
      model,
      ratio: '3:2',
      group,
      tookMs: given.tookMs,
      each: CNY(given.micros),
      expected: given.size,
      calls: given.tookMs === null ? [...done, going] : done,
    });
  };
  const begun = [
    one('nano-banana-2', 'coffee', {
      tints: [0, 1],
      size: [1264, 848],
      tookMs: 14_200,
      micros: 120_000,
    }),
    one('gpt-image-1', 'coffee', { tints: [2], size: [1536, 1024], tookMs: null, micros: 510_000 }),
    one('flux-kontext-pro', 'coffee', {
      tints: [3, 0],
      size: [1248, 832],
      tookMs: 8_100,
      micros: 200_000,
    }),
  ];
  return begun.reverse();
}

/** Three turns of one edit, each with the words the model said beside it. */
export function continuedRuns(b: Builder, scene: Scene): Run[] {
  const turns: [string, Subject, number][] = [
    ['A dahlia in full bloom, teal leaves', 'dahlia', 0],
    ['Make the petals violet', 'dahlia-violet', 0],
    ['Now a softer light, and keep everything else', 'dahlia-violet', 1],
  ];
  let before: string | null = null;
  const runs = turns.map(([prompt, subject, tint], at) => {
    const model = 'gemini-3-pro-image-preview';
    const picture = b.picture({ subject, width: 1264, height: 848, prompt, model, tint });
    scene.words.set(picture.id, 'Here it is. I kept the leaves and the shape of every petal.');
    const run = b.run({
      prompt,
      model,
      ratio: '3:2',
      size: '1K',
      minutesAgo: 8 - at * 3,
      tookMs: 11_000 + at * 700,
      continues: before,
      usedRoute: 'gemini',
      calls: [b.call({ state: 'done', saved: [picture] })],
    });
    before = picture.id;
    return run;
  });
  scene.snapshot.composition = {
    ...scene.snapshot.composition,
    prompt: 'Let rain drops stand on the leaves',
    model: 'gemini-3-pro-image-preview',
    continues: before,
  };
  return runs.reverse();
}
