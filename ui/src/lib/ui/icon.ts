// What an icon is: one of lucide's, each imported from its own file.
import type Star from '@lucide/svelte/icons/star';

/** One of lucide's icons. */
export type IconOf = typeof Star;
