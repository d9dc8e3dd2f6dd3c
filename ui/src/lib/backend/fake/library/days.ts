// Days as a search names them: a year, a month, a day, a span of them, or so many days back. A day
// is its `2026-11-22`, so that comparing texts compares days.

/** The first and the last day, both included. */
export type Days = readonly [from: string, to: string];

const FIRST = '0000-01-01';
const LAST = '9999-12-31';

const two = (number: number): string => String(number).padStart(2, '0');

/** The day of a moment, here. */
export function dayOf(moment: Date): string {
  return `${moment.getFullYear()}-${two(moment.getMonth() + 1)}-${two(moment.getDate())}`;
}

function back(today: string, days: number): string {
  const [year = 0, month = 1, day = 1] = today.split('-').map(Number);
  return dayOf(new Date(year, month - 1, day - days));
}

/** Null for what is no day. */
export function readDays(value: string, today: string): Days | null {
  const [from, to, more] = value.split('..');
  if (from !== undefined && to !== undefined && more === undefined) {
    const [first, last] = [span(from, today), span(to, today)];
    return first === null || last === null ? null : [first[0], last[1]];
  }
  const [, sign = '', rest = ''] = /^(>=|≥|<=|≤|>|<|)(.*)$/u.exec(value) ?? [];
  const days = span(rest, today);
  if (days === null) return null;
  if (sign === '>=' || sign === '≥') return [days[0], LAST];
  if (sign === '<=' || sign === '≤') return [FIRST, days[1]];
  if (sign === '>') return [back(days[1], -1), LAST];
  if (sign === '<') return [FIRST, back(days[0], 1)];
  return days;
}

function span(value: string, today: string): Days | null {
  if (value === 'today' || value === '今天') return [today, today];
  if (value === 'yesterday' || value === '昨天') return [back(today, 1), back(today, 1)];
  const [, days] = /^(\d{1,6})[d天]$/u.exec(value) ?? [];
  if (days !== undefined) {
    const many = Number(days);
    return many >= 1 && many <= 100_000 ? [back(today, many - 1), today] : null;
  }
  const parts = value.split(/[-/.年月日]/u).filter(Boolean);
  if (parts.length > 3 || !parts.every((part) => /^\d{1,4}$/u.test(part))) return null;
  const [year = 0, month, day] = parts.map(Number);
  if (year < 1000) return null;
  if (month === undefined) return [`${year}-01-01`, `${year}-12-31`];
  if (month < 1 || month > 12) return null;
  const last = new Date(year, month, 0).getDate();
  const of = `${year}-${two(month)}`;
  if (day === undefined) return [`${of}-01`, `${of}-${two(last)}`];
  return day < 1 || day > last ? null : [`${of}-${two(day)}`, `${of}-${two(day)}`];
}
