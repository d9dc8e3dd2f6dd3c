// The library in every state a person meets, in every look; and what it does with a hundred thousand
// pictures.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { open, tabbing } from './browser.mjs';
import { faults, LOOKS } from './faults.mjs';

let browser;
before(async () => {
  browser = await open();
});
after(() => browser.close());

const tile = (page) => page.locator('[data-picture]').first();
const field = (page) => page.locator('.field [role=combobox]').first();

/** Opens the library of a scene and waits for its first pictures. */
async function library(view) {
  const opened = await browser.page({ scene: 'library', ...view });
  await opened.page.keyboard.press('Control+4');
  await opened.page.locator('[data-picture] img:not(.coming)').first().waitFor();
  return opened;
}

const STATES = {
  everything: async () => undefined,
  'a picture under the pointer': async (page) => {
    await page.locator('[data-picture]').nth(2).hover();
    await page.locator('[data-picture] button').first().waitFor();
  },
  'one picture': (page) => tile(page).click(),
  'several pictures': async (page) => {
    await tile(page).click();
    for (let step = 0; step < 3; step += 1) await page.keyboard.press('Shift+ArrowRight');
    await page.locator('aside dl').first().waitFor();
  },
  'a search with tokens': async (page) => {
    await field(page).fill('model:nano rating:>=4 塔');
    await page.locator('.token').first().waitFor();
  },
  'ways to go on': async (page) => {
    await field(page).pressSequentially('tag:');
    await page.getByRole('option').first().waitFor();
  },
  'a token that makes no sense': async (page) => {
    await field(page).fill('rating:many ');
    await page.locator('.refused').waitFor();
  },
  'a search that asks for nothing': async (page) => {
    await field(page).pressSequentially('rating:nine');
    await page.locator('.library .empty').last().waitFor();
    await page.locator('.field [role=alert]').waitFor();
  },
  'nothing found': async (page) => {
    await field(page).fill('zzzz');
    await page.locator('.library .empty').last().waitFor();
  },
  'the trash': async (page) => {
    await page.locator('[data-drop=trash]').click();
    await page.locator('.trash button').click();
    await page.getByRole('dialog').waitFor();
  },
  'a new board': async (page) => {
    await page.keyboard.press('Control+Shift+N');
    await page.getByRole('dialog').waitFor();
  },
  'cull mode': async (page) => {
    await tile(page).click();
    await page.keyboard.press('c');
    await page.locator('.stage img').first().waitFor();
    await page.keyboard.press('5');
  },
  'an import': async (page) => {
    await page.keyboard.press('Control+I');
    await page.locator('.card .buttons button').first().waitFor();
  },
  'something undone': async (page) => {
    await tile(page).click();
    await page.keyboard.press('Delete');
    await page.locator('.toast').waitFor();
    await page.keyboard.press('Control+Z');
    await page.locator('.toast').waitFor();
  },
};

for (const { lang, theme, size } of LOOKS) {
  describe(`the library, ${lang}, ${theme}, ${size.width} × ${size.height}`, () => {
    for (const [state, reach] of Object.entries(STATES)) {
      test(`${state} is readable, labelled and whole`, async (t) => {
        const { page, said, close } = await library({ lang, theme });
        t.after(close);
        await reach(page);
        await page.setViewportSize(size);
        assert.deepEqual(await faults(page), []);
        assert.deepEqual(said, []);
      });
    }
  });
}

test('Tab reaches everything of the library, and shows where it is', async (t) => {
  const { page, close } = await library({});
  t.after(close);
  const { missed, unseen } = await tabbing(page);
  assert.deepEqual(missed, []);
  assert.deepEqual(unseen, []);
});

describe('100,000 pictures', () => {
  test('End, Home and the date scale lead anywhere, with few elements in the page', async (t) => {
    const { page, said, close } = await library({ scene: 'library-100k' });
    t.after(close);
    await page.locator('[role=grid]:not([aria-rowcount="-1"])').waitFor();
    const tiles = page.locator('[data-picture]');
    await tile(page).click();
    await page.keyboard.press('End');
    await page.locator('[data-picture][aria-selected=true]').waitFor();
    const atEnd = await page.locator('[data-picture]:focus').getAttribute('data-picture');
    assert.match(atEnd, /^00000001-/);
    assert.ok((await tiles.count()) < 160, `${await tiles.count()} tiles`);
    const scale = page.getByRole('scrollbar');
    const { x, y, height } = await scale.boundingBox();
    await page.mouse.click(x + 30, y + height / 2);
    await page.waitForFunction(() => {
      const at = Number(document.querySelector('[role=scrollbar]').ariaValueNow);
      return at > 45 && at < 55;
    });
    await page.locator('[data-picture] img:not(.coming)').first().waitFor();
    await page.keyboard.press('Home');
    assert.deepEqual(said, []);
  });

  test('the wheel moves by its own pixels, and no tile keeps another picture', async (t) => {
    const { page, close } = await library({ scene: 'library-100k' });
    t.after(close);
    await page.locator('[role=grid]').hover();
    for (let step = 0; step < 20; step += 1) await page.mouse.wheel(0, 200);
    await page.waitForFunction(() => document.querySelector('[role=grid]').scrollTop === 4000);
    await page.waitForTimeout(300);
    const wrong = await page.evaluate(() => {
      const box = document.querySelector('[role=grid]').getBoundingClientRect();
      return [...document.querySelectorAll('[data-picture]')].filter((one) => {
        const { top, bottom } = one.getBoundingClientRect();
        const seen = bottom > box.top && top < box.bottom;
        return seen && one.querySelector('img:not(.coming)') === null;
      }).length;
    });
    assert.equal(wrong, 0);
  });
});
