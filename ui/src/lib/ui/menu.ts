// What a menu is made of, the same for menus under a button and menus at the pointer.
import type { KeyName } from '$lib/state/shortcuts';
import type { IconOf } from './icon';

/** One line of a menu. */
export interface MenuItem {
  id: string;
  label: string;
  icon?: IconOf | undefined;
  keys?: KeyName | undefined;
  /** It is the one that stands. */
  checked?: boolean | undefined;
  danger?: boolean | undefined;
  /** A second, quieter line. */
  detail?: string | undefined;
  run: () => void;
}

/** Lines between two rules. */
export type MenuGroup = readonly MenuItem[];
