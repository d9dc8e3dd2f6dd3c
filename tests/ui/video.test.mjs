// Video in a real browser: what opens over it is readable and labelled, and a film really plays.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { axe, cutText, open } from './browser.mjs';
import { sentenceIds, untranslated } from './sentences.mjs';

const ids = sentenceIds();
let browser;
before(async () => {
  browser = await open();
});
after(() => browser.close());

/** Everything that can be wrong with what is on the screen now. */
async function faults(page) {
  const text = await page.evaluate(() => document.body.innerText);
  return [
    ...untranslated(text, ids).map((id) => `not put into words: ${id}`),
    ...(await cutText(page)),
    // What floats is drawn at the end of the page, beside its landmarks, as in every place.
    ...(await axe(page)).filter((one) => !one.startsWith('region: <div id="bits-')),
  ];
}

const picker = (at) => (page) => page.locator('.video .pickers .picker').nth(at).click();

/** What can be opened over Video: the scene, and the way there. */
const OPENED = {
  'the models': ['video-empty', picker(0), '[role=listbox]'],
  'the ratios': ['video-empty', picker(1), '[role=radiogroup]'],
  'the lengths': ['video-references', picker(2), '[type=range]'],
  'more settings': ['video', picker(3), '[type=number]'],
  'a slot': ['video', (page) => page.locator('.slot .inside').first().click(), '[role=menu]'],
  'a running film in the panel': [
    'video',
    (page) => page.locator('[data-film].running').click(),
    'aside .notice',
  ],
  'a film in the panel': [
    'video',
    (page) => page.locator('[data-film] .clock').click(),
    'aside .doings',
  ],
  'a failed film in the panel': [
    'video-states',
    (page) => page.locator('[data-film].failed').first().click(),
    'aside .ended',
  ],
  'a conflict': [
    'video-references',
    (page) => page.locator('.video .generate').click(),
    '.conflict',
  ],
  'the library': [
    'video',
    async (page) => {
      await page.locator('.slot .inside').first().click();
      await page.getByRole('menuitem').nth(1).click();
    },
    '[role=dialog]',
  ],
  'the queue': [
    'video',
    (page) => page.locator('.rail .below button').first().click(),
    '.queue li',
  ],
};

for (const [lang, theme] of [
  ['en', 'light'],
  ['zh-CN', 'dark'],
]) {
  for (const [what, [scene, go, there]] of Object.entries(OPENED)) {
    test(`${what} over Video is readable, labelled and whole in ${lang}, ${theme}`, async (t) => {
      const { page, said, close } = await browser.page({ scene, lang, theme });
      t.after(close);
      await go(page);
      await page.locator(there).first().waitFor();
      assert.deepEqual(await faults(page), []);
      assert.deepEqual(said, []);
    });
  }
}

/** The pixels of the film that is shown now. */
function frame(page) {
  return page.evaluate(() => {
    const video = document.querySelector('video');
    const canvas = document.createElement('canvas');
    canvas.width = 48;
    canvas.height = 27;
    const brush = canvas.getContext('2d');
    brush.drawImage(video, 0, 0, 48, 27);
    return [...brush.getImageData(0, 0, 48, 27).data].join();
  });
}

test('a film plays in its place: one frame differs from the next, and keys hold it', async (t) => {
  const { page, said, close } = await browser.page({ scene: 'video' });
  t.after(close);
  const tile = page.locator('[data-film].done');
  await tile.focus();
  await page.keyboard.press('Space');
  await page.waitForFunction(() => (document.querySelector('video')?.currentTime ?? 0) > 0.2);
  const first = await frame(page);
  await page.waitForFunction(() => document.querySelector('video').currentTime > 1.2);
  assert.notEqual(await frame(page), first);
  await page.keyboard.press('k');
  await page.waitForFunction(() => document.querySelector('video').paused);
  await page.keyboard.press('Home');
  await page.waitForFunction(() => document.querySelector('video').currentTime === 0);
  assert.deepEqual(said, []);
  // Another place is not for listening: the film is closed there.
  await page.locator('[data-place="library"]').click();
  await page.waitForFunction(() => document.querySelector('video') === null);
});

test('a film in the library shows that it is one, and opens in the viewer', async (t) => {
  const { page, said, close } = await browser.page({ scene: 'video' });
  t.after(close);
  await page.locator('[data-place="library"]').click();
  const film = page.getByRole('gridcell').first();
  await film.getByText('0:05').waitFor();
  await film.dblclick();
  await page.locator('.viewer .big').click();
  await page.waitForFunction(() => (document.querySelector('.viewer video')?.currentTime ?? 0) > 0);
  assert.deepEqual(await cutText(page), []);
  assert.deepEqual(said, []);
});

test('a system without the decoder says so, and offers another program', async (t) => {
  const { page, close } = await browser.page({ scene: 'video-codec' });
  t.after(close);
  await page.locator('[data-film].done .big').click();
  await page.getByRole('button', { name: 'Open in player' }).waitFor();
  assert.deepEqual(await axe(page), []);
});
