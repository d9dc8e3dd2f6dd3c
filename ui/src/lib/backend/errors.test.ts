import { describe, expect, it } from 'vitest';
import { sources as chinese } from '$lib/i18n/zh-CN';
import { sources as english } from '$lib/i18n/en';
import { hasSentence, speak } from '$lib/i18n/words.svelte';
import { asCommandError, commandError } from './backend';
import { ERRORS, errorCharged, errorNext, errorSaid, errorWhat, fieldName } from './errors';
import type { ErrorCode } from './generated';

const codes = Object.keys(ERRORS) as ErrorCode[];
const ARGS = {
  address: 'https://a.example/b.mp4',
  protocol: 'Chat',
  limit: '3',
  given: '5',
  number: '2',
  name: 'a.png',
  format: 'HEIC',
  width: '1',
  height: '2',
  mask: '1 × 1',
  reference: '2 × 2',
  model: 'Nano Banana',
  value: '7:1',
  allowed: '1:1, 3:2',
  reason: 'why',
  path: '/pictures',
  library: '/pictures',
  needed: '9 MB',
  free: '1 MB',
  template: '{x}',
  what: 'run',
  host: 'example.com',
  receipt: 'file',
  found: '9',
  known: '8',
};

describe.each([
  ['en', english],
  ['zh-CN', chinese],
] as const)('errors in %s', (language, sources) => {
  it('say what happened and what to do, for every code', () => {
    speak(language, sources);
    for (const code of codes) {
      expect(hasSentence(ERRORS[code].message), code).toBe(true);
      expect(hasSentence(ERRORS[code].message, 'next'), code).toBe(true);
      for (const args of [{}, ARGS]) {
        const error = commandError(code, { args });
        expect(errorNext(error), code).not.toMatch(/^error-|\{\$/);
        expect(errorWhat(error), code).not.toMatch(/^error-/);
      }
      expect(errorWhat(commandError(code, { args: ARGS })), code).not.toContain('{$');
    }
  });
});

describe('errors', () => {
  it('say whether it cost something only of calls that were begun', () => {
    expect(errorCharged(commandError('provider-moderation'))).toBe('Nothing was charged.');
    expect(errorCharged(commandError('answer-lost', { charged: 'maybe' }))).toBe(
      'It may have been charged.',
    );
    expect(errorCharged(commandError('prompt-empty'))).toBe('');
    expect(errorCharged(commandError('picture-truncated'))).toBe('');
    expect(errorCharged(commandError('picture-truncated', { charged: 'likely' }))).toBe(
      'It was most likely charged.',
    );
  });

  it('say when to try again', () => {
    expect(errorNext(commandError('provider-busy', { retryAfterMs: 39_400 }))).toBe(
      'Try again in 40 seconds.',
    );
    expect(errorNext(commandError('provider-busy', { retryAfterMs: 1_000 }))).toBe(
      'Try again in one second.',
    );
    expect(errorNext(commandError('provider-busy', { retryAfterMs: 600_000 }))).toBe(
      'Try again in 10 minutes.',
    );
    expect(errorNext(commandError('provider-busy'))).toBe('Wait a little, then try again.');
  });

  it('say both in one, with a space only where the language has one', () => {
    const refused = commandError('query-invalid', { args: { value: 'tag:', allowed: 'tag:hero' } });
    expect(errorSaid(refused)).toMatch(/tag:hero\. Change it/);
    speak('zh-CN', chinese);
    expect(errorSaid(refused)).toMatch(/tag:hero。修改/);
    speak('en', english);
  });

  it('count in plurals, and leave names of digits alone', () => {
    const many = commandError('too-many-references', { args: { limit: '1', given: '4' } });
    expect(errorWhat(many)).toBe('This model takes one reference; you gave 4.');
    expect(errorWhat(commandError('file-missing', { args: { name: '2024' } }))).toContain('“2024”');
  });

  it('name fields as people count them', () => {
    expect(fieldName('references[1]')).toBe('Reference 2');
    expect(fieldName('baseUrl')).toBe('Address');
    expect(fieldName(null)).toBe('');
  });

  it('take what is no refusal as a failure inside, with its words', () => {
    expect(asCommandError(new Error('boom'))).toEqual(commandError('internal', { detail: 'boom' }));
    const refusal = commandError('not-found');
    expect(asCommandError(refusal)).toBe(refusal);
  });
});
