import { expect, test } from 'vitest';
import { createFake, type FakeBackend } from '$lib/backend/fake';
import { Composer } from '../composer.svelte';
import { Studio } from '../studio.svelte';
import { reference } from './testing';

async function opened(scene: 'runs' | 'empty' | 'continued' = 'empty') {
  const fake = createFake({ scene });
  const studio = new Studio(fake);
  await studio.start();
  const composer = new Composer(fake, studio);
  if (studio.opened !== null) composer.open(studio.opened.composition, studio.opened.held);
  return { fake, studio, composer };
}

const sent = (fake: FakeBackend): unknown =>
  fake.heard.findLast((one) => one.name === 'startRun')?.request;

test('another endpoint takes away what it has no field for, and says so', async () => {
  const { composer } = await opened();
  composer.chooseModel('gpt-image-1');
  composer.choose('quality', 'high');
  composer.chooseDrafts(2);
  composer.chooseRoute('chat');
  expect(composer.choices.quality).toBeNull();
  expect(composer.drafts).toBeNull();
  expect(composer.movedBy).toBe('route');
  expect(composer.moved).toEqual([
    { field: 'quality', from: 'high', to: null },
    { field: 'drafts', from: '2', to: null },
  ]);
});

test('what one added model moved is still told when the next is added', async () => {
  const { composer } = await opened();
  composer.chooseModel('nano-banana-2');
  composer.choose('ratio', '9:16');
  composer.choose('size', '2K');
  composer.toggleModel('gpt-image-1');
  const told = [
    { field: 'ratio', from: '9:16', to: '2:3' },
    { field: 'size', from: '2K', to: null },
  ];
  expect(composer.moved).toEqual(told);
  composer.toggleModel('gpt-image-2');
  expect(composer.moved).toEqual(told);
  composer.toggleModel('gpt-image-2');
  expect(composer.moved).toEqual(told);
});

test('a mask stays, but is not sent by an endpoint that takes none', async () => {
  const { fake, composer } = await opened('runs');
  composer.chooseModel('gpt-image-1');
  composer.setMask(reference('mask', { alpha: true }));
  expect(composer.usedRoute).toBe('edits');
  composer.chooseRoute('chat');
  expect(composer.maskIdle).toBe('route');
  await composer.submit();
  expect(sent(fake)).toMatchObject({ mask: null, route: 'chat' });
  composer.chooseRoute('automatic');
  expect(composer.maskIdle).toBeNull();
});

test('an endpoint that the next model does not speak becomes automatic again', async () => {
  const { composer } = await opened();
  composer.chooseModel('nano-banana-2');
  composer.chooseRoute('gemini');
  composer.chooseModel('gpt-image-1');
  expect(composer.route).toBe('automatic');
  expect(composer.moved).toContainEqual({ field: 'route', from: 'gemini', to: 'automatic' });
});

test('several models are sent together, at the most four, and the last one stays', async () => {
  const { fake, composer, studio } = await opened();
  composer.type('a red fox');
  composer.chooseModel('nano-banana-2');
  for (const id of ['gpt-image-1', 'flux-kontext-pro', 'gpt-image-2', 'dall-e-3']) {
    composer.toggleModel(id);
  }
  expect(composer.modelIds).toHaveLength(4);
  expect(composer.price).toBeNull();
  composer.toggleModel('gpt-image-2');
  expect(composer.price).toEqual({ micros: 830_000, currency: 'CNY' });
  expect(await composer.submit()).toBe(true);
  expect(sent(fake)).toMatchObject({
    model: 'nano-banana-2',
    also: ['gpt-image-1', 'flux-kontext-pro'],
  });
  const groups = new Set(studio.state?.runs.map((run) => run.group));
  expect(groups.size).toBe(1);
  composer.toggleModel('nano-banana-2');
  expect(composer.modelIds).toEqual(['gpt-image-1', 'flux-kontext-pro']);
  composer.chooseModel('dall-e-3');
  composer.toggleModel('dall-e-3');
  expect(composer.modelIds).toEqual(['dall-e-3']);
});

test('an edit goes on by Gemini with a model that speaks it, until it is taken off', async () => {
  const { fake, composer, studio } = await opened('continued');
  const picture = studio.state?.runs[0]?.calls[0]?.saved[0]?.id ?? '';
  expect(composer.continues).toBe(picture);
  composer.chooseModel('gpt-image-1');
  expect(composer.continues).toBeNull();
  expect(composer.lost).toEqual(['continues-model']);
  composer.continueEdit(picture, 'gpt-image-1');
  expect(composer.modelId).toBe('nano-banana');
  expect(composer.moved).toContainEqual({
    field: 'model',
    from: 'gpt-image-1',
    to: 'nano-banana',
  });
  composer.toggleModel('nano-banana-2');
  expect(composer.modelIds).toEqual(['nano-banana']);
  composer.type('in snow');
  await composer.submit();
  expect(sent(fake)).toMatchObject({ continues: picture, route: 'gemini' });
  expect(composer.continues).toBeNull();
  composer.type('and a bee');
  await composer.submit();
  expect(sent(fake)).toMatchObject({ continues: null, route: 'automatic' });
});

test('an edit that goes on sets prompt, references and mask aside, and they can be put back', async () => {
  const { composer } = await opened('continued');
  composer.stopContinuing();
  composer.chooseModel('nano-banana-2');
  composer.hold({ references: [reference('one'), reference('two')], refused: [] });
  composer.type('@1 beside @2');
  composer.setMask(reference('mask', { alpha: true }));
  const held = composer.references;
  const putBack = composer.continueEdit('other', 'nano-banana');
  expect(composer).toMatchObject({ prompt: '', references: [], mask: null, continues: 'other' });
  expect(composer.edits).toBe(true);
  expect(composer.continueEdit('other', 'nano-banana')).toBeNull();
  putBack?.();
  expect(composer).toMatchObject({
    prompt: '@1 beside @2',
    references: held,
    continues: null,
    modelId: 'nano-banana-2',
  });
  expect(composer.mask?.id).toBe(reference('mask').id);
});

test('a picture whose conversation is not kept is the first reference, and the only one', async () => {
  const { fake, composer } = await opened('runs');
  composer.chooseModel('dall-e-3');
  composer.hold({ references: [reference('one')], refused: [] });
  composer.continueEdit('other', 'nano-banana');
  composer.editPicture(reference('made'), 'gpt-image-1');
  expect(composer.references).toEqual([reference('made')]);
  expect(composer).toMatchObject({ continues: null, modelId: 'gpt-image-1', edits: true });
  composer.type('in snow');
  await composer.submit();
  expect(sent(fake)).toMatchObject({
    references: [reference('made').id],
    continues: null,
    prompt: 'in snow',
  });
});

test('an edit that could not be sent still goes on, with its prompt', async () => {
  const { fake, composer } = await opened('continued');
  composer.type('in snow');
  fake.startRun = () => Promise.reject(new Error('no network'));
  await composer.submit();
  expect(composer.continues).not.toBeNull();
  expect(composer.prompt).toBe('in snow');
});

test('what goes on is kept over a restart', async () => {
  const { fake, composer } = await opened('continued');
  const { continues } = composer;
  composer.type('and a bee');
  composer.keep();
  expect(fake.store.state.composition).toMatchObject({ continues, prompt: 'and a bee' });
});

test('a run is recalled with the drafts it had', async () => {
  const { composer, studio } = await opened('runs');
  const [run] = studio.state?.runs ?? [];
  if (run === undefined) throw new Error('no run');
  await composer.recall({ ...run, model: 'gpt-image-1', drafts: 2 });
  expect(composer.drafts).toBe(2);
});

test('fidelity, compression and moderation are sent only where they mean something', async () => {
  const { fake, composer } = await opened();
  composer.chooseModel('gpt-image-1');
  composer.type('a blue door');
  composer.choose('format', 'jpeg');
  composer.choose('fidelity', 'high');
  composer.choose('compression', '70');
  composer.choose('moderation', 'low');
  await composer.submit();
  expect(sent(fake)).toMatchObject({ fidelity: null, compression: 70, moderation: 'low' });
  composer.references = [reference('house')];
  composer.choose('format', 'png');
  await composer.submit();
  expect(sent(fake)).toMatchObject({ fidelity: 'high', compression: null, moderation: null });
  expect(composer.composition()).toMatchObject({ compression: 70, moderation: 'low' });
});
