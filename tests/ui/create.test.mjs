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

test('the pickers of a composer stand in one row, evenly, in every size', async (t) => {
  const browser = await open();
  t.after(browser.close);
  for (const lang of ['en', 'zh-CN']) {
    for (const scene of ['runs', 'video', 'chat']) {
      const { page, close } = await browser.page({ scene, lang });
      for (const [width, height] of [
        [1440, 900],
        [1100, 700],
        [900, 600],
      ]) {
        await page.setViewportSize({ width, height });
        const gaps = await page
          .locator('.composer .pickers')
          .last()
          .evaluate((bar) => {
            const boxes = [...bar.children].map((one) => one.getBoundingClientRect());
            return boxes.slice(1).map(({ left }, at) => Math.round(left - boxes[at].right));
          });
        const where = `${scene}, ${lang}, ${width}: ${gaps.join(' ')}`;
        // The last one is what makes it, at the other end.
        assert.equal(new Set(gaps.slice(0, -1)).size, 1, where);
        assert.ok(gaps.at(-1) >= gaps[0], where);
      }
      await close();
    }
  }
});
