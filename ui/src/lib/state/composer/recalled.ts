// A run's prompt, settings and references for the composer. Every reference is asked for by
// itself: an answer about several does not say which of them are missing.
import type { Backend } from '$lib/backend/backend';
import type { CommandError, HeldReference, Run } from '$lib/backend/generated';
import { choicesOf, type Content } from './composition';
import { withoutMissing, type Left } from './missing';

/** What came back, and what was said of the rest. */
export interface Recalled {
  /** The project is the window's, not the run's. */
  readonly content: Omit<Content, 'board'> & Left;
  readonly refused: readonly CommandError[];
}

/** Holds what the run was sent with, place by place. */
export async function recalled(backend: Backend, run: Run): Promise<Recalled> {
  const refused: CommandError[] = [];
  const held = async (hash: string): Promise<HeldReference | null> => {
    const answer = await backend.holdSent({ hashes: [hash] });
    refused.push(...answer.refused);
    return answer.references[0] ?? null;
  };
  const places: (HeldReference | null)[] = [];
  for (const { hash } of run.references) places.push(await held(hash));
  const mask = run.mask === null ? null : await held(run.mask.hash);
  const content = {
    model: run.model,
    choices: choicesOf(run),
    route: run.route,
    count: run.asked,
    also: [],
    continues: run.continues,
    drafts: run.drafts,
    ...withoutMissing(run.prompt, places, mask, run.mask !== null),
  };
  return { content, refused };
}
