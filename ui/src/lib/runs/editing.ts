// What going on with a picture is called: one that nobody here made has no edit to continue.
import type { PictureView } from '$lib/backend/generated';
import { t } from '$lib/i18n/words.svelte';

type Edited = Pick<PictureView, 'run' | 'canContinue'>;

const isOwn = ({ run, canContinue }: Edited): boolean => canContinue || run !== null;

/** The name of the button. */
export function editName(picture: Edited): string {
  return t(isOwn(picture) ? 'continue-edit' : 'edit-picture');
}

/** What is not as the name says; undefined where its conversation goes on. */
export function editHow(picture: Edited): string | undefined {
  if (picture.canContinue) return undefined;
  return t(isOwn(picture) ? 'continues-plain' : 'edit-picture-how');
}
