// The fake's short questions of the composer: improve, translate, describe; and what tokens cost.
import { commandError } from '../../backend';
import type { AskedText, Commands, CommandError } from '../../generated';
import { drawingOf } from '../drawn';
import { refuse } from '../refuse';
import { refusalOfProvider } from '../refusal';
import type { Store } from '../store';

const ASKED_MS = 1_400;

function improved(text: string): string {
  return /\p{Script=Han}/u.test(text)
    ? `${text.replace(/[。！]$/u, '')}，柔和的晨光，浅景深，35 毫米镜头`
    : `${text.replace(/[.!]$/, '')}, soft morning light, shallow depth of field, 35 mm`;
}

function translated(text: string): string {
  return /\p{Script=Han}/u.test(text)
    ? 'An autumn garden, gongbi style, with empty space'
    : '露台上的一杯咖啡，柔和的秋雾';
}

/** The commands. */
export function askCommands(store: Store): Partial<Commands> {
  let stop: (() => void) | null = null;
  return {
    askText: ({ wish, text, picture }) =>
      new Promise<AskedText>((resolve, reject: (error: CommandError) => void) => {
        const { providers, current } = store.state.providers;
        const refused = refusalOfProvider(
          store,
          providers.find(({ id }) => id === current),
        );
        if (refused !== null) return reject(refused);
        if (wish !== 'describe' && text.trim() === '') {
          return reject(commandError('prompt-empty', { field: 'prompt' }));
        }
        if (store.scene.offline) return reject(commandError('provider-unreachable'));
        const said =
          wish === 'describe'
            ? `A ${drawingOf((picture ?? '').replace(/^held-/, '')).subject} in warm evening light, fine texture, calm background`
            : wish === 'improve'
              ? improved(text)
              : translated(text);
        const off = store.clock.after(ASKED_MS, () =>
          resolve({
            text: said,
            model: 'gpt-4o',
            modelName: 'gpt-4o',
            usage: { input: 120, cached: null, output: 48, thinking: null, total: 168 },
            cost: { micros: 4_500, currency: 'CNY' },
          }),
        );
        stop = () => {
          off();
          reject(commandError('stopped-waiting', { charged: 'maybe' }));
        };
      }),
    stopAsking: async () => stop?.(),
    setChatPrice: async ({ provider, model, input, output, currency }) => {
      const found =
        store.state.providers.providers.find(({ id }) => id === provider) ??
        refuse('not-found', { args: { what: provider } });
      const micros = (typed: string): number => Math.round(Number(typed) * 1_000_000);
      const { [model]: _, ...others } = found.chatPrices;
      found.chatPrices =
        input === null || output === null
          ? others
          : {
              ...others,
              [model]: {
                input: { micros: micros(input), currency },
                output: { micros: micros(output), currency },
              },
            };
      store.emit({ kind: 'providers-changed', providers: store.state.providers });
      return structuredClone(store.state.providers);
    },
  };
}
