// The headings of the palette and the shortcut sheet.
import type { CommandGroup } from '$lib/state/shortcuts';

/** Each group's heading. */
export const GROUPS: Record<CommandGroup, string> = {
  general: 'group-general',
  create: 'group-create',
  chat: 'group-chat',
  video: 'group-video',
  picture: 'group-picture',
  library: 'group-library',
  cull: 'group-cull',
  viewer: 'group-viewer',
};
