// What the fake answers: parts, and how it ends, by words in the message. So a person or a test asks
// for a search, a call of a function, a picture, JSON, or for an answer that breaks off.
import { commandError } from '../../backend';
import type { Answer, AnswerPart, ChatSettings, CommandError, Finish } from '../../generated';
import { subjectOf, type Subject } from '../drawn';
import { words } from './talks';

/** A part that is played: a picture is made when its turn comes. */
export type Played = AnswerPart | { kind: 'draw'; subject: Subject };

/** An answer as it will come. */
export interface Script {
  parts: Played[];
  state: 'done' | 'cut' | 'failed';
  finish: Finish | null;
  error: CommandError | null;
}

const PLAIN =
  'Two ways to say it:\n\n- **Dahlia Hour.** Petals that open the way an afternoon does.\n- **Slow Bloom.** One cup, then the light.\n\nThe first is calmer on a small label.';
const PLAIN_ZH =
  '可以这样写：\n\n- **大丽花时**，一盏慢开。\n- **缓缓**，先有光，再有茶。\n\n标签较小时，第一句更稳。';

const SOURCES: [string, string][] = [
  ['https://www.kew.org/plants/dahlia', 'Dahlia, Royal Botanic Gardens, Kew'],
  ['https://en.wikipedia.org/wiki/Dahlia', 'Dahlia'],
];

/** Function names of a list as typed. */
function firstTool(tools: string): string {
  return /"name"\s*:\s*"([^"]+)"/.exec(tools)?.[1] ?? 'find_product';
}

function done(...parts: Played[]): Script {
  return { parts, state: 'done', finish: 'stop', error: null };
}

/** The answer to a message. */
export function scriptFor(said: string, settings: ChatSettings, afterTools: boolean): Script {
  const chinese = /\p{Script=Han}/u.test(said);
  const plain = words(chinese ? PLAIN_ZH : PLAIN);
  if (afterTools) return done(words('The name is free in both markets.'));
  if (/\bfail\b|失败/.test(said)) {
    const error = commandError('provider-busy', { retryAfterMs: 20_000, charged: 'no' });
    return { parts: [], state: 'failed', finish: null, error };
  }
  if (/\bcut\b|断/.test(said)) {
    const error = commandError('answer-cut', { charged: 'likely' });
    return { parts: [plain], state: 'cut', finish: null, error };
  }
  if (settings.format !== 'free') {
    return done(words(JSON.stringify({ name: 'Dahlia Hour', colours: ['plum', 'amber'] })));
  }
  if (settings.tools.trim() !== '' && settings.toolChoice !== 'none') {
    const call: AnswerPart = {
      kind: 'tool-call',
      id: 'call_1',
      name: firstTool(settings.tools),
      arguments: '{"name": "Dahlia Hour", "market": ["CN", "EU"]}',
    };
    return { parts: [call], state: 'done', finish: 'tools', error: null };
  }
  if (settings.webSearch) {
    const sources = words('', SOURCES);
    const search: AnswerPart = {
      kind: 'search',
      state: 'done',
      queries: ['dahlia flowering season'],
      sources: sources.kind === 'text' ? sources.citations : [],
    };
    return done(search, words('Dahlias flower from July until the first frost.', SOURCES));
  }
  if (settings.imageGeneration || /\bpicture\b|\bdraw\b|画/.test(said)) {
    const subject = subjectOf(said, 1);
    return done(words('A picture to go with it:'), { kind: 'draw', subject });
  }
  const thinking: AnswerPart = {
    kind: 'thinking',
    text: 'The label is small, so the name has to be short.\n\nTwo options, then a reason.',
    sinceMs: 0,
    tookMs: 1_200,
  };
  return /think|想/.test(said) ? done(thinking, plain) : done(plain);
}

/** Whether JSON was asked for and came. */
export function checkedFor(settings: ChatSettings, answer: Answer): Answer['checked'] {
  if (settings.format === 'free') return null;
  const text = answer.parts.map((part) => (part.kind === 'text' ? part.text : '')).join('');
  try {
    JSON.parse(text);
    return { json: true, problems: [] };
  } catch {
    return { json: false, problems: [] };
  }
}
