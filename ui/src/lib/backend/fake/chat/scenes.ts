// The conversations that the scenes of Chat are made of.
import { commandError } from '../../backend';
import type { AnswerPart } from '../../generated';
import type { Builder } from '../build';
import { words, type Talked, type Talks } from './talks';

/** The scenes of Chat. */
export const CHAT_SCENES = [
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

/** The name of a scene of Chat. */
export type ChatScene = (typeof CHAT_SCENES)[number];

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const FIND = JSON.stringify([
  {
    name: 'find_product',
    description: 'Looks a name up in the stock list.',
    parameters: {
      type: 'object',
      properties: {
        name: { type: 'string' },
        market: { type: 'array', items: { type: 'string' } },
      },
      required: ['name'],
    },
  },
]);
const ARGUMENTS = '{ "name": "Dahlia Hour", "market": ["CN", "EU"] }';

function thinking(text: string, tookMs: number | null): AnswerPart {
  return { kind: 'thinking', text, sinceMs: 0, tookMs };
}

function call(id: string, name: string, given: string): AnswerPart {
  return { kind: 'tool-call', id, name, arguments: given };
}

/** Conversations below the open one. */
function others(talks: Talks, now: number): void {
  const say = (at: number, model: string, title: string): void => {
    const talk = talks.begin(at, { model }, title);
    talks.user(talk, at, title);
    talks.answer(talk, at, [words('…')]);
  };
  say(now - 12 * DAY, 'gpt-4o', 'JSON of all SKUs');
  say(now - 4 * DAY, 'gpt-4.1', 'Storyboard for the 9:16 cut');
  say(now - 3 * DAY, 'claude-3-7-sonnet-20250219-thinking', 'Palette from the autumn board');
  say(now - DAY, 'gpt-4o', '这张图片有什么');
}

/** The conversation of the design: pictures, thinking, a call, a picture, and words that come. */
function label(talks: Talks, b: Builder, now: number): void {
  const at = now - 2 * MINUTE;
  const settings = {
    model: 'gemini-2.5-pro',
    parameters: {
      'generationConfig.thinkingConfig.thinkingBudget': '128',
      'generationConfig.temperature': '0.7',
    },
    tools: FIND,
  };
  const talk = talks.begin(at, settings, 'Label copy for the tin');
  const said =
    'Two lines for a tea tin that carries this flower. Then check the name against our stock list.';
  const pictures = [b.sent('flower.jpg', 'dahlia'), b.sent('coffee.png', 'coffee')];
  talks.user(talk, at, said, pictures);
  talks.answer(
    talk,
    at,
    [
      thinking('A short name, and a second line that breathes.\n\nThen look it up.', 6_000),
      words(
        '**Dahlia Hour.** Petals that open the way an afternoon does: slowly, and then all at once.',
      ),
      call('call_1', 'find_product', ARGUMENTS),
    ],
    { finish: 'tools' },
  );
  talks.results(talk, at, [{ id: 'call_1', name: 'find_product', output: '{"found": false}' }]);
  const picture = b.picture({
    subject: 'dahlia-violet',
    width: 1200,
    height: 800,
    prompt: 'A violet dahlia for the tin',
    model: 'gemini-2.5-pro',
  });
  talks.answer(talk, at, [
    words('The name is free in both markets. A picture to go with it:'),
    { kind: 'picture', picture, error: null },
  ]);
  talks.user(talk, now - 4_000, '再写一个中文版，八个字以内。');
  const growing = talks.answer(talk, at, [words('大丽花时，一盏慢开')], {
    state: 'streaming',
    finish: null,
    finishWord: null,
    usage: null,
    cost: null,
    answered: false,
    tookMs: null,
  });
  talk.view.running = [growing.id];
  talk.view.row.running = true;
}

function tools(talks: Talks, now: number): void {
  const talk = talks.begin(now, { model: 'gpt-4o', tools: FIND, toolChoice: 'auto' });
  talks.user(talk, now, 'Check Dahlia Hour and Slow Bloom in both markets.');
  talks.answer(
    talk,
    now,
    [
      words('I look both up.'),
      call('call_1', 'find_product', ARGUMENTS),
      call(
        'call_2',
        'find_product',
        '{"name":"Slow Bloom","market":["CN","EU","US"],"filters":{"category":"tea","since":2019,"include_retired":true}}',
      ),
    ],
    { finish: 'tools' },
  );
}

const SKUS = JSON.stringify({
  brand: 'Dahlia Hour',
  items: [
    { sku: 'DH-100', grams: 100, price: 12.5, colours: ['plum', 'amber'], organic: true },
    { sku: 'DH-250', grams: 250, price: 26, colours: ['plum'], organic: null },
  ],
});

function json(talks: Talks, now: number): void {
  const schema = '{"type":"object","required":["brand","items"]}';
  const talk = talks.begin(now, { model: 'gpt-4o', format: 'schema', schema });
  talks.user(talk, now - MINUTE, 'All SKUs of the tin as JSON.');
  talks.answer(talk, now - MINUTE, [words(SKUS)], { checked: { json: true, problems: [] } });
  talks.user(talk, now, 'Add the launch date to each.');
  const problem = { at: '/items/1/launched', problem: '"soon" is not of type "integer"' };
  talks.answer(talk, now, [words(SKUS.replace('"organic":null', '"launched":"soon"'))], {
    checked: { json: true, problems: [problem] },
    finish: 'length',
  });
}

function search(talks: Talks, now: number): void {
  const talk = talks.begin(now, { model: 'gpt-4.1', webSearch: true });
  const pages: [string, string][] = [
    ['https://www.kew.org/plants/dahlia', 'Dahlia, Royal Botanic Gardens, Kew'],
    ['https://en.wikipedia.org/wiki/Dahlia', 'Dahlia'],
  ];
  const said = words(
    'Dahlias flower **from July until the first frost**. See the [growing guide](https://www.rhs.org.uk/plants/dahlia), and ![a dahlia](https://cdn.example.com/dahlia.jpg) for the shape.',
    pages,
  );
  const sources = said.kind === 'text' ? said.citations : [];
  talks.user(talk, now, 'When do dahlias flower?', [], 'https://media.example.com/garden.mp4');
  talks.answer(talk, now, [
    {
      kind: 'search',
      state: 'done',
      queries: ['dahlia flowering season', 'dahlia frost'],
      sources,
    },
    said,
  ]);
}

function cut(talks: Talks, now: number): void {
  const talk = talks.begin(now, { model: 'gpt-4o' });
  talks.user(talk, now - MINUTE, 'Write the long version.');
  talks.answer(talk, now - MINUTE, [words('It began with a single tin, and with the')], {
    state: 'cut',
    finish: null,
    error: commandError('answer-cut', { charged: 'likely', detail: 'connection reset by peer' }),
    usage: null,
    cost: null,
  });
  talks.user(talk, now, 'Shorter, please.');
  talks.answer(talk, now, [words('It began with a tin')], {
    state: 'stopped',
    finish: null,
    error: commandError('stopped-waiting', { charged: 'maybe' }),
    usage: null,
    cost: null,
  });
}

function failed(talks: Talks, now: number): void {
  const talk = talks.begin(now, { model: 'deepseek-reasoner' });
  const none = { finish: null, usage: null, cost: null, state: 'failed' } as const;
  talks.user(talk, now - 2 * MINUTE, 'Name the tin.');
  const detail = 'Rate limit reached for requests';
  const busy = commandError('provider-busy', { retryAfterMs: 20_000, detail });
  talks.answer(talk, now - 2 * MINUTE, [], { ...none, error: busy });
  talks.user(talk, now - MINUTE, 'And now?');
  talks.answer(talk, now - MINUTE, [], { ...none, error: commandError('provider-auth') });
  talks.user(talk, now, 'Draw the rest.');
  talks.answer(
    talk,
    now,
    [
      { kind: 'refusal', text: 'I cannot help with that picture.' },
      { kind: 'unknown', name: 'code_interpreter_call' },
      { kind: 'picture', picture: null, error: commandError('save-failed', { charged: 'likely' }) },
    ],
    { finish: 'filter' },
  );
}

function branches(talks: Talks, now: number): void {
  const talk = talks.begin(now, { model: 'gpt-4o', parameters: { n: '3', temperature: '1.3' } });
  const asked = talks.user(talk, now, 'Three names for the tin.');
  const names = ['Dahlia Hour', 'Slow Bloom', 'Violet Steam'];
  for (const [choice, name] of names.entries()) {
    talks.answer(
      talk,
      now,
      [
        words(
          `## ${name}\n\n1. Short\n2. Calm\n\n> It reads well on a small tin.\n\n| market | free |\n|--|--|\n| CN | yes |\n| EU | yes |\n\n\`\`\`css\n.tin { color: plum; }\n\`\`\``,
        ),
      ],
      { choice },
      asked.id,
    );
  }
}

function long(talks: Talks, now: number): void {
  const talk = talks.begin(now, { model: 'gpt-4o' }, 'Everything about the tin');
  const paragraph = `${'A tin is a small stage for a large word. '.repeat(8)}\n\n`;
  for (let at = 0; at < 250; at += 1) {
    talks.user(talk, now, `Question ${String(at + 1)}: what about the lid?`);
    const list = '- light\n- tight\n- **plum**\n';
    talks.answer(talk, now, [words(`### Answer ${String(at + 1)}\n\n${paragraph}${list}`)]);
  }
}

/** Fills a scene. */
export function makeChatScene(name: ChatScene, talks: Talks, b: Builder, now: number): Talked[] {
  if (name !== 'chat-empty') others(talks, now);
  const fill: Record<ChatScene, () => void> = {
    chat: () => label(talks, b, now),
    'chat-empty': () => undefined,
    'chat-tools': () => tools(talks, now),
    'chat-json': () => json(talks, now),
    'chat-search': () => search(talks, now),
    'chat-cut': () => cut(talks, now),
    'chat-failed': () => failed(talks, now),
    'chat-branches': () => branches(talks, now),
    'chat-long': () => long(talks, now),
  };
  fill[name]();
  return [...talks.talks.values()];
}
