// Numbers, bytes, money, dates and durations as the spoken language writes them, by Intl. All of
// it is pure but for the language, which is the one that `t` speaks.
import type { Money } from '$lib/backend/generated';
import { language } from './words.svelte';

const kept = new Map<string, Intl.NumberFormat | Intl.DateTimeFormat>();

function numberFormat(options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `n${language()}${JSON.stringify(options)}`;
  const found = kept.get(key);
  if (found instanceof Intl.NumberFormat) return found;
  const made = new Intl.NumberFormat(language(), options);
  kept.set(key, made);
  return made;
}

function dateFormat(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `d${language()}${JSON.stringify(options)}`;
  const found = kept.get(key);
  if (found instanceof Intl.DateTimeFormat) return found;
  // English without a country would write dates the American way.
  const made = new Intl.DateTimeFormat(language() === 'en' ? 'en-GB' : language(), options);
  kept.set(key, made);
  return made;
}

/** Chinese written by Intl joins number and unit; here a space stands between them, as in every
    sentence of the window. It does not break. */
function spaced(text: string): string {
  return text.replace(/(\d)(?=\p{Script=Han})/gu, '$1\u00a0');
}

/** `18,204`. */
export function formatNumber(value: number): string {
  return numberFormat({ maximumFractionDigits: 2 }).format(value);
}

/** A share from 0 to 1 as `63 %` is written: `63%`. */
export function formatPercent(share: number): string {
  return numberFormat({ style: 'percent', maximumFractionDigits: 0 }).format(share);
}

/** Bytes in the largest unit that keeps a digit before the point, by thousands: `8.7 MB`. */
export function formatBytes(bytes: number): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;
  let value = bytes;
  let at = 0;
  while (value >= 1000 && at < units.length - 1) {
    value /= 1000;
    at += 1;
  }
  const digits = at === 0 || value >= 100 ? 0 : 1;
  return spaced(
    numberFormat({
      style: 'unit',
      unit: units[at] ?? 'byte',
      unitDisplay: at === 0 ? 'long' : 'short',
      maximumFractionDigits: digits,
    }).format(value),
  );
}

/** Millionths of a unit of a currency, with as many digits as it needs: `¥0.48`, `$0.039`. */
export function formatMoney(money: Money): string {
  const value = money.micros / 1_000_000;
  try {
    return numberFormat({
      style: 'currency',
      currency: money.currency,
      currencyDisplay: 'narrowSymbol',
      minimumFractionDigits: 2,
      maximumFractionDigits: 6,
    }).format(value);
  } catch {
    // Three letters that are no currency to Intl: the user's own unit is shown as typed.
    return `${formatNumber(value)} ${money.currency}`;
  }
}

/** What something came to, or will: as exact as anybody reads it, `¥1.63`, `$0.117`, `¥0.00046`. A
    price itself keeps every digit. */
export function formatCost(money: Money): string {
  const { micros } = money;
  const digits = micros >= 1_000_000 ? String(Math.floor(micros / 1_000_000)).length + 2 : 3;
  return formatMoney({
    ...money,
    micros: Number(micros.toPrecision(micros < 10_000 ? 2 : digits)),
  });
}

/** So many times a price. */
export function timesMoney(money: Money, count: number): Money {
  return { ...money, micros: money.micros * count };
}

/** Pixels as `2528 × 1696`. Never grouped: they are compared digit by digit. */
export function formatPixels(width: number, height: number): string {
  return `${width} × ${height}`;
}

/** A duration in milliseconds as `14.2 s`, from a minute on as `1 min 12 s`. */
export function formatDuration(milliseconds: number): string {
  const seconds = milliseconds / 1000;
  const unit = (name: 'second' | 'minute' | 'hour', value: number, digits: number): string =>
    spaced(
      numberFormat({
        style: 'unit',
        unit: name,
        unitDisplay: 'short',
        maximumFractionDigits: digits,
      }).format(value),
    );
  if (seconds < 59.95) return unit('second', seconds, seconds < 9.95 ? 1 : 0).replace('sec', 's');
  const whole = Math.round(seconds);
  const rest = whole % 60;
  const minutes = unit('minute', Math.floor(whole / 60), 0);
  return rest === 0 ? minutes : `${minutes} ${unit('second', rest, 0).replace('sec', 's')}`;
}

/** A short time in milliseconds: `3 ms`, below ten with a digit: `0.4 ms`. */
export function formatMilliseconds(milliseconds: number): string {
  const digits = milliseconds < 9.95 && !Number.isInteger(milliseconds) ? 1 : 0;
  return `${numberFormat({ maximumFractionDigits: digits }).format(milliseconds)} ms`;
}

/** A clock that counts up: `00:14`, `1:02:03`. */
export function formatClock(milliseconds: number): string {
  const all = Math.max(0, Math.floor(milliseconds / 1000));
  const two = (value: number): string => String(value).padStart(2, '0');
  const hours = Math.floor(all / 3600);
  const rest = `${two(Math.floor(all / 60) % 60)}:${two(all % 60)}`;
  return hours === 0 ? rest : `${hours}:${rest}`;
}

/** A moment: `22 Nov 2026, 14:05`. */
export function formatMoment(at: string | number): string {
  return dateFormat({ dateStyle: 'medium', timeStyle: 'short' }).format(new Date(at));
}

/** A day: `Sunday 22 November 2026`. */
export function formatDay(at: string | number): string {
  return dateFormat({ dateStyle: 'full' }).format(new Date(at));
}

/** A month: `Nov`. */
export function formatMonth(at: string | number): string {
  return dateFormat({ month: 'short' }).format(new Date(at));
}

/** A year: `2026`. */
export function formatYear(at: string | number): string {
  return dateFormat({ year: 'numeric' }).format(new Date(at));
}

/** A month of a year: `November 2026`. */
export function formatMonthYear(at: string | number): string {
  return dateFormat({ month: 'long', year: 'numeric' }).format(new Date(at));
}

/** A time of day: `14:05`. */
export function formatTime(at: string | number): string {
  return dateFormat({ timeStyle: 'short' }).format(new Date(at));
}

/** Names in a row: `a, b and c`. */
export function formatList(items: readonly string[]): string {
  return new Intl.ListFormat(language(), { type: 'conjunction' }).format(items);
}
