// Prices as a person types them, and back. What a typed price may be is core's to say; here is
// only how an amount that core gave is shown in a field.
import type { Money } from '$lib/backend/generated';

/** Offered first; any three letters can be typed. */
export const CURRENCIES = ['CNY', 'USD', 'EUR', 'GBP', 'JPY', 'HKD', 'TWD'] as const;

/** `0.04`: the same digits that were typed, without a currency and without grouping. */
export function typed(money: Money): string {
  const whole = Math.trunc(money.micros / 1_000_000);
  const part = String(money.micros % 1_000_000)
    .padStart(6, '0')
    .replace(/0+$/, '');
  return part === '' ? String(whole) : `${String(whole)}.${part}`;
}

/** The currency that most prices of the provider have; else what the language suggests. */
export function usualCurrency(prices: Record<string, Money>, language: string): string {
  const counts = new Map<string, number>();
  for (const { currency } of Object.values(prices)) {
    counts.set(currency, (counts.get(currency) ?? 0) + 1);
  }
  const [most] = [...counts].sort((one, other) => other[1] - one[1]);
  return most?.[0] ?? (language.startsWith('zh') ? 'CNY' : 'USD');
}
