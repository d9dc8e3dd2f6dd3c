// Every situation of the window in every look: readable, labelled, whole, and quiet on the console.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { open, tabbing } from './browser.mjs';
import { faults, LOOKS } from './faults.mjs';
import { scenes, sentenceIds, untranslated } from './sentences.mjs';

const ids = sentenceIds();
let browser;
before(async () => {
  browser = await open();
});
after(() => browser.close());

test('the scenes are found in their source', () => {
  assert.ok(scenes().includes('first-run'));
  assert.ok(ids.includes('error-prompt-empty'));
  assert.deepEqual(untranslated('see error-prompt-empty of nano-banana-2', ids), [
    'error-prompt-empty',
  ]);
});

for (const { lang, theme, size } of LOOKS) {
  describe(`${lang}, ${theme}, ${size.width} × ${size.height}`, () => {
    for (const scene of scenes()) {
      test(`${scene} is readable, labelled and whole`, async (t) => {
        const { page, said, close } = await browser.page({ scene, theme, lang });
        t.after(close);
        await page.setViewportSize(size);
        assert.deepEqual(await faults(page), []);
        assert.deepEqual(said, []);
      });
    }
    test('every part of Settings is readable, labelled and whole', async (t) => {
      const { page, said, close } = await browser.page({ scene: 'runs', theme, lang });
      t.after(close);
      await page.keyboard.press('Control+,');
      const parts = page.getByRole('dialog').locator('nav button');
      await parts.first().waitFor();
      assert.equal(await parts.count(), 5);
      await page.setViewportSize(size);
      for (const part of await parts.all()) {
        await part.click();
        assert.deepEqual(await faults(page), [], await part.innerText());
      }
      assert.deepEqual(said, []);
    });
    for (const [what, keys] of [
      ['settings', 'Control+,'],
      ['the shortcut sheet', '?'],
      ['the command palette', 'Control+k'],
    ]) {
      test(`${what} over Create is readable, labelled and whole`, async (t) => {
        const { page, said, close } = await browser.page({ scene: 'runs', theme, lang });
        t.after(close);
        // Keys without a modifier belong to the text field that has the focus.
        await page.evaluate(() => document.activeElement?.blur());
        await page.keyboard.press(keys);
        await page.getByRole('dialog').waitFor();
        await page.setViewportSize(size);
        assert.deepEqual(await faults(page), []);
        assert.deepEqual(said, []);
      });
    }
  });
}

for (const scene of ['first-run', 'runs', 'failed', 'library-missing', 'video', 'video-states']) {
  test(`Tab reaches everything of ${scene}, and shows where it is`, async (t) => {
    const { page, close } = await browser.page({ scene });
    t.after(close);
    const { missed, unseen } = await tabbing(page);
    assert.deepEqual(missed, []);
    assert.deepEqual(unseen, []);
  });
}
