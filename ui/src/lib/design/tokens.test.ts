import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const css = readFileSync('src/lib/design/tokens.css', 'utf8');

function block(start: string): Map<string, string> {
  const from = css.indexOf(start);
  const body = css.slice(css.indexOf('{', from) + 1, css.indexOf('}', from));
  return new Map(
    [...body.matchAll(/--([\w-]+):\s*([^;]+);/g)].map(([, name, value]) => [
      name ?? '',
      value ?? '',
    ]),
  );
}

const dark = block("[data-theme='dark']");
const light = new Map([...dark, ...block("[data-theme='light']")]);

/** Relative luminance, WCAG 2.2. */
function luminance(colour: string): number {
  const parts = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255);
  const [r = 0, g = 0, b = 0] = parts.map((part) =>
    part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one: string, other: string): number {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

const TEXT: readonly (readonly [string, readonly string[]])[] = [
  ['text', ['ground', 'panel', 'raised', 'hover', 'tile', 'accent-soft', 'accent-notice']],
  ['muted', ['ground', 'panel', 'raised', 'hover', 'tile', 'danger-soft']],
  ['text', ['danger-soft']],
  ['on-accent', ['accent', 'accent-hover']],
  ['on-accent-muted', ['accent']],
  ['danger', ['ground', 'panel', 'raised', 'danger-soft']],
  ['ok', ['ground', 'panel', 'raised']],
];
/** What is seen but not read: 3:1. */
const LINES: readonly (readonly [string, readonly string[]])[] = [
  ['selection', ['ground', 'panel', 'raised']],
  ['focus', ['ground', 'panel', 'raised', 'hover']],
];

describe.each([
  ['dark', dark],
  ['light', light],
])('the %s theme', (_name, tokens) => {
  const value = (name: string): string => {
    const found = tokens.get(name);
    if (found === undefined || !/^#[0-9a-f]{6}$/.test(found))
      throw new Error(`--${name}: ${found}`);
    return found;
  };

  it.each(TEXT)('%s is read at 4.5:1 on every ground it stands on', (text, grounds) => {
    for (const ground of grounds) {
      expect(contrast(value(text), value(ground)), `${text} on ${ground}`).toBeGreaterThanOrEqual(
        4.5,
      );
    }
  });

  it.each(LINES)('%s is seen at 3:1', (line, grounds) => {
    for (const ground of grounds) {
      expect(contrast(value(line), value(ground)), `${line} on ${ground}`).toBeGreaterThanOrEqual(
        3,
      );
    }
  });
});

describe('the values', () => {
  it('are those of the design', () => {
    const names = [
      'ground',
      'panel',
      'raised',
      'hover',
      'line',
      'text',
      'muted',
      'faint',
      'accent',
    ];
    expect(names.map((name) => dark.get(name))).toEqual([
      '#161617',
      '#1d1d1f',
      '#262628',
      '#303033',
      '#323236',
      '#f2f2f3',
      '#a3a3ab',
      '#6f6f78',
      '#f6cf3f',
    ]);
    expect(names.map((name) => light.get(name))).toEqual([
      '#f3f3f4',
      '#fbfbfc',
      '#ffffff',
      '#ececef',
      '#dcdce1',
      '#1b1b1e',
      '#5d5d66',
      '#8b8b95',
      '#f2c318',
    ]);
    expect(light.get('selection')).toBe('#9a7400');
  });
});

describe('styles', () => {
  const files = readdirSync('src', { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.(svelte|css)$/.test(path) && !path.endsWith('tokens.css'))
    .map((path) => ({ path, text: readFileSync(join('src', path), 'utf8') }));

  it('name no colour outside tokens.css', () => {
    const raw =
      /#[0-9a-f]{3,8}\b(?![\w-]*['"])|\b(?:rgb|rgba|hsl|hsla|oklch|color-mix)\(|\b(?:white|black)\b(?=\s*[;,)])/i;
    const found = files.flatMap(({ path, text }) => {
      const style = path.endsWith('.css') ? text : text.slice(text.indexOf('<style'));
      if (!path.endsWith('.css') && !text.includes('<style')) return [];
      const hit = raw.exec(style);
      return hit === null ? [] : [`${path}: ${hit[0]}`];
    });
    expect(found).toEqual([]);
  });

  it('never use faint for text', () => {
    const found = files.filter(({ text }) => /[^-\w]color:\s*var\(--faint\)/.test(text));
    expect(found.map(({ path }) => path)).toEqual([]);
  });

  it('use no token that does not exist', () => {
    const known = new Set([...css.matchAll(/--([\w-]+):/g)].map(([, name]) => name ?? ''));
    const found = files.flatMap(({ path, text }) => {
      const own = new Set([...text.matchAll(/--([\w-]+)[:=]/g)].map(([, name]) => name ?? ''));
      return [...text.matchAll(/var\(--([\w-]+)/g)]
        .map(([, name]) => name ?? '')
        .filter((name) => !known.has(name) && !own.has(name) && !name.startsWith('bits-'))
        .map((name) => `${path}: --${name}`);
    });
    expect(found).toEqual([]);
  });
});
