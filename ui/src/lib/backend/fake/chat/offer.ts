// What conversations can be set to in the fake: the protocols with their body fields and some
// models, as core's catalogue has them. No behaviour lies here.
import catalog from '../../../../../../src-tauri/crates/musa-core/catalog/chat.json';
import type { ChatModelView, ChatOffer, ParameterView } from '../../generated';

function number(name: string, minimum: number, maximum: number): ParameterView {
  return { name, kind: 'number', minimum, maximum, choices: [] };
}

function whole(name: string, minimum: number | null, maximum: number | null = null): ParameterView {
  return { name, kind: 'integer', minimum, maximum, choices: [] };
}

function other(name: string, kind: ParameterView['kind'], choices: string[] = []): ParameterView {
  return { name, kind, minimum: null, maximum: null, choices };
}

const CHAT: ParameterView[] = [
  number('temperature', 0, 2),
  number('top_p', 0, 1),
  whole('n', 1, 128),
  whole('max_tokens', 1),
  whole('max_completion_tokens', 1),
  other('stream', 'switch'),
  other('stop', 'texts'),
  number('presence_penalty', -2, 2),
  number('frequency_penalty', -2, 2),
  other('reasoning_effort', 'choice', ['none', 'minimal', 'low', 'medium', 'high']),
  whole('seed', null),
  other('logit_bias', 'json'),
  other('user', 'text'),
];

const RESPONSES: ParameterView[] = [
  number('temperature', 0, 2),
  number('top_p', 0, 1),
  whole('max_output_tokens', 16),
  other('stream', 'switch'),
  other('reasoning.effort', 'choice', ['minimal', 'low', 'medium', 'high']),
  other('reasoning.summary', 'choice', ['auto', 'concise', 'detailed']),
  other('truncation', 'choice', ['auto', 'disabled']),
  other('metadata', 'json'),
];

const GEMINI: ParameterView[] = [
  whole('generationConfig.thinkingConfig.thinkingBudget', -1, 32_768),
  number('generationConfig.temperature', 0, 2),
  number('generationConfig.topP', 0, 1),
  whole('generationConfig.topK', 1),
  whole('generationConfig.maxOutputTokens', 1),
  other('generationConfig.stopSequences', 'texts'),
  other('stream', 'switch'),
  other('safetySettings', 'json'),
];

const COMPLETIONS: ParameterView[] = [
  whole('max_tokens', 1),
  number('temperature', 0, 2),
  number('top_p', 0, 1),
  whole('n', 1, 128),
  whole('best_of', 0, 20),
  other('echo', 'switch'),
  other('suffix', 'text'),
  other('stop', 'texts'),
  other('stream', 'switch'),
];

const CAN_NOTHING = {
  also: [],
  vision: false,
  video: false,
  thinking: false,
  tools: false,
  pictures: false,
};

/** The models, as core's catalogue has them. */
const MODELS = catalog.map((card) => ({ ...CAN_NOTHING, ...card })) as ChatModelView[];

/** What can be chosen. */
export const CHAT_OFFER: ChatOffer = {
  protocols: [
    {
      protocol: 'chat',
      parameters: CHAT,
      messages: true,
      webSearch: false,
      imageGeneration: false,
      video: true,
    },
    {
      protocol: 'responses',
      parameters: RESPONSES,
      messages: true,
      webSearch: true,
      imageGeneration: true,
      video: false,
    },
    {
      protocol: 'gemini',
      parameters: GEMINI,
      messages: true,
      webSearch: true,
      imageGeneration: false,
      video: true,
    },
    {
      protocol: 'completions',
      parameters: COMPLETIONS,
      messages: false,
      webSearch: false,
      imageGeneration: false,
      video: false,
    },
  ],
  models: [...MODELS],
};
