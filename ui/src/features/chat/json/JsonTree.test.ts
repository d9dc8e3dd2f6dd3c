import { cleanup, render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, test } from 'vitest';
import JsonTree from './JsonTree.svelte';
import { entriesOf, jsonTrouble, readJson } from './values';

afterEach(() => cleanup());

test('a tree opens two levels and draws the rest when it is unfolded', async () => {
  render(JsonTree, { value: { sku: { sizes: { large: 12 } }, on: true } });
  expect(screen.getByText('true')).toBeInTheDocument();
  expect(screen.queryByText('12')).not.toBeInTheDocument();
  const folded = document.querySelector('details:not([open])') as HTMLDetailsElement;
  folded.open = true;
  folded.dispatchEvent(new Event('toggle'));
  expect(await screen.findByText('12')).toBeInTheDocument();
});

test('a long list comes in parts', async () => {
  render(JsonTree, { value: Array.from({ length: 130 }, (_, at) => `item ${String(at)}`) });
  expect(document.querySelectorAll('li')).toHaveLength(100);
  await userEvent.click(screen.getByRole('button', { name: /30/ }));
  expect(document.querySelectorAll('li')).toHaveLength(130);
});

test('JSON is read with or without a code fence, and its fault is said', () => {
  expect(readJson('```json\n{"a": [1]}\n```')).toEqual({ value: { a: [1] } });
  expect(readJson(' [] ')).toEqual({ value: [] });
  expect(readJson('{"a": ')).toBeNull();
  expect(jsonTrouble('{"a": }')).toMatch(/JSON/);
  expect(jsonTrouble('{}')).toBeNull();
  expect(entriesOf('plain')).toEqual([]);
});
