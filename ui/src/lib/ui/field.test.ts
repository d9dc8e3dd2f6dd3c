import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const shared = readFileSync('src/lib/ui/field.css', 'utf8');

const components = import.meta.glob<string>('/src/**/*.svelte', {
  query: '?raw',
  import: 'default',
  eager: true,
});
const NAMES = [...shared.matchAll(/\.([a-z][\w-]*)/g)].flatMap(([, name]) => name ?? []);

test('only components that take the shared styles of fields in use their class names', () => {
  expect(new Set(NAMES)).toContain('field-box');
  const meant = Object.entries(components).filter(([, code]) => !code.includes('field.css'));
  const used = meant.flatMap(([path, code]) =>
    [...code.matchAll(/class="([^"]*)"/g)]
      .flatMap(([, classes]) => (classes ?? '').split(/\s+/))
      .filter((name) => NAMES.includes(name) && name !== 'wrong')
      .map((name) => `${path}: ${name}`),
  );
  // What is loaded with a dialog stays on the page: a part that calls its own box so would change.
  expect(used).toEqual([]);
});
