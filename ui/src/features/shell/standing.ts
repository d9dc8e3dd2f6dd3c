// Whether the provider could be reached, from what the runs tell: nobody is asked in secret.
import type { JobId, ProfileId, Run } from '$lib/backend/generated';

/** The newest run of a provider, if none of its calls reached it; null when it was reached. */
export function lastUnreachable(runs: readonly Run[], provider: ProfileId | null): JobId | null {
  const last = runs.find((run) => run.provider === provider);
  if (last === undefined || last.calls.length === 0) return null;
  const lost = last.calls.every((call) => call.error?.code === 'provider-unreachable');
  return lost ? last.id : null;
}
