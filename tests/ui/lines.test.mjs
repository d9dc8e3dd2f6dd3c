// Where Chinese sentences of the window break: never inside a word, never before the last character.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { open } from './browser.mjs';

/** Broken words, and characters that stand alone on a last line. */
function badBreaks() {
  const words = new Intl.Segmenter('zh', { granularity: 'word' });
  const bad = [];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = texts.nextNode(); node !== null; node = texts.nextNode()) {
    const { parentElement: element, data } = node;
    if (!/\p{Script=Han}/u.test(data) || !element.checkVisibility()) continue;
    if (element.closest('textarea, .selectable, .unseen, [inert]') !== null) continue;
    const range = document.createRange();
    const tops = Array.from(data, (_, at) => {
      range.setStart(node, at);
      range.setEnd(node, at + 1);
      return Math.round(range.getBoundingClientRect().top / 4);
    });
    for (const { segment, index } of words.segment(data)) {
      if (!/^\p{Script=Han}{2,}$/u.test(segment)) continue;
      if (new Set(tops.slice(index, index + segment.length)).size > 1) {
        bad.push(`“${segment}” is broken: ${data}`);
      }
    }
    const last = data.trimEnd().replace(/\p{P}+$/u, '').length - 1;
    if (last > 0 && tops[last] !== tops[last - 1]) bad.push(`one character is alone: ${data}`);
  }
  return bad;
}

test('Chinese breaks after its marks, in tiles, notices, empty places and dialogs', async (t) => {
  const browser = await open();
  t.after(browser.close);
  for (const scene of ['failed', 'offline', 'video-states', 'video-references', 'library']) {
    const { page, close } = await browser.page({ scene, lang: 'zh-CN' });
    if (scene === 'library') {
      await page.keyboard.press('Control+4');
      await page.locator('[data-drop=trash]').click();
      await page.locator('.trash button').click();
      await page.getByRole('dialog').waitFor();
    }
    for (const [width, height] of [
      [1440, 900],
      [900, 600],
    ]) {
      await page.setViewportSize({ width, height });
      assert.deepEqual(await page.evaluate(badBreaks), [], `${scene}, ${width}`);
    }
    await close();
  }
});
