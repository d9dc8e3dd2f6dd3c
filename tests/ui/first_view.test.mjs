// What must be loaded before anything is seen: at most 150 kB of scripts and styles, gzipped.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { DIST, open } from './browser.mjs';

const BUDGET = 150_000;

/** Scripts and styles of the window; the fake backend is none of it. */
const counts = (path) => /\.(js|css)$/.test(path) && !/\/fake-[^/]*\.js$/.test(path);

for (const [scene, lang] of [
  ['first-run', 'en'],
  ['runs', 'zh-CN'],
]) {
  test(`the first view of ${scene} in ${lang} is at most 150 kB, gzipped`, async (t) => {
    const browser = await open();
    t.after(browser.close);
    const { loaded } = await browser.page({ scene, lang });
    const files = loaded.filter(counts);
    const sizes = files.map((path) => gzipSync(readFileSync(join(DIST, path))).length);
    const total = sizes.reduce((sum, size) => sum + size, 0);
    assert.ok(
      files.some((path) => path.endsWith('.js')),
      'a script is loaded',
    );
    assert.ok(
      files.some((path) => path.endsWith('.css')),
      'a style is loaded',
    );
    const listed = files.map((path, index) => `${path} ${sizes[index]}`).join('\n');
    assert.ok(total <= BUDGET, `${total} bytes:\n${listed}`);
    console.log(`${scene}, ${lang}: ${total} bytes`);
  });
}

test('the fake backend is not counted, a later part is', () => {
  assert.ok(counts('/assets/index-a.js') && counts('/assets/Settings-b.css'));
  assert.ok(!counts('/assets/fake-c.js') && !counts('/assets/inter.woff2'));
});
