import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createFake } from '$lib/backend/fake';
import { Balances, SELDOM } from './balances.svelte';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('a provider is asked at once, and then at most every half minute', async () => {
  const fake = createFake({ scene: 'runs' });
  const balances = new Balances(fake);
  const asked = (): number => fake.heard.filter(({ name }) => name === 'balance').length;
  balances.ask('provider-relay');
  await vi.advanceTimersByTimeAsync(0);
  expect(balances.of('provider-relay')?.remaining).toEqual({
    micros: 12_400_000,
    currency: 'USD',
  });
  for (let more = 0; more < 5; more += 1) balances.ask('provider-relay');
  await vi.advanceTimersByTimeAsync(SELDOM - 1);
  expect(asked()).toBe(1);
  await vi.advanceTimersByTimeAsync(1);
  expect(asked()).toBe(2);
  await vi.advanceTimersByTimeAsync(SELDOM * 3);
  expect(asked()).toBe(2);
});

test('one that tells nothing, or does not answer, shows nothing', async () => {
  const fake = createFake({ scene: 'demo' });
  const balances = new Balances(fake);
  balances.ask('provider-demo');
  await vi.advanceTimersByTimeAsync(0);
  expect(balances.of('provider-demo')).toBeNull();
  const broken = new Balances({ ...fake, balance: () => Promise.reject(new Error('no')) });
  broken.ask('provider-relay');
  await vi.advanceTimersByTimeAsync(0);
  expect(broken.of('provider-relay')).toBeNull();
});
