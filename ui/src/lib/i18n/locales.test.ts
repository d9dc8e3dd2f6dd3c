import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FluentResource } from '@fluent/bundle';
import { describe, expect, it } from 'vitest';
import chineseChat from '../../locales/zh-CN/chat.ftl?raw';
import chineseGallery from '../../locales/zh-CN/gallery.ftl?raw';
import chineseSettings from '../../locales/zh-CN/settings.ftl?raw';
import chineseVideo from '../../locales/zh-CN/video.ftl?raw';
import englishChat from '../../locales/en/chat.ftl?raw';
import englishGallery from '../../locales/en/gallery.ftl?raw';
import englishSettings from '../../locales/en/settings.ftl?raw';
import englishVideo from '../../locales/en/video.ftl?raw';
import { sources as chineseAtOnce } from './zh-CN';
import { sources as englishAtOnce } from './en';

const chinese = [...chineseAtOnce, chineseChat, chineseGallery, chineseSettings, chineseVideo];
const english = [...englishAtOnce, englishChat, englishGallery, englishSettings, englishVideo];

/** Every sentence and attribute of a language, with the variables in it. */
function sentences(sources: readonly string[]): Map<string, string> {
  const found = new Map<string, string>();
  for (const source of sources) {
    for (const message of new FluentResource(source).body) {
      if (found.has(message.id)) throw new Error(`${message.id} is there twice`);
      found.set(message.id, variables(message.value));
      for (const [name, pattern] of Object.entries(message.attributes)) {
        found.set(`${message.id}.${name}`, variables(pattern));
      }
    }
  }
  return found;
}

function variables(pattern: unknown): string {
  const names = [...JSON.stringify(pattern).matchAll(/"type":"var","name":"(\w+)"/g)];
  return [...new Set(names.map(([, name]) => name))].sort().join(' ');
}

function sourceFiles(folder: string): { path: string; text: string }[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.(svelte|ts)$/.test(path) && !path.endsWith('.test.ts'))
    .filter((path) => !path.includes('generated'))
    .map((path) => ({ path, text: readFileSync(join(folder, path), 'utf8') }));
}

/** Who may say the sentences of a part: what brings it along, and what only that shows. */
const SAID_BY: readonly { part: string; by: RegExp }[] = [
  { part: englishChat, by: /^(features\/chat\/|lib\/changes\/|.*\/Writing\.svelte)/ },
  { part: englishGallery, by: /^features\/library\// },
  { part: englishSettings, by: /^features\/settings\// },
  {
    part: englishVideo,
    by: /^(features\/video\/|lib\/films\/|.*\/(PanelFilm|FilmPictures|FilmLine|ViewerFilm)\.svelte)/,
  },
];
/** Codes and events have names like sentences there. */
const NAMES_OTHERS = /^lib\/(backend|testing)\/|^lib\/state\/reduce\.ts/;

const [, ...windowEnglish] = english;
const files = sourceFiles('src');
const code = files.map(({ text }) => text).join('\n');
const said = new Set([...code.matchAll(/['"`]([a-z][\w-]*)['"`]/gi)].map(([, word]) => word ?? ''));

describe('the languages', () => {
  it('have the same sentences with the same variables', () => {
    expect([...sentences(chinese)].sort()).toEqual([...sentences(english)].sort());
  });

  it('have every sentence that the code says', () => {
    const known = sentences(english);
    // Commands name theirs and leave the saying to the palette and the sheet.
    const used = [...code.matchAll(/\bt\(\s*'([\w-]+)'|\bsentence: '([\w-]+)'/g)].map(
      ([, id, named]) => id ?? named ?? '',
    );
    const attributes = [...code.matchAll(/\bta\(\s*'([\w-]+)',\s*'(\w+)'/g)].map(
      ([, id, name]) => `${id ?? ''}.${name ?? ''}`,
    );
    expect(used.length).toBeGreaterThan(100);
    expect([...used, ...attributes].filter((id) => !known.has(id))).toEqual([]);
  });

  it.each(SAID_BY)('say no sentence before it is there: $by', ({ part, by }) => {
    const late = new Set(sentences([part]).keys());
    expect(late.size).toBeGreaterThan(10);
    const early = files
      .filter(({ path }) => !by.test(path) && !NAMES_OTHERS.test(path))
      .flatMap(({ path, text }) =>
        [...text.matchAll(/'([a-z][\w-]*)'/g)]
          .filter(([, id]) => late.has(id ?? ''))
          .map(([, id]) => `${path}: ${id ?? ''}`),
      );
    expect(early).toEqual([]);
  });

  it('have no sentence of the window that nobody says', () => {
    const idle = [...sentences(windowEnglish).keys()].filter(
      (id) => !id.includes('.') && !said.has(id) && !composed(id),
    );
    expect(idle).toEqual([]);
  });

  it('call the keychain, and how long a key is kept without it, by one name each', () => {
    const about = (language: string[], word: RegExp): string[] =>
      language.flatMap((source) => source.split('\n').filter((line) => word.test(line)));
    const [, ...windowChinese] = chinese;
    // Only the first run speaks of "your" keychain, beside "your" folder.
    const welcome = /^first-line-2 = /;
    const other = (lines: string[], name: RegExp): string[] =>
      lines.filter((line) => !name.test(line) && !welcome.test(line));
    const said = about(windowEnglish, / = .*keychain/);
    expect(said.length).toBeGreaterThan(6);
    expect(other(said, /system’s keychain/)).toEqual([]);
    expect(other(about(windowChinese, /钥匙串/), /系统钥匙串/)).toEqual([]);
    expect(about(windowEnglish, / = .*key.*(Musa closes|session)/i)).toEqual([]);
    expect(other(about(windowChinese, /密钥.*(Musa 关闭|本次)/), /Musa 关闭为止/)).toEqual([]);
  });

  it('call the schema of an answer by a Chinese word in Chinese', () => {
    const lines = chineseChat.split('\n').filter((line) => / = .*Schema/.test(line));
    // The placeholder names the standard, for those who look for one.
    expect(lines).toEqual(['chat-schema-placeholder = JSON 结构（JSON Schema）']);
  });

  it('leave no sentence of the window empty', () => {
    for (const source of [...english.slice(1), ...chinese.slice(1)]) {
      expect(source).not.toMatch(/^[\w-]+ =\s*\n(?!\s)/m);
    }
  });
});

/** Ids that the code puts together: `` `value-${kind}-${value}` ``. */
function composed(id: string): boolean {
  return [...code.matchAll(/`([a-z][\w-]*)-\$\{/g)].some(([, start]) =>
    id.startsWith(`${start ?? ''}-`),
  );
}
