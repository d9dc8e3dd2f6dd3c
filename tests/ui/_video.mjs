import { open, axe, cutText, tabbing } from './browser.mjs';
import { sentenceIds, untranslated } from './sentences.mjs';
const ids = sentenceIds();
const b = await open();
for (const lang of ['en','zh-CN']) for (const theme of ['dark','light']) for (const scene of ['video','video-empty','video-states','video-references','video-codec']) {
  const { page, said, close } = await b.page({ scene, theme, lang });
  for (const size of [{ width: 1440, height: 900 }, { width: 900, height: 600 }]) {
    await page.setViewportSize(size);
    const text = await page.evaluate(() => document.body.innerText);
    const f = [...untranslated(text, ids), ...(await cutText(page)), ...(await axe(page))];
    if (f.length || said.length) console.log(scene, lang, theme, size.width, f, said);
    await page.screenshot({ path: `/tmp/s-${scene}-${lang}-${theme}-${size.width}.png` });
  }
  await close();
}
for (const scene of ['video', 'video-states', 'video-references']) { const { page, close } = await b.page({ scene }); const r = await tabbing(page); console.log(scene, r); await close(); }
await b.close();
