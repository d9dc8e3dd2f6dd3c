// The AI SDK (npm `ai` with `@ai-sdk/openai`), unchanged, in talks with the demo provider.
//
// Usage: node ai_talk.mjs BASE_URL, with NODE_MODULES naming the folder of the packages.
// Ends with a line "N passed, N failed, N skipped" and a code that says whether all passed.

import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const modules = createRequire(`${process.env.NODE_MODULES}/package.json`);
const load = (name) => import(pathToFileURL(modules.resolve(name)).href);
const { generateObject, generateText, jsonSchema, stepCountIs, streamText, tool } = await load('ai');
const { createOpenAI } = await load('@ai-sdk/openai');

const openai = createOpenAI({ baseURL: `${process.argv[2]}/v1`, apiKey: 'none' });
const common = { maxRetries: 0 };
const cities = jsonSchema({
  type: 'object',
  required: ['city'],
  additionalProperties: false,
  properties: { city: { type: 'string' } },
});

const checks = {
  async streams_a_chat() {
    const result = streamText({ ...common, model: openai.chat('gpt-4o'), prompt: '给新茶品牌起名' });
    let text = '';
    for await (const piece of result.textStream) text += piece;
    assert.match(text, /晴川/);
    assert.equal(await result.finishReason, 'stop');
    assert.ok((await result.usage).totalTokens > 10);
  },

  async calls_functions_and_uses_their_results() {
    const asked = [];
    const execute = async ({ city }) => {
      asked.push(city);
      return { temperature: 21 };
    };
    const result = await generateText({
      ...common,
      model: openai.chat('gpt-4o'),
      prompt: "What's the weather in Paris and London?",
      tools: { get_weather: tool({ description: 'Weather', inputSchema: cities, execute }) },
      stopWhen: stepCountIs(3),
    });
    assert.deepEqual(asked, ['Paris', 'London']);
    assert.match(result.text, /temperature: 21/);
  },

  async answers_with_an_object_that_fits() {
    const schema = jsonSchema({
      type: 'object',
      required: ['name', 'count'],
      additionalProperties: false,
      properties: { name: { type: 'string' }, count: { type: 'integer', minimum: 5 } },
    });
    const { object } = await generateObject({ ...common, model: openai.chat('gpt-4o'), schema, prompt: 'a product' });
    assert.ok(object.count >= 5 && typeof object.name === 'string');
  },

  async responds_in_a_stream_with_sources() {
    const result = streamText({
      ...common,
      model: openai.responses('gpt-4.1'),
      prompt: 'colour trends',
      tools: { web_search_preview: openai.tools.webSearchPreview({}) },
    });
    let text = '';
    for await (const piece of result.textStream) text += piece;
    assert.match(text, /https:\/\//);
    assert.ok((await result.sources).length > 0);
  },
};

let failed = 0;
for (const [name, check] of Object.entries(checks)) {
  try {
    await check();
    console.log('ok    ', name);
  } catch (error) {
    failed += 1;
    console.log('FAILED', name, error);
  }
}
const passed = Object.keys(checks).length - failed;
console.log(`${passed} passed, ${failed} failed, 0 skipped`);
process.exit(failed ? 1 : 0);
