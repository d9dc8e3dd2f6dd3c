// Whether a text of the panel is so long that it is folded. Counted, not measured: what is counted
// is known before anything is drawn, and the same in a test.

/** Lines that a folded text shows. */
export const SHOWN_LINES = 6;
/** So many lines are shown whole: folding must hide more than a line or two. */
const WHOLE_LINES = 8;
/** Latin letters in a line of the panel, about; a Chinese character is as wide as two. */
const LINE = 44;
const WIDE = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60]/;

/** About how many lines the panel needs for it. */
export function linesOf(text: string): number {
  return text.split('\n').reduce((lines, line) => {
    let width = 0;
    for (const sign of line) width += WIDE.test(sign) ? 2 : 1;
    return lines + Math.max(1, Math.ceil(width / LINE));
  }, 0);
}

/** Whether it is folded at first. */
export function isLong(text: string): boolean {
  return linesOf(text) > WHOLE_LINES;
}
