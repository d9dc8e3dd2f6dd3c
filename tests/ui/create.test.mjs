// What a screen reader is told of Create, held against `create.aria.yml`.
// `MUSA_WRITE_SNAPSHOTS=1` writes it anew.
import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { test } from 'node:test';
import { open } from './browser.mjs';

const KEPT = new URL('./create.aria.yml', import.meta.url);

test('Create tells a screen reader what it shows', async (t) => {
  const browser = await open();
  t.after(browser.close);
  const { page } = await browser.page({ scene: 'runs' });
  const told = `${await page.locator('body').ariaSnapshot()}\n`;
  if (process.env.MUSA_WRITE_SNAPSHOTS === '1') await writeFile(KEPT, told);
  assert.equal(told, await readFile(KEPT, 'utf8'));
});
