// Everything that can be wrong with what is on the screen: sentences that nobody wrote, text that is
// cut, and what axe finds.
import { axe, cutText } from './browser.mjs';
import { sentenceIds, untranslated } from './sentences.mjs';

const ids = sentenceIds();
const LARGE = { width: 1440, height: 900 };
const SMALL = { width: 900, height: 600 };

/** How the window is looked at: each theme and each language in both sizes, so that any two of the
    three have met. */
export const LOOKS = [
  { lang: 'en', theme: 'dark', size: LARGE },
  { lang: 'en', theme: 'light', size: SMALL },
  { lang: 'zh-CN', theme: 'dark', size: SMALL },
  { lang: 'zh-CN', theme: 'light', size: LARGE },
];

/** Everything that can be wrong with what is on the screen now. */
export async function faults(page) {
  const text = await page.evaluate(() => document.body.innerText);
  const labels = await page.evaluate(() =>
    [...document.querySelectorAll('[aria-label], [title], [placeholder], [alt]')]
      .flatMap((one) =>
        ['aria-label', 'title', 'placeholder', 'alt'].map((name) => one.getAttribute(name)),
      )
      .filter(Boolean)
      .join('\n'),
  );
  return [
    ...untranslated(`${text}\n${labels}`, ids).map((id) => `not put into words: ${id}`),
    ...(await cutText(page)),
    ...(await axe(page)),
  ];
}
