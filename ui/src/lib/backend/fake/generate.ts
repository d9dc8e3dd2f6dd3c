// How the fake generates: it refuses what core refuses, makes a run, and moves each of its calls
// through the states by its clock, at most as many at once as the provider takes.
import { commandError } from '../backend';
import type { CommandError, Composition, JobId, ProviderView, Run, RunCall } from '../generated';
import type { CallOff } from './clock';
import { spokenRoutes, usedRoute } from '$lib/state/composer/routes';
import { drawingOf, hashOf, subjectOf, type Subject } from './drawn';
import { cardOf, refusal, refusalOfProvider } from './refusal';
import type { Store } from './store';

/** What comes where the catalogue does not say: a megapixel in the ratio that was asked for. */
function pixelsOf(ratio: string | null): [number, number] {
  const [wide = 1, high = 1] = (ratio ?? '1:1').split(':').map(Number);
  const side = 1024 / Math.sqrt(wide * high);
  return [Math.round(side * wide), Math.round(side * high)];
}

/** Runs that go on, and how they go. */
export class Generator {
  readonly #store: Store;
  readonly #pending = new Map<string, CallOff>();
  /** Drafts that calls give on their way. */
  readonly #drafted = new Map<string, number>();
  #active = 0;
  #queue: (() => void)[] = [];

  constructor(store: Store) {
    this.#store = store;
  }

  /** Starts the run of every model, or throws the first refusal before any of them begins. */
  startAll(request: Composition): Run[] {
    const models = [request.model ?? this.#store.state.settings.lastModel, ...request.also];
    const group = models.length > 1 ? this.#store.scene.builder.id('group') : null;
    // Of several, those that take no mask are asked without it.
    const takes = (model: string | null): boolean => cardOf(this.#store, model ?? '')?.mask ?? true;
    const some = models.length > 1 && models.some(takes);
    const each = models.map((model) => ({
      ...request,
      model,
      mask: some && !takes(model) ? null : request.mask,
    }));
    for (const one of each) {
      const refused = refusal(this.#store, one);
      if (refused !== null) throw refused;
    }
    return each.map((one) => this.start({ ...one, also: [] }, group));
  }

  /** Starts a run, or throws the refusal. */
  start(request: Composition, group: JobId | null = null): Run {
    const store = this.#store;
    const { providers, current } = store.state.providers;
    const provider = providers.find((one) => one.id === (request.provider ?? current));
    const refused = refusalOfProvider(store, provider) ?? refusal(store, request);
    if (refused !== null || provider === undefined)
      throw refused ?? commandError('profile-missing');
    const run = { ...this.#plan(request, provider), group };
    store.addRun(run);
    store.state.settings.lastModel = run.model;
    for (const call of run.calls) this.#enqueue(run, call);
    return run;
  }

  /** Stops waiting: what was sent may be charged, what was not is not. */
  cancel(id: string): void {
    const run = this.#store.run(id);
    if (run === undefined) return;
    for (const call of run.calls) {
      if (['done', 'failed', 'cancelled', 'unknown'].includes(call.state)) continue;
      this.#pending.get(call.id)?.();
      const sent = call.state !== 'queued';
      call.error = commandError('stopped-waiting', { charged: sent ? 'maybe' : 'no' });
      this.#end(run, call, 'cancelled');
    }
  }

  #plan(request: Composition, provider: ProviderView): Run {
    const { builder } = this.#store.scene;
    const model = request.model ?? this.#store.state.settings.lastModel ?? 'nano-banana-2';
    const card = cardOf(this.#store, model);
    const count = request.count ?? 1;
    const calls = Array.from({ length: count }, () => builder.call({ state: 'queued' }));
    const expected = card?.pixels[request.size ?? '']?.[request.ratio ?? ''] ?? null;
    const run = builder.run({ prompt: request.prompt, model, calls, expected });
    const references = request.references.flatMap((id) => {
      const held = this.#store.held.get(id);
      return held === undefined ? [] : [{ name: held.name, hash: id.replace(/^held-/, '') }];
    });
    const mask = this.#store.held.get(request.mask ?? '');
    const used = usedRoute({
      route: request.route,
      card: card ?? null,
      pictures: references.length > 0,
      mask: mask !== undefined,
      continues: request.continues !== null,
    });
    if (request.drafts !== null)
      for (const call of calls) this.#drafted.set(call.id, request.drafts);
    return {
      ...run,
      createdAt: new Date(this.#store.clock.now()).toISOString(),
      ratio: request.ratio,
      size: request.size,
      quality: request.quality,
      background: request.background,
      format: request.format,
      fidelity: request.fidelity,
      compression: request.compression,
      moderation: request.moderation,
      route: request.route,
      usedRoute: used,
      otherRoutes: spokenRoutes(card ?? null).filter((route) => route !== used),
      continues: request.continues,
      drafts: request.drafts,
      provider: provider.id,
      providerName: provider.name,
      demo: provider.demo,
      each: provider.prices[model] ?? null,
      references,
      mask: mask === undefined ? null : { name: mask.name, hash: mask.id.replace(/^held-/, '') },
    };
  }

  #enqueue(run: Run, call: RunCall): void {
    const provider = this.#store.state.providers.providers.find((one) => one.id === run.provider);
    const begin = (): void => this.#go(run, call);
    if (this.#active < (provider?.concurrency ?? 4)) begin();
    else {
      this.#queue.push(begin);
      this.#pending.set(call.id, () => {
        this.#queue = this.#queue.filter((other) => other !== begin);
      });
    }
  }

  #go(run: Run, call: RunCall): void {
    this.#active += 1;
    const order = run.calls.indexOf(call);
    const slow = run.demo ? 1 : 1.6 + order * 0.35;
    const total = 8_700_000;
    const steps: [number, () => void][] = [
      [
        40,
        () => this.#move(run, call, 'sending', { kind: 'uploading', sent: 0, total: 2_400_000 }),
      ],
      [
        250,
        () => this.#progress(run, call, { kind: 'uploading', sent: 1_300_000, total: 2_400_000 }),
      ],
      [250, () => this.#move(run, call, 'waiting', null)],
    ];
    if (this.#store.scene.offline) {
      steps.push([400, () => this.#fail(run, call, commandError('provider-unreachable'))]);
    } else if (/\bfail\b|失败/.test(run.prompt)) {
      steps.push([900, () => this.#fail(run, call, commandError('provider-moderation'))]);
    } else {
      const received = (share: number): (() => void) => {
        const progress = { kind: 'receiving', received: Math.round(total * share), total } as const;
        return share === 0.2
          ? () => this.#move(run, call, 'receiving', progress)
          : () => this.#progress(run, call, progress);
      };
      steps.push(
        ...this.#draftsOf(run, call),
        [900 * slow, received(0.2)],
        [180 * slow, received(0.5)],
        [180 * slow, received(0.8)],
        [180 * slow, () => this.#move(run, call, 'saving', null)],
        [160, () => this.#finish(run, call)],
      );
    }
    this.#step(call, steps, 0);
  }

  #draftsOf(run: Run, call: RunCall): [number, () => void][] {
    const many = this.#drafted.get(call.id) ?? 0;
    return Array.from({ length: many }, (_, at) => [
      800,
      () => {
        const [width, height] = run.expected ?? pixelsOf(run.ratio);
        const subject = this.#subjectOf(run);
        this.#store.draft(run, call, hashOf({ subject, width, height, tint: 3 - at, number: 0 }));
      },
    ]);
  }

  #step(call: RunCall, steps: readonly [number, () => void][], at: number): void {
    const step = steps[at];
    if (step === undefined) return;
    const off = this.#store.clock.after(step[0], () => {
      step[1]();
      if (at + 1 < steps.length) this.#step(call, steps, at + 1);
    });
    this.#pending.set(call.id, () => {
      off();
      this.#leave();
    });
  }

  #move(run: Run, call: RunCall, state: RunCall['state'], progress: RunCall['progress']): void {
    call.state = state;
    call.progress = progress;
    this.#store.moveCall(run, call);
  }

  #progress(run: Run, call: RunCall, progress: RunCall['progress']): void {
    call.progress = progress;
    const since = call.sinceMs;
    this.#store.moveCall(run, call);
    call.sinceMs = since;
  }

  #fail(run: Run, call: RunCall, error: CommandError): void {
    call.error = error;
    this.#leave();
    this.#end(run, call, 'failed');
  }

  #finish(run: Run, call: RunCall): void {
    const { builder } = this.#store.scene;
    const [width, height] = run.expected ?? pixelsOf(run.ratio);
    const subject = this.#subjectOf(run);
    const tint = run.calls.indexOf(call) % 4;
    const picture = builder.picture({
      subject,
      width,
      height,
      tint,
      prompt: run.prompt,
      model: run.model,
      run: run.id,
      call: call.id,
      canContinue: run.usedRoute === 'gemini',
      createdAt: new Date(this.#store.clock.now()).toISOString(),
    });
    picture.hash = hashOf({ subject, width, height, tint, number: picture.seq });
    call.answered = true;
    this.#store.save(run, call, picture);
    this.#leave();
    this.#end(run, call, 'done');
  }

  #subjectOf(run: Run): Subject {
    const first = run.references[0]?.hash ?? this.#store.pictures.get(run.continues ?? '')?.hash;
    if (first !== undefined) return drawingOf(first).subject;
    const number = this.#store.state.runs.findIndex((other) => other.id === run.id);
    return subjectOf(run.prompt.replace(/@\d+/g, ''), number + run.calls.length);
  }

  #leave(): void {
    this.#active -= 1;
    this.#queue.shift()?.();
  }

  #end(run: Run, call: RunCall, state: RunCall['state']): void {
    this.#pending.delete(call.id);
    call.draft = null;
    this.#move(run, call, state, null);
    const ended = run.calls.every((one) =>
      ['done', 'failed', 'cancelled', 'unknown'].includes(one.state),
    );
    const tookMs = ended ? this.#store.clock.now() - Date.parse(run.createdAt) : null;
    if (ended || state !== 'done') this.#store.changeRun(run.id, { tookMs });
  }
}
