// The fake's short questions of the composer: improve, translate, describe; and what tokens cost.
import type { Commands, TextWish } from '../../generated';
import { drawingOf } from '../drawn';
import { refuse } from '../refuse';
import { refusalOfProvider } from '../refusal';
import type { Store } from '../store';
import { orThrow } from './refusing';

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
    askText: async ({ wish, text, picture }) => {
      const { providers, current } = store.state.providers;
      orThrow(
        refusalOfProvider(
          store,
          providers.find(({ id }) => id === current),
        ),
      );
      if (wish !== 'describe' && text.trim() === '') refuse('prompt-empty', { field: 'prompt' });
      if (store.scene.offline) refuse('provider-unreachable');
      const stopped = await new Promise<boolean>((resolve) => {
        const off = store.clock.after(ASKED_MS, () => resolve(false));
        stop = () => {
          off();
          resolve(true);
        };
      });
      if (stopped) refuse('stopped-waiting', { charged: 'maybe' });
      const { subject } = drawingOf((picture ?? '').replace(/^held-/, ''));
      const said: Record<TextWish, string> = {
        describe: `A ${subject} in warm evening light, fine texture, calm background`,
        improve: improved(text),
        translate: translated(text),
      };
      return {
        text: said[wish],
        model: 'gpt-4o',
        modelName: 'gpt-4o',
        usage: { input: 120, cached: null, output: 48, thinking: null, total: 168 },
        cost: { micros: 4_500, currency: 'CNY' },
      };
    },
    stopAsking: async () => stop?.(),
    setChatPrice: async ({ provider, model, input, output, currency }) => {
      const found =
        store.state.providers.providers.find(({ id }) => id === provider) ??
        refuse('not-found', { args: { what: provider } });
      const micros = (typed: string | null): number => Math.round(Number(typed ?? '0') * 1_000_000);
      const { [model]: _, ...others } = found.chatPrices;
      found.chatPrices =
        input === null && output === null
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
