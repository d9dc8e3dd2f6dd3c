// One form's conversation with the backend: whether it waits, what was refused at which field,
// and a quiet word that it was saved. It holds no value of the form.
import { asCommandError } from '$lib/backend/backend';
import { errorNext, errorWhat } from '$lib/backend/errors';
import type { ChangeSettings, CommandError } from '$lib/backend/generated';
import { getBackend, getStudio } from '$lib/state/context';

/** So long “Saved” stands. */
const SAID_MS = 2500;

export class Asking {
  busy = $state(false);
  saved = $state(false);
  error: CommandError | null = $state.raw(null);
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** Does it; the answer is undefined when it was refused. */
  async ask<Answer>(work: () => Promise<Answer>): Promise<Answer | undefined> {
    this.busy = true;
    this.error = null;
    this.saved = false;
    try {
      const answer = await work();
      this.saved = true;
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => (this.saved = false), SAID_MS);
      return answer;
    } catch (thrown) {
      this.error = asCommandError(thrown);
      return undefined;
    } finally {
      this.busy = false;
    }
  }

  /** Forgets what was refused: the field is being typed in again. */
  forget(): void {
    this.error = null;
  }

  /** What is wrong with a field, and what to do. */
  of(field: string): string | undefined {
    return this.error?.field === field ? sentence(this.error) : undefined;
  }

  /** What was refused for a reason that belongs to none of these fields. */
  besides(...fields: readonly string[]): CommandError | null {
    const { error } = this;
    if (error === null || (error.field !== null && fields.includes(error.field))) return null;
    return error;
  }
}

/** A form that changes settings: call it where a component is made. */
export function settingsForm(): {
  asking: Asking;
  keep: (change: Partial<ChangeSettings>) => Promise<void>;
} {
  const backend = getBackend();
  const studio = getStudio();
  const asking = new Asking();
  return {
    asking,
    async keep(change) {
      const all = { language: null, template: null, concurrency: null, notify: null, ...change };
      const settings = await asking.ask(() => backend.changeSettings(all));
      if (settings !== undefined) studio.set({ settings });
    },
  };
}

/** What happened and what to do, in one line. */
export function sentence(error: CommandError): string {
  return [errorWhat(error), errorNext(error)].filter((part) => part !== '').join(' ');
}
