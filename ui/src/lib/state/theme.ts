// Which theme is on, from the choice and the system.
import type { ThemeChoice } from '$lib/backend/generated';

/** A theme of tokens.css. */
export type Theme = 'dark' | 'light';

/** The theme that a choice means here. */
export function themeOf(choice: ThemeChoice, systemIsLight: boolean): Theme {
  if (choice !== 'system') return choice;
  return systemIsLight ? 'light' : 'dark';
}
