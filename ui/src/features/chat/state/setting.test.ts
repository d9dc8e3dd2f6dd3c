import { expect, test } from 'vitest';
import { createFake } from '$lib/backend/fake';
import { HeldClock } from '$lib/backend/fake/clock';
import { Studio } from '$lib/state/studio.svelte';
import { Setting } from './setting.svelte';
import { Talking } from './talking.svelte';

test('where nobody has chosen a model, the first that is known stands there and is asked', async () => {
  const fake = createFake({ scene: 'chat-empty', clock: new HeldClock() });
  const studio = new Studio(fake);
  await studio.start();
  const [first] = studio.state?.chat.models ?? [];
  const { row } = await fake.createConversation();
  const opened = await fake.conversation({ conversation: row.id });
  const talking = new Talking({
    ...fake,
    conversation: () =>
      Promise.resolve({
        ...opened,
        conversation: { ...opened.conversation, model: null, modelName: null },
      }),
  });
  await talking.open(row.id);
  const setting = new Setting(fake, studio, talking);
  expect(setting.model).toBe(first?.id);
  expect(setting.modelName).toBe(first?.name);
  setting.settle();
  await setting.keep();
  const kept = fake.heard.filter(({ name }) => name === 'changeConversation');
  expect(kept).toMatchObject([{ request: { settings: { model: first?.id } } }]);
});
