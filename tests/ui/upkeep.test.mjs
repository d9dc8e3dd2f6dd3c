// Looking after the library from Settings: readable, labelled and whole in every state, and all of
// it by keyboard.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { open } from './browser.mjs';
import { faults, LOOKS } from './faults.mjs';

let browser;
before(async () => {
  browser = await open();
});
after(() => browser.close());

/** Opens the library's part of Settings; its last part is the upkeep. */
async function upkeep(view) {
  const opened = await browser.page({ scene: 'library', ...view });
  await opened.page.keyboard.press('Control+,');
  const parts = opened.page.getByRole('dialog').locator('nav button');
  await parts.nth(1).click();
  const whole = opened.page.getByRole('dialog').locator('section');
  const part = whole.filter({ has: opened.page.locator('h3') }).last();
  await part.scrollIntoViewIfNeeded();
  return { ...opened, part };
}

const check = (part) => part.locator('li button').first();
const asked = (part) => part.locator('li [role=group]');
const rebuild = (part) => part.locator('li').nth(1).locator('button').last();

const STATES = {
  'at rest': async () => undefined,
  'a check that goes on': async (part) => {
    await check(part).click();
    await part.locator('progress').waitFor();
  },
  'what a check found': async (part) => {
    await check(part).click();
    await part.locator('details summary').click();
    await part.locator('details li').first().waitFor();
  },
  'the question before a new index': async (part) => {
    await rebuild(part).click();
    await asked(part).waitFor();
  },
  'a new index': async (part) => {
    await rebuild(part).click();
    await asked(part).locator('button').last().click();
    await part.locator('progress').waitFor();
    await part.locator('progress').waitFor({ state: 'detached' });
  },
  'a check that is refused': async (part) => {
    await rebuild(part).click();
    await asked(part).locator('button').last().click();
    await part.locator('progress').waitFor();
    await check(part).click();
    await part.getByRole('alert').waitFor();
  },
};

for (const { lang, theme, size } of LOOKS) {
  describe(`the upkeep of the library, ${lang}, ${theme}, ${size.width} × ${size.height}`, () => {
    for (const [state, reach] of Object.entries(STATES)) {
      test(`${state} is readable, labelled and whole`, async (t) => {
        const { page, part, said, close } = await upkeep({ lang, theme });
        t.after(close);
        await reach(part);
        await page.setViewportSize(size);
        assert.deepEqual(await faults(page), []);
        assert.deepEqual(said, []);
      });
    }
  });
}

test('a check and a new index are made by keyboard, and Escape leaves the question only', async (t) => {
  const { page, part, close } = await upkeep({});
  t.after(close);
  await check(part).focus();
  await page.keyboard.press('Enter');
  await part.locator('details').waitFor();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  const group = asked(part);
  await group.waitFor();
  await page.keyboard.press('Escape');
  await group.waitFor({ state: 'detached' });
  assert.equal(await page.getByRole('dialog').count(), 1);
  await page.keyboard.press('Enter');
  await group.waitFor();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await part.locator('progress').waitFor();
  assert.equal(
    await page.evaluate(() => document.activeElement?.tagName),
    'SECTION',
    'the keyboard is at what comes of it',
  );
});
