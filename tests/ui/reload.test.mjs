// A page that is loaded anew stands where it stood, and works there.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { open } from './browser.mjs';
import { faults } from './faults.mjs';

/** What is there once a place is open. */
const SHOWS = {
  create: '.composer',
  chat: '.composer',
  video: '.composer',
  library: '[data-picture] img:not(.coming)',
};

test('a reload opens the place that was open', async (t) => {
  const browser = await open();
  t.after(browser.close);
  for (const [place, shown] of Object.entries(SHOWS)) {
    const { page, said, close } = await browser.page({ scene: 'library' });
    await page.locator(`[data-place="${place}"]`).click();
    await page.locator('.place:not(.away)').locator(shown).first().waitFor();
    await page.reload();
    await page.locator('.place:not(.away)').locator(shown).first().waitFor();
    const current = page.locator('[data-place][aria-current="page"]');
    assert.equal(await current.getAttribute('data-place'), place);
    assert.deepEqual(await faults(page), [], place);
    // What is under it is out of reach.
    const focused = await page.evaluate(() => document.activeElement?.closest('[inert]') !== null);
    assert.equal(focused, false, place);
    assert.deepEqual(said, []);
    await close();
  }
});
