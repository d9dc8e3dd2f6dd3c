// What is really known of a call that works, in words. A share is told only where one is known.
import { formatBytes, formatClock, formatPercent } from '$lib/i18n/formats';
import { t } from '$lib/i18n/words.svelte';
import type { Work } from './tiles';

/** What it does: `Receiving 63%`. */
export function workLine(work: Work): string {
  switch (work.kind) {
    case 'uploading':
      return work.part === null
        ? t('work-uploading')
        : t('work-uploading-share', { share: formatPercent(work.part) });
    case 'waiting':
      return work.part === null
        ? t('work-waiting')
        : t('work-waiting-share', { share: formatPercent(work.part) });
    case 'receiving':
      if (work.part !== null) {
        return t('work-receiving-share', { share: formatPercent(work.part) });
      }
      return work.bytes === 0
        ? t('work-receiving')
        : t('work-receiving-bytes', { bytes: formatBytes(work.bytes) });
    case 'saving':
      return t('work-saving');
    case 'backing-off':
      return t('work-backing-off');
  }
}

/** The clock under it: since when it waits, or how long until it tries again. */
export function workClock(work: Work, nowMs: number): string | null {
  if (work.kind === 'waiting' && work.sinceMs !== null) return formatClock(nowMs - work.sinceMs);
  if (work.kind === 'backing-off' && work.untilMs !== null) {
    return formatClock(Math.max(0, work.untilMs - nowMs) + 999);
  }
  return null;
}

/** The share that is known; null where only time passes. */
export function workShare(work: Work): number | null {
  return 'part' in work ? work.part : null;
}
