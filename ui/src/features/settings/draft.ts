// A provider's form as typed. Pure: what is in it, whether it differs, and what would be sent.
import type {
  AddProvider,
  ChangeProvider,
  KeyStyle,
  PresetView,
  ProviderView,
} from '$lib/backend/generated';

/** Everything of the form but the key, which is never held. */
export interface Draft {
  name: string;
  baseUrl: string;
  auth: KeyStyle;
  proxy: string;
  concurrency: number;
}

/** Names of presets as people know them. */
const NAMES: Record<string, string> = {
  whatai: 'whatai relay',
  openai: 'OpenAI',
  google: 'Google',
};

/** The form of a preset; without one, of another address. */
export function draftOf(preset: PresetView | null, concurrency: number): Draft {
  return {
    name: preset === null ? '' : (NAMES[preset.name] ?? preset.name),
    baseUrl: preset?.baseUrl ?? '',
    auth: preset?.auth ?? 'bearer',
    proxy: 'system',
    concurrency,
  };
}

export function draftFrom(provider: ProviderView): Draft {
  const { name, baseUrl, auth, proxy, concurrency } = provider;
  return { name, baseUrl, auth, proxy, concurrency };
}

export function differs(one: Draft, other: Draft): boolean {
  return (
    one.name !== other.name ||
    one.baseUrl !== other.baseUrl ||
    one.auth !== other.auth ||
    one.proxy !== other.proxy ||
    one.concurrency !== other.concurrency
  );
}

/** A name that no provider has yet, so that a second relay needs no thinking. */
export function freeName(name: string, taken: readonly string[]): string {
  if (name === '' || !taken.includes(name)) return name;
  for (let number = 2; ; number += 1) {
    const other = `${name} ${number}`;
    if (!taken.includes(other)) return other;
  }
}

/** The key goes by itself, after the provider is there: a refused form must not eat it. */
export function toAdd(draft: Draft): AddProvider {
  const { name, baseUrl, auth, proxy, concurrency } = draft;
  return { name: name.trim(), baseUrl: baseUrl.trim(), auth, proxy, concurrency, key: null };
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
