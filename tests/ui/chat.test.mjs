// Chat in a browser: a conversation of 500 messages, an answer that streams, and the keyboard.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { axe, open, tabbing } from './browser.mjs';

let browser;
before(async () => {
  browser = await open();
});
after(() => browser.close());

for (const scene of ['chat', 'chat-tools', 'chat-search']) {
  test(`Tab reaches everything of ${scene}, and shows where it is`, async (t) => {
    const { page, close } = await browser.page({ scene });
    t.after(close);
    const { missed, unseen } = await tabbing(page);
    assert.deepEqual(missed, []);
    assert.deepEqual(unseen, []);
  });
}

test('500 messages open at their end, and more is drawn further up without a jump', async (t) => {
  const { page, close } = await browser.page({ scene: 'chat-long' });
  t.after(close);
  await page.getByRole('heading', { name: 'Answer 250' }).waitFor();
  const scroll = page.getByRole('region', { name: 'Conversation' });
  const state = () =>
    scroll.evaluate((element) => ({
      drawn: element.querySelectorAll('[data-message]').length,
      fromEnd: element.scrollHeight - element.scrollTop - element.clientHeight,
    }));
  const first = await state();
  assert.ok(first.drawn < 100, `${first.drawn} messages are drawn at once`);
  assert.ok(first.fromEnd < 4, `it stands ${first.fromEnd} px above its end`);
  for (let step = 0; step < 40; step += 1) {
    await scroll.evaluate((element) => element.scrollBy(0, -1200));
    await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => drawn())));
  }
  const later = await state();
  assert.ok(later.drawn > first.drawn, 'nothing more was drawn');
  // Where one is, counted from the end, is where one scrolled to: what came above moved nothing.
  assert.ok(Math.abs(later.fromEnd - 40 * 1200) < 1300, `${later.fromEnd} px from the end`);
});

test('an answer streams, is followed, and ends with what it cost', async (t) => {
  const { page, said, close } = await browser.page({ scene: 'chat-empty' });
  t.after(close);
  await page.getByRole('textbox', { name: 'Message' }).fill('Name the tin');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Stop' }).waitFor();
  await page.getByText('Two ways').waitFor();
  await page.getByRole('button', { name: 'Send' }).waitFor();
  await page
    .getByText(/tokens · ¥/)
    .first()
    .waitFor();
  assert.deepEqual(await axe(page), []);
  assert.deepEqual(said, []);
});
