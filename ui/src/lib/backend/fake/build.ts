// Makes the fake's runs, calls, pictures and references from a few words. It keeps count, so that
// ids are the same at every start of a scene.
import type {
  CallState,
  CommandError,
  HeldReference,
  Money,
  PictureFlag,
  PictureView,
  Progress,
  Route,
  Run,
  RunCall,
  SentReference,
} from '../generated';
import { AVERAGES, hashOf, type Subject } from './drawn';
import { ROUTES } from '$lib/state/composer/routes';
import { MODELS, RELAY } from './world';

/** A picture's id: a UUID, as in the raw buffers of a view. */
export function pictureId(number: number): string {
  const head = String(number).padStart(8, '0');
  return `${head}-0000-7000-8000-000000000000`;
}

/** Counts up, for ids that are the same at every start. */
export class Builder {
  #count = 0;
  readonly #now: number;

  constructor(now: number) {
    this.#now = now;
  }

  /** The next number. */
  next(): number {
    this.#count += 1;
    return this.#count;
  }

  id(kind: string): string {
    return `${kind}-${String(this.next()).padStart(6, '0')}`;
  }

  picture(made: {
    subject: Subject;
    width: number;
    height: number;
    prompt: string;
    model?: string | null;
    tint?: number;
    createdAt?: string;
    run?: string | null;
    call?: string | null;
    format?: string;
    canContinue?: boolean;
    rating?: number;
    flag?: PictureFlag;
  }): PictureView {
    const seq = this.next();
    const { subject, width, height, tint = 0 } = made;
    return {
      id: pictureId(seq),
      seq,
      hash: hashOf({ subject, width, height, tint, number: seq }),
      width,
      height,
      bytes: Math.round(width * height * (1.6 + (seq % 7) * 0.11)),
      format: made.format ?? 'png',
      durationMs: null,
      film: null,
      path: `2026-11-22/${subject}-${String(seq).padStart(4, '0')}.${made.format ?? 'png'}`,
      prompt: made.prompt,
      model: made.model ?? 'nano-banana-2',
      createdAt: made.createdAt ?? new Date(this.#now).toISOString(),
      run: made.run ?? null,
      call: made.call ?? null,
      file: 'there',
      canContinue: made.canContinue ?? false,
      colour: AVERAGES[subject],
      rating: made.rating ?? 0,
      flag: made.flag ?? 'none',
    };
  }

  held(name: string, subject: Subject, width = 1200, height = 800, alpha = false): HeldReference {
    const number = this.next();
    return {
      id: `held-${hashOf({ subject, width, height, tint: 0, number })}`,
      name,
      width,
      height,
      bytes: Math.round(width * height * 0.62),
      format: name.split('.').at(-1) ?? 'png',
      alpha,
    };
  }

  sent(name: string, subject: Subject): SentReference {
    return {
      name,
      hash: hashOf({ subject, width: 1200, height: 800, tint: 0, number: this.next() }),
    };
  }

  call(made: {
    state: CallState;
    progress?: Progress | null;
    forMs?: number;
    error?: CommandError | null;
    kept?: boolean;
    answered?: boolean;
    cures?: readonly Route[];
    draft?: number | null;
    saved?: readonly PictureView[];
  }): RunCall {
    return {
      id: this.id('call'),
      pictures: 1,
      state: made.state,
      progress: made.progress ?? null,
      sinceMs: this.#now - (made.forMs ?? 0),
      error: made.error ?? null,
      kept: made.kept ?? false,
      answered: made.answered ?? made.state === 'done',
      cures: [...(made.cures ?? [])],
      draft: made.draft ?? null,
      saved: [...(made.saved ?? [])],
    };
  }

  run(made: {
    prompt: string;
    model: string;
    calls: readonly RunCall[];
    ratio?: string | null;
    size?: string | null;
    quality?: string | null;
    minutesAgo?: number;
    tookMs?: number | null;
    references?: readonly SentReference[];
    each?: Money | null;
    expected?: [number, number] | null;
    demo?: boolean;
    usedRoute?: Route;
    group?: string | null;
    continues?: string | null;
    drafts?: number | null;
  }): Run {
    const id = this.id('run');
    const model = MODELS.find((known) => known.id === made.model);
    const usedRoute = made.usedRoute ?? model?.textRoute ?? 'images';
    const canContinue = usedRoute === 'gemini';
    const calls = made.calls.map((call) => ({
      ...call,
      saved: call.saved.map((picture) => ({ ...picture, run: id, call: call.id, canContinue })),
    }));
    const ratio = made.ratio ?? null;
    const size = made.size ?? null;
    return {
      id,
      createdAt: new Date(this.#now - (made.minutesAgo ?? 0) * 60_000).toISOString(),
      prompt: made.prompt,
      model: made.model,
      modelName: model?.name ?? made.model,
      ratio,
      size,
      expected: made.expected ?? model?.pixels[size ?? '']?.[ratio ?? ''] ?? null,
      quality: made.quality ?? null,
      background: null,
      format: null,
      fidelity: null,
      compression: null,
      moderation: null,
      route: 'automatic',
      usedRoute,
      otherRoutes: (model?.routes ?? ROUTES).filter((route) => route !== usedRoute),
      group: made.group ?? null,
      continues: made.continues ?? null,
      drafts: made.drafts ?? null,
      asked: calls.length,
      provider: made.demo === true ? 'provider-demo' : RELAY.id,
      providerName: made.demo === true ? 'Demo' : RELAY.name,
      demo: made.demo ?? false,
      references: [...(made.references ?? [])],
      mask: null,
      reductions: [],
      calls,
      each: made.each ?? null,
      tookMs: made.tookMs ?? null,
      discarded: false,
      retriedAs: null,
    };
  }
}
