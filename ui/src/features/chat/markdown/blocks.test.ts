import fc from 'fast-check';
import { Lexer } from 'marked';
import { expect, test } from 'vitest';
import { grown, inside, levelsOf, NOTHING, type Lexed } from './blocks';

const ANSWER = `# Plan

Two lines for a *tin*, see [the list][stock].

1. one

2. two
   - inner

   more of two

3. three

> said
> more

| a | b |
|---|---|
| 1 | 2 |

\`\`\`ts
const a = 1;

// still code
\`\`\`

Setext
------

<b>raw</b> and the end

[stock]: https://shop.example/list
`;

function inPieces(text: string, cuts: readonly number[]): Lexed {
  let lexed = NOTHING;
  for (const cut of [...cuts].sort((a, b) => a - b)) lexed = grown(lexed, text.slice(0, cut));
  return grown(lexed, text);
}

const kinds = (lexed: Lexed): string[] =>
  lexed.blocks.map(({ token }) => `${token.type} ${token.raw}`);

test('an answer gives the same blocks in whatever pieces it came', () => {
  const whole = new Lexer().lex(ANSWER).map((token) => `${token.type} ${token.raw}`);
  fc.assert(
    fc.property(fc.array(fc.nat(ANSWER.length), { maxLength: 40 }), (cuts) => {
      expect(kinds(inPieces(ANSWER, cuts))).toEqual(whole);
    }),
  );
});

test('every single cut gives the same blocks too', () => {
  const each = Array.from({ length: ANSWER.length }, (_, at) => at);
  expect(kinds(inPieces(ANSWER, each))).toEqual(kinds(grown(NOTHING, ANSWER)));
});

test('blocks before the end keep their tokens while the text grows', () => {
  const first = grown(NOTHING, 'One.\n\nTwo.\n\nThree');
  const next = grown(first, 'One.\n\nTwo.\n\nThree and more');
  expect(next.blocks[0]).toBe(first.blocks[0]);
  expect(next.blocks[2]).toBe(first.blocks[2]);
  expect(next.blocks[4]).not.toBe(first.blocks[4]);
  expect(next.blocks[4]?.at).toBe(first.blocks[4]?.at);
});

test('an address that is defined at the end is found once the text is whole', () => {
  const text = 'See [here][a].\n\n[a]: https://b.example/c\n';
  const loose = grown(grown(NOTHING, 'See [here][a].\n\n'), text);
  const whole = grown(loose, text, true);
  const [paragraph] = whole.blocks;
  const tokens = paragraph === undefined ? [] : inside(paragraph.token);
  expect(tokens.some((token) => token.type === 'link')).toBe(true);
});

test('a text that is no longer what it was is read anew', () => {
  expect(kinds(grown(grown(NOTHING, 'old\n\ntext'), 'new'))).toEqual(['paragraph new']);
});

test('line ends of other systems are line ends', () => {
  expect(kinds(grown(NOTHING, 'a\r\n\r\nb'))).toEqual(['paragraph a', 'space \n\n', 'paragraph b']);
});

test('headings go down by one step at a time', () => {
  const { blocks } = grown(NOTHING, '# a\n\n### b\n\n### c\n\n# d\n\n## e\n');
  expect([...levelsOf(blocks, 3).values()]).toEqual([3, 4, 4, 3, 4]);
});

test('a long answer is lexed in pieces within a frame each', () => {
  const paragraph = `${'word '.repeat(60)}\n\n`;
  let text = '';
  let lexed = NOTHING;
  const started = performance.now();
  for (let at = 0; at < 170; at += 1) {
    text += paragraph;
    lexed = grown(lexed, text);
  }
  expect(lexed.blocks.length).toBeGreaterThan(300);
  // 10,000 words in 170 pieces: far below the 16 ms of a frame each, also on a slow machine.
  expect((performance.now() - started) / 170).toBeLessThan(16);
});
