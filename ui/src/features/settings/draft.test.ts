import { describe, expect, it } from 'vitest';
import type { ProviderView } from '$lib/backend/generated';
import { differs, draftFrom, moves, toChange } from './draft';

const provider: ProviderView = {
  id: 'p1',
  name: 'whatai relay',
  baseUrl: 'https://api.whatai.cc',
  host: 'api.whatai.cc',
  auth: 'bearer',
  proxy: 'http://127.0.0.1:8080',
  concurrency: 4,
  demo: false,
  session: false,
  key: 'keychain',
  asyncTasks: false,
  prices: {},
  chatPrices: {},
};

describe('the form of a provider', () => {
  it('knows that another host, port or scheme needs the key again, and a path does not', () => {
    const draft = draftFrom(provider);
    expect(moves(draft, provider)).toBe(false);
    expect(moves({ ...draft, baseUrl: 'https://api.whatai.cc/v1' }, provider)).toBe(false);
    expect(moves({ ...draft, baseUrl: 'https://api.whatai.cc:444' }, provider)).toBe(true);
    expect(moves({ ...draft, baseUrl: 'http://api.whatai.cc' }, provider)).toBe(true);
    expect(moves({ ...draft, baseUrl: 'https://other.example' }, provider)).toBe(true);
  });

  it('sends a proxy only when it was changed, because its password is not shown', () => {
    const draft = draftFrom(provider);
    expect(toChange(draft, provider).proxy).toBeNull();
    expect(toChange({ ...draft, proxy: 'none' }, provider).proxy).toBe('none');
  });

  it('sees a change in every field', () => {
    const draft = draftFrom(provider);
    expect(differs(draft, draftFrom(provider))).toBe(false);
    expect(differs(draft, { ...draft, concurrency: 5 })).toBe(true);
    expect(differs(draft, { ...draft, auth: 'none' })).toBe(true);
  });

  it('knows that tasks were switched on, and sends it', () => {
    const draft = { ...draftFrom(provider), asyncTasks: true };
    expect(differs(draft, draftFrom(provider))).toBe(true);
    expect(toChange(draft, provider)).toMatchObject({ provider: 'p1', asyncTasks: true });
  });
});
