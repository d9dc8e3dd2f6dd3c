// Runs, calls and pictures for tests. No part of the page.
import type { PictureView, Run, RunCall } from '$lib/backend/generated';

/** A call that waits for its turn. */
export function aCall(given: Partial<RunCall> = {}): RunCall {
  return {
    id: 'call',
    pictures: 1,
    state: 'queued',
    progress: null,
    sinceMs: null,
    error: null,
    kept: false,
    answered: false,
    cures: [],
    draft: null,
    saved: [],
    ...given,
  };
}

/** A run of one such call. */
export function aRun(given: Partial<Run> = {}): Run {
  const calls = given.calls ?? [aCall()];
  return {
    id: 'run',
    createdAt: '2026-11-22T14:05:00Z',
    prompt: 'a red fox',
    model: 'nano-banana-2',
    modelName: 'Nano Banana 2',
    ratio: null,
    size: null,
    expected: null,
    quality: null,
    background: null,
    format: null,
    fidelity: null,
    compression: null,
    moderation: null,
    route: 'automatic',
    usedRoute: 'images',
    otherRoutes: [],
    group: null,
    continues: null,
    drafts: null,
    asked: calls.reduce((sum, call) => sum + call.pictures, 0),
    provider: 'relay',
    providerName: 'whatai relay',
    demo: false,
    references: [],
    mask: null,
    reductions: [],
    each: null,
    tookMs: null,
    discarded: false,
    retriedAs: null,
    ...given,
    calls,
  };
}

/** A saved picture. */
export function aPicture(id: string, given: Partial<PictureView> = {}): PictureView {
  return {
    id,
    seq: 1,
    hash: id.padEnd(64, '0'),
    width: 1536,
    height: 1024,
    bytes: 2_000_000,
    format: 'png',
    durationMs: null,
    film: null,
    path: `2026-11-22/${id}.png`,
    prompt: 'a red fox',
    model: 'nano-banana-2',
    createdAt: '2026-11-22T14:05:09Z',
    run: 'run',
    call: 'call',
    file: 'there',
    canContinue: false,
    colour: null,
    rating: 0,
    flag: 'none',
    ...given,
  };
}
