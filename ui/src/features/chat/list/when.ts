// When something was last said, as short as a list has room for: `2 min`, `14:05`, `yesterday`,
// `Thu`, `11 Nov`. By Intl, in the language that is spoken.
import { formatTime } from '$lib/i18n/formats';
import { language, t } from '$lib/i18n/words.svelte';

const MINUTE = 60_000;
const DAY = 86_400_000;

function midnight(at: Date): number {
  return new Date(at.getFullYear(), at.getMonth(), at.getDate()).getTime();
}

/** The time since, or the time itself. */
export function whenOf(updatedAt: string, now: number): string {
  const at = new Date(updatedAt);
  const spoken = language() === 'en' ? 'en-GB' : language();
  const ago = now - at.getTime();
  if (ago < MINUTE) return t('chat-now');
  if (ago < 60 * MINUTE) return t('chat-minutes', { count: Math.floor(ago / MINUTE) });
  const days = Math.round((midnight(new Date(now)) - midnight(at)) / DAY);
  if (days <= 0) return formatTime(at.getTime());
  if (days === 1) {
    return new Intl.RelativeTimeFormat(spoken, { numeric: 'auto' }).format(-1, 'day');
  }
  if (days < 7) return new Intl.DateTimeFormat(spoken, { weekday: 'short' }).format(at);
  const year = at.getFullYear() === new Date(now).getFullYear() ? undefined : 'numeric';
  return new Intl.DateTimeFormat(spoken, { day: 'numeric', month: 'short', year }).format(at);
}
