// A provider's form as typed. Pure: what is in it, whether it differs, and what would be sent.
import type { ChangeProvider, KeyStyle, ProviderView } from '$lib/backend/generated';

/** Everything of the form but the key, which is never held. */
export interface Draft {
  name: string;
  baseUrl: string;
  auth: KeyStyle;
  proxy: string;
  concurrency: number;
  asyncTasks: boolean;
}

export function draftFrom(provider: ProviderView): Draft {
  const { name, baseUrl, auth, proxy, concurrency, asyncTasks } = provider;
  return { name, baseUrl, auth, proxy, concurrency, asyncTasks };
}

export function differs(one: Draft, other: Draft): boolean {
  return (
    one.name !== other.name ||
    one.baseUrl !== other.baseUrl ||
    one.auth !== other.auth ||
    one.proxy !== other.proxy ||
    one.concurrency !== other.concurrency ||
    one.asyncTasks !== other.asyncTasks
  );
}

/** A proxy that was not touched is not sent: what is shown lacks its password. */
export function toChange(draft: Draft, provider: ProviderView): ChangeProvider {
  return {
    provider: provider.id,
    name: draft.name.trim(),
    baseUrl: draft.baseUrl.trim(),
    auth: draft.auth,
    proxy: draft.proxy === provider.proxy ? null : draft.proxy,
    concurrency: draft.concurrency,
    asyncTasks: draft.asyncTasks,
  };
}

/** Whether another scheme, host or port was typed, for which the key is asked for again. */
export function moves(draft: Draft, provider: ProviderView): boolean {
  return originOf(draft.baseUrl) !== originOf(provider.baseUrl);
}

function originOf(address: string): string {
  const typed = address.trim();
  try {
    return new URL(typed.includes('://') ? typed : `https://${typed}`).origin;
  } catch {
    return typed;
  }
}
