// The fake's providers, keys and prices. It says no more of a key than core does: where it is.
import type { Commands, ErrorCode, KeyKept, Providers, ProviderView } from '../generated';
import { refuse } from './refuse';
import type { Store } from './store';
import { DEMO } from './world';

function providerOf(store: Store, id: string): ProviderView {
  const found = store.state.providers.providers.find((one) => one.id === id);
  return found ?? refuse('not-found', { args: { what: id } });
}

function changedProviders(store: Store): Providers {
  const { providers } = store.state;
  store.emit({ kind: 'providers-changed', providers });
  return structuredClone(providers);
}

function kept(store: Store, provider: ProviderView, key: string | null): KeyKept {
  if (key !== null) {
    if (key.trim() === '') refuse('key-invalid', { field: 'key' });
    // A key that ends so is one that the keychain does not take.
    provider.key = key.endsWith('session') ? 'session' : 'keychain';
  }
  changedProviders(store);
  const reason = provider.key === 'session' ? 'The keychain is locked.' : null;
  return { provider: provider.id, key: provider.key, reason };
}

function addressOf(typed: string, store: Store): URL {
  const preset = store.state.presets.find((one) => one.name === typed.trim());
  try {
    return new URL(preset?.baseUrl ?? typed.trim());
  } catch {
    return refuse('address-invalid', { field: 'baseUrl' });
  }
}

/** Commands about providers. */
export function providerCommands(store: Store): Partial<Commands> {
  return {
    addProvider: async (request) => {
      const address = addressOf(request.baseUrl, store);
      const { providers } = store.state.providers;
      if (providers.some((one) => one.name === request.name)) {
        refuse('profile-exists', { field: 'name', args: { name: request.name } });
      }
      const provider: ProviderView = {
        id: store.scene.builder.id('provider'),
        name: request.name,
        baseUrl: address.origin,
        host: address.host,
        auth: request.auth ?? 'bearer',
        proxy: request.proxy ?? 'system',
        concurrency: request.concurrency ?? store.state.settings.concurrency,
        demo: false,
        session: false,
        key: request.auth === 'none' ? 'not-needed' : 'missing',
        asyncTasks: request.asyncTasks ?? false,
        prices: {},
        chatPrices: {},
      };
      providers.push(provider);
      store.state.providers.current ??= provider.id;
      return kept(store, provider, request.key);
    },
    changeProvider: async (request) => {
      const provider = providerOf(store, request.provider);
      const address = addressOf(request.baseUrl, store);
      if (address.host !== provider.host) provider.key = 'missing';
      const { name, auth, concurrency, asyncTasks } = request;
      const proxy = request.proxy ?? provider.proxy;
      const { host, origin } = address;
      Object.assign(provider, {
        name,
        auth,
        concurrency,
        asyncTasks,
        proxy,
        host,
        baseUrl: origin,
      });
      return kept(store, provider, null);
    },
    setKey: async ({ provider, key }) => kept(store, providerOf(store, provider), key),
    forgetKey: async ({ provider }) => {
      const found = providerOf(store, provider);
      found.key = 'missing';
      return kept(store, found, null);
    },
    useProvider: async ({ provider }) => {
      store.state.providers.current = providerOf(store, provider).id;
      return changedProviders(store);
    },
    removeProvider: async ({ provider }) => {
      const { providers } = store.state;
      providers.providers = providers.providers.filter((one) => one.id !== provider);
      if (providers.current === provider) providers.current = providers.providers[0]?.id ?? null;
      return changedProviders(store);
    },
    checkProvider: async ({ provider }) => {
      const found = providerOf(store, provider);
      if (store.scene.offline) refuse('provider-unreachable', { detail: 'network is unreachable' });
      if (found.key === 'missing') refuse('key-missing', { field: 'key' });
      if (found.host.includes('wrong')) refuse('provider-not-api', { field: 'baseUrl' });
      return { models: store.state.models.map((model) => model.id) };
    },
    balance: async ({ provider }) => {
      const found = providerOf(store, provider);
      if (store.scene.offline) refuse('provider-unreachable');
      if (found.key === 'missing') refuse('key-missing', { field: 'key' });
      // Of two relays one tells, as in the world; the demo is free.
      if (found.host !== 'api.whatai.cc') return { balance: null };
      return {
        balance: {
          remaining: { micros: 12_400_000, currency: 'USD' },
          used: { micros: 7_600_000, currency: 'USD' },
        },
      };
    },
    useDemo: async () => {
      const { providers } = store.state;
      if (!providers.providers.some((one) => one.demo)) providers.providers.push({ ...DEMO });
      providers.current = DEMO.id;
      return changedProviders(store);
    },
    setPrice: async ({ provider, model, amount, currency }) => {
      const found = providerOf(store, provider);
      if (amount === null) {
        found.prices = Object.fromEntries(
          Object.entries(found.prices).filter(([name]) => name !== model),
        );
        return changedProviders(store);
      }
      const micros = Math.round(Number(amount) * 1_000_000);
      if (!Number.isFinite(micros) || micros < 0) {
        refuse('value-not-allowed' satisfies ErrorCode, {
          field: 'price',
          args: { value: amount },
        });
      }
      found.prices[model] = { micros, currency };
      return changedProviders(store);
    },
  };
}
