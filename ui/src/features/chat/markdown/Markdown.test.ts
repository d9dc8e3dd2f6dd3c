import { cleanup, render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, test, vi } from 'vitest';
import { createFake } from '$lib/backend/fake';
import Links from './Links.fixture.svelte';
import { hostOf, plain } from './links';

afterEach(() => cleanup());

function draw(text: string, streams = false): { opened: ReturnType<typeof vi.fn> } {
  const opened = vi.fn();
  render(Links, { backend: createFake({ scene: 'empty' }), opened, text, streams });
  return { opened };
}

test('markup in an answer stays text, and no element of it exists', () => {
  draw('Look: <img src=x onerror="alert(1)"> <b>bold</b>\n\n<script>alert(2)</script>');
  expect(document.querySelector('img, script, b')).toBeNull();
  expect(document.body.textContent).toContain('<img src=x onerror="alert(1)">');
  expect(document.body.textContent).toContain('<script>alert(2)</script>');
});

test('a picture from elsewhere is an address with its host, and is not loaded', () => {
  draw('![a dahlia](https://cdn.example/p.png)');
  expect(document.querySelector('img')).toBeNull();
  expect(screen.getByRole('button', { name: /a dahlia.*cdn\.example/ })).toBeVisible();
});

test('only https opens, by the one door, and shows its host', async () => {
  const { opened } = draw(
    '[good](https://a.example/x) [bad](http://b.example) [worse](javascript:alert(1)) [file](file:///etc/passwd)',
  );
  const buttons = screen.getAllByRole('button');
  expect(buttons).toHaveLength(1);
  expect(buttons[0]).toHaveTextContent('a.example');
  await userEvent.click(buttons[0] as HTMLElement);
  expect(opened.mock.calls).toEqual([['https://a.example/x']]);
  expect(document.querySelector('a')).toBeNull();
});

test('lists, tables, code, headings and marks are elements', () => {
  draw(
    '## Head\n\n1. **one**\n2. _two_\n\n- [x] done\n\n| a | b |\n|--|--|\n| 1 | 2 |\n\n```json\n{"a": 1}\n```\n\n`x` ~~y~~',
  );
  expect(screen.getByRole('heading', { name: 'Head', level: 3 })).toBeVisible();
  expect(document.querySelector('ol strong')).toHaveTextContent('one');
  expect(screen.getByRole('checkbox')).toBeChecked();
  expect(screen.getByRole('cell', { name: '2' })).toBeVisible();
  expect(screen.getByText('json')).toBeVisible();
  expect(document.querySelector('del')).toHaveTextContent('y');
});

test('character references are characters, in code they stay as written', () => {
  draw('a &amp; b &lt;c&gt; `&amp;`');
  expect(document.querySelector('p')).toHaveTextContent('a & b <c> &amp;');
  expect(plain('&lt;img src=x&gt; &nope;')).toBe('<img src=x> &nope;');
});

test('a host is told for https only, and never for an address with a name in it', () => {
  expect(hostOf('https://a.example:8443/b')).toBe('a.example:8443');
  expect(hostOf('https://google.com@evil.example/')).toBeNull();
  expect(hostOf('http://a.example')).toBeNull();
  expect(hostOf('//a.example')).toBeNull();
});
