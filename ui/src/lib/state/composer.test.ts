import fc from 'fast-check';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { commandError } from '$lib/backend/backend';
import { createFake, type FakeBackend } from '$lib/backend/fake';
import { aRun } from '$lib/runs/testing';
import { CHOICE_FIELDS, fitted, NO_CHOICES, type Choices } from './composer/choices';
import { KEEP_AFTER, KEEP_WITHIN } from './composer/keeping';
import { mentionsOf } from './composer/mentions';
import { pixelsOf } from './composer/models';
import { reference } from './composer/testing';
import { Composer } from './composer.svelte';
import { Studio } from './studio.svelte';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const count = (fake: FakeBackend, name: string): number =>
  fake.heard.filter((one) => one.name === name).length;

async function opened(scene: 'runs' | 'empty' = 'runs') {
  const fake = createFake({ scene });
  const studio = new Studio(fake);
  await studio.start();
  const composer = new Composer(fake, studio);
  if (studio.opened !== null) composer.open(studio.opened.composition, studio.opened.held);
  return { fake, studio, composer };
}

test('every choice of every model has a place at every other model', async () => {
  const { composer } = await opened();
  for (const from of composer.models) {
    for (const to of composer.models) {
      for (const ratio of [null, ...from.ratios]) {
        for (const size of [null, ...from.sizes]) {
          const set: Choices = {
            ...NO_CHOICES,
            ratio,
            size,
            quality: from.qualities.at(-1) ?? null,
            background: from.backgrounds.at(-1) ?? null,
            format: from.formats.at(-1) ?? null,
          };
          const { choices, moved } = fitted(set, to);
          const why = `${from.id} → ${to.id} ${String(ratio)} ${String(size)}`;
          expect(choices.ratio === null || to.ratios.includes(choices.ratio), why).toBe(true);
          expect(choices.size === null || to.sizes.includes(choices.size), why).toBe(true);
          expect(choices.quality === null || to.qualities.includes(choices.quality), why).toBe(
            true,
          );
          expect(choices.format === null || to.formats.includes(choices.format), why).toBe(true);
          // A ratio that was set stays set wherever the model has ratios at all.
          expect(ratio !== null && choices.ratio === null && to.ratios.length > 0, why).toBe(false);
          const told = CHOICE_FIELDS.filter((field) => set[field] !== choices[field]);
          expect(
            moved.map((move) => move.field),
            why,
          ).toEqual(told);
          expect(fitted(choices, to).moved, why).toEqual([]);
        }
      }
    }
  }
});

test('the pixels that will come are those of the catalogue', async () => {
  const { composer } = await opened();
  composer.chooseModel('nano-banana-2');
  composer.choose('ratio', '16:9');
  composer.choose('size', '2K');
  expect(composer.pixels).toEqual([2752, 1536]);
  composer.choose('ratio', null);
  expect(composer.pixels).toBeNull();
  expect(pixelsOf(null, '16:9', '1536x1024')).toEqual([1536, 1024]);
});

test('whatever is moved or removed, a mention means the picture it meant', async () => {
  const { composer } = await opened();
  const step = fc.oneof(
    fc.record({ move: fc.tuple(fc.nat(5), fc.nat(5)) }),
    fc.record({ remove: fc.nat(5) }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 8 }), (steps) => {
      const pictures = ['a', 'b', 'c', 'd', 'e'].map((id) => reference(id));
      composer.references = pictures;
      composer.prompt = '@1 beside @2, @3 behind @4 and @5';
      const gone = new Set<string>();
      for (const one of steps) {
        if ('move' in one) composer.move(one.move[0], one.move[1]);
        else {
          const id = composer.references[one.remove]?.id;
          if (id !== undefined) {
            gone.add(id);
            composer.remove(id);
          }
        }
      }
      const means = mentionsOf(composer.prompt).map(
        ({ number }) => composer.references[number - 1]?.id,
      );
      expect(means).toEqual(['a', 'b', 'c', 'd', 'e'].map((id) => (gone.has(id) ? undefined : id)));
    }),
  );
});

test('a mention whose picture was removed stays broken when another picture comes', async () => {
  const { composer } = await opened();
  composer.type('put @3 on @1');
  composer.remove(composer.references[2]?.id ?? '');
  composer.hold({ references: [reference('new')], refused: [] });
  // Core refuses it: no reference has the number 0.
  expect(composer.prompt).toBe('put @0 on @1');
  expect(composer.references.map(({ id }) => id)).toContain('new');
});

test('of several models those that take the mask get it, and the others are named', async () => {
  const { composer, fake, studio } = await opened();
  composer.chooseModel('nano-banana-2');
  composer.toggleModel('gpt-image-1');
  composer.setMask(reference('mask', { alpha: true }));
  expect(composer.maskIdle).toBeNull();
  expect(composer.maskless.map(({ id }) => id)).toEqual(['nano-banana-2']);
  await composer.submit();
  const sent = fake.heard.find((one) => one.name === 'startRun')?.request;
  expect(sent).toMatchObject({ mask: 'mask' });
  const runs = studio.state?.runs.slice(0, 2) ?? [];
  expect(new Set(runs.map(({ group }) => group)).size).toBe(1);
});

test('an order by pointer carries the mentions along', async () => {
  const { composer } = await opened();
  const [coffee, flower, china] = composer.references.map((one) => one.id);
  composer.type('@1, @2, @3');
  composer.reorder([china ?? '', coffee ?? '', flower ?? '']);
  expect(composer.prompt).toBe('@2, @3, @1');
});

test('two presses are one run', async () => {
  const { composer, fake } = await opened();
  const both = await Promise.all([composer.submit(), composer.submit()]);
  expect(both).toEqual([true, false]);
  expect(count(fake, 'startRun')).toBe(1);
});

test('a refusal stands at its field until that field is changed', async () => {
  const { composer } = await opened();
  composer.type('  ');
  expect(await composer.submit()).toBe(false);
  expect(composer.refusals['prompt']?.code).toBe('prompt-empty');
  composer.chooseCount(2);
  expect(composer.refusals['prompt']?.code).toBe('prompt-empty');
  composer.type('a fox');
  expect(composer.refusals).toEqual({});
});

test('one picture too many is counted, refused by core, and forgiven when it goes', async () => {
  const { composer } = await opened();
  composer.chooseModel('flux-kontext-pro');
  expect([composer.limit, composer.overLimit]).toEqual([1, true]);
  await composer.submit();
  expect(composer.refusals['references']?.code).toBe('too-many-references');
  composer.remove(composer.references[2]?.id ?? '');
  expect(composer.refusals['references']).toBeUndefined();
});

test('a refusal about nothing here stands by the button', async () => {
  const { composer, fake } = await opened();
  fake.startRun = () => {
    throw Object.assign(new Error(), commandError('library-full', { field: 'library' }));
  };
  await composer.submit();
  expect(composer.refusals['']?.code).toBe('library-full');
});

test('a mask that the model does not take is kept, not sent', async () => {
  const { composer, fake } = await opened();
  composer.chooseModel('gpt-image-1');
  composer.setMask(reference('mask', { alpha: true }));
  composer.chooseModel('nano-banana-2');
  expect(composer.maskIdle).toBe('model');
  await composer.submit();
  const sent = fake.heard.find((one) => one.name === 'startRun')?.request;
  expect(sent).toMatchObject({ mask: null });
  composer.chooseModel('gpt-image-1');
  expect(composer.mask?.id).toBe('mask');
});

test('a picture of the tray that becomes the mask leaves the tray, the first stays', async () => {
  const { composer } = await opened();
  composer.type('@1 and @3');
  composer.useAsMask(composer.references[1]?.id ?? '');
  expect(composer.references).toHaveLength(2);
  expect(composer.prompt).toBe('@1 and @2');
  composer.useAsMask(composer.references[0]?.id ?? '');
  expect(composer.references).toHaveLength(2);
  expect(composer.mask?.id).toBe(composer.references[0]?.id);
});

test('what changes is kept once, a moment later, or at once when the page goes', async () => {
  const { composer, fake } = await opened();
  composer.type('a');
  composer.type('a fox');
  vi.advanceTimersByTime(KEEP_AFTER - 1);
  expect(count(fake, 'keepComposition')).toBe(0);
  vi.advanceTimersByTime(1);
  expect(count(fake, 'keepComposition')).toBe(1);
  composer.chooseCount(3);
  composer.keep();
  expect(fake.heard.at(-1)?.request).toMatchObject({ prompt: 'a fox', count: 3 });
  vi.advanceTimersByTime(KEEP_AFTER);
  expect(count(fake, 'keepComposition')).toBe(2);
});

test('typing without a pause is kept all the same', async () => {
  const { composer, fake } = await opened();
  for (let typed = 0; typed <= KEEP_WITHIN; typed += 200) {
    composer.type('a'.repeat(typed / 200 + 1));
    vi.advanceTimersByTime(200);
  }
  expect(count(fake, 'keepComposition')).toBe(1);
});

test('what was kept comes back', async () => {
  const { composer, studio } = await opened();
  composer.choose('ratio', '1:1');
  const kept = composer.composition();
  const other = new Composer(createFake(), studio);
  other.open(kept, composer.references);
  expect(other.composition()).toEqual(kept);
});

test('earlier prompts are walked, and the draft is never lost', async () => {
  const { composer } = await opened();
  composer.type('my draft');
  expect(await composer.walk('newer')).toBe(false);
  await composer.walk('older');
  const newest = composer.prompt;
  expect(newest).not.toBe('my draft');
  await composer.walk('older');
  expect(composer.prompt).not.toBe(newest);
  await composer.walk('newer');
  expect(composer.prompt).toBe(newest);
  await composer.walk('newer');
  expect(composer.prompt).toBe('my draft');
});

test('a run is recalled with its settings and its references', async () => {
  const { composer } = await opened();
  const hash = 'c'.repeat(64);
  const refused = await composer.recall(
    aRun({
      prompt: 'again @1',
      model: 'gpt-image-1',
      ratio: '3:2',
      quality: 'high',
      references: [{ hash, name: 'cat.png' }],
    }),
  );
  expect(refused).toEqual([]);
  expect(composer.composition()).toMatchObject({
    prompt: 'again @1',
    model: 'gpt-image-1',
    ratio: '3:2',
    size: null,
    quality: 'high',
    references: [`held-${hash}`],
  });
});

test('a run without its first reference is recalled without its mask, and mentions keep theirs', async () => {
  const { composer, fake } = await opened();
  const [lost, cat, dog, mask] = ['a', 'b', 'c', 'd'].map((letter) => letter.repeat(64));
  const all = fake.holdSent.bind(fake);
  fake.holdSent = async ({ hashes }) => {
    const answer = await all({ hashes: hashes.filter((hash) => hash !== lost) });
    return {
      ...answer,
      refused: hashes.includes(lost ?? '') ? [commandError('file-missing')] : [],
    };
  };
  const references = [lost, cat, dog].map((hash) => ({ hash: hash ?? '', name: 'x.png' }));
  const given = { prompt: '@1 by @2 and @3', references, mask: { hash: mask ?? '', name: 'm' } };
  expect(await composer.recall(aRun(given))).toHaveLength(1);
  expect(composer.prompt).toBe('@0 by @1 and @2');
  expect(composer.references.map(({ id }) => id)).toEqual([`held-${cat}`, `held-${dog}`]);
  expect([composer.mask, composer.lost]).toEqual([null, ['references', 'mask']]);
});

test('what was kept and is not held any more is told, and its mask goes with it', async () => {
  const { composer, studio } = await opened();
  composer.type('@1, @2');
  composer.setMask(reference('mask'));
  const other = new Composer(createFake(), studio);
  other.open(composer.composition(), [...composer.references.slice(1), reference('mask')]);
  expect([other.prompt, other.mask, other.lost]).toEqual(['@0, @1', null, ['references', 'mask']]);
});

test('the mask goes when its picture is not the first any more, and that is told', async () => {
  const { composer } = await opened();
  composer.setMask(reference('mask'));
  composer.move(1, 2);
  expect([composer.mask?.id, composer.lost]).toEqual(['mask', []]);
  composer.move(0, 1);
  expect([composer.mask, composer.lost]).toEqual([null, ['mask']]);
  composer.noticed();
  expect(composer.lost).toEqual([]);
});

test('the same picture twice is one reference', async () => {
  const { composer } = await opened();
  const [first] = composer.references;
  composer.hold({ references: first ? [first, reference('new')] : [], refused: [] });
  expect(composer.references).toHaveLength(4);
});

test('the price is the user’s own, times the number of pictures', async () => {
  const { composer } = await opened();
  const each = composer.price?.micros ?? 0;
  composer.chooseCount(1);
  expect(composer.price?.micros).toBe(each / 4);
  composer.chooseModel('nobody-knows');
  expect([composer.price, composer.card, composer.limit]).toEqual([null, null, null]);
});
