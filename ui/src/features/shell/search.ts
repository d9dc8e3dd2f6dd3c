// What the palette finds: commands by the words of their names, pictures by the words of their
// prompts, in any order and without regard to case.
import type { PictureView, Run } from '$lib/backend/generated';

const fold = (text: string): string => text.normalize('NFKC').toLowerCase();

/** Whether every word that was typed stands in the text. */
export function matches(text: string, typed: string): boolean {
  const folded = fold(text);
  return fold(typed)
    .split(/\s+/)
    .every((word) => folded.includes(word));
}

/** The newest picture of each run whose prompt matches, at the most so many. */
export function picturesOf(runs: readonly Run[], typed: string, limit = 6): PictureView[] {
  if (typed.trim() === '') return [];
  return runs
    .filter((run) => matches(run.prompt, typed))
    .flatMap((run) => run.calls.flatMap((call) => call.saved).slice(0, 1))
    .slice(0, limit);
}
