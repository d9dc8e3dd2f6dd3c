// What the fake refuses of a conversation, by field, as core does: nothing is sent and nothing kept.
import { commandError } from '../../backend';
import type { ChatSettings, CommandError, ParameterView, SendMessage } from '../../generated';
import { refusalOfProvider } from '../refusal';
import type { Store } from '../store';
import { CHAT_OFFER } from './offer';
import type { Talked } from './talks';

function parsed(text: string): { value: unknown } | null {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return null;
  }
}

function allowedOf({ kind, minimum, maximum, choices }: ParameterView): string {
  if (choices.length > 0) return choices.join(', ');
  if (kind === 'switch') return 'true, false';
  if (minimum !== null && maximum !== null) return `${String(minimum)}–${String(maximum)}`;
  return minimum === null ? kind : `≥ ${String(minimum)}`;
}

function parameterError(parameter: ParameterView, value: string): CommandError | null {
  const { name, kind, minimum, maximum, choices } = parameter;
  const number = Number(value);
  const counts = kind === 'number' || kind === 'integer';
  const good = counts
    ? value.trim() !== '' &&
      Number.isFinite(number) &&
      (kind === 'number' || Number.isInteger(number)) &&
      (minimum === null || number >= minimum) &&
      (maximum === null || number <= maximum)
    : kind === 'choice'
      ? choices.includes(value)
      : kind === 'switch'
        ? ['true', 'false'].includes(value)
        : kind !== 'json' || parsed(value) !== null;
  if (good) return null;
  return commandError('parameter-invalid', {
    field: `parameters.${name}`,
    args: { name, value, allowed: allowedOf(parameter) },
  });
}

/** What would be refused of settings if a message were sent now. */
export function refusedSettings(talk: Talked): CommandError[] {
  const { settings, protocol } = talk.view;
  const takes = CHAT_OFFER.protocols.find((one) => one.protocol === protocol);
  const refused = (takes?.parameters ?? []).flatMap((parameter) => {
    const value = settings.parameters[parameter.name];
    return value === undefined ? [] : (parameterError(parameter, value) ?? []);
  });
  return [...refused, ...formErrors(settings)];
}

function formErrors(settings: ChatSettings): CommandError[] {
  const errors: CommandError[] = [];
  if (settings.tools.trim() !== '') {
    const tools = parsed(settings.tools);
    if (tools === null || !Array.isArray(tools.value)) {
      const args = { reason: 'not a JSON list' };
      errors.push(commandError('tools-invalid', { field: 'tools', args }));
    }
  }
  if (settings.format === 'schema') {
    const schema = parsed(settings.schema);
    const isObject = typeof schema?.value === 'object' && schema.value !== null;
    if (!isObject || Array.isArray(schema.value)) {
      const args = { reason: 'not a JSON object' };
      errors.push(commandError('schema-invalid', { field: 'schema', args }));
    }
  }
  return errors;
}

/** Why core would not send it; null when it would. */
export function refusedMessage(
  store: Store,
  talk: Talked,
  request: Pick<SendMessage, 'text' | 'pictures' | 'video'>,
): CommandError | null {
  const { settings, model, running } = talk.view;
  const { providers, current } = store.state.providers;
  const provider = providers.find(({ id }) => id === (settings.provider ?? current));
  const refused = refusalOfProvider(store, provider) ?? refusedSettings(talk)[0] ?? null;
  if (refused !== null) return refused;
  if (running.length > 0) return commandError('answer-running');
  const { text, pictures, video } = request;
  if (text.trim() === '' && pictures.length === 0 && video === null) {
    return commandError('prompt-empty', { field: 'text' });
  }
  if (video !== null && !/^https:\/\/[^/]+\//.test(video)) {
    return commandError('video-address-invalid', { field: 'video', args: { address: video } });
  }
  const card = CHAT_OFFER.models.find(({ id }) => id === model);
  if (pictures.length > 0 && card?.vision === false && settings.sight === 'as-known') {
    return commandError('model-blind', { field: 'pictures[0]', args: { model: card.name } });
  }
  return null;
}

/** Rejects with what was refused. */
export function orThrow(error: CommandError | null): void {
  if (error !== null) throw error;
}
