// Every refusal and failure in words: which sentence says it, and which button comes next. A new
// code does not compile until somebody has given it both. The sentences are musa-core's.
import { hasSentence, t, ta, type Args } from '$lib/i18n/words.svelte';
import type { Charged, CommandError, ErrorCode } from './generated';

/** What the next step's button does. */
export type NextStep =
  | 'none'
  | 'connect'
  | 'enter-key'
  | 'provider-settings'
  | 'library-settings'
  | 'choose-library'
  | 'retry'
  | 'finish'
  | 'open-response';

/** How a code is said, and what its button does. */
export interface Saying {
  /** The sentence; its `.next` attribute says what to do. */
  message: string;
  /** The button. */
  button: NextStep;
}

/** Each code's sentence and button. */
export const ERRORS: Record<ErrorCode, Saying> = {
  'prompt-empty': { message: 'error-prompt-empty', button: 'none' },
  'prompt-too-long': { message: 'error-prompt-too-long', button: 'none' },
  'too-many-references': { message: 'error-too-many-references', button: 'none' },
  'reference-unknown': { message: 'error-reference-unknown', button: 'none' },
  'file-missing': { message: 'error-file-missing', button: 'none' },
  'file-not-regular': { message: 'error-file-not-regular', button: 'none' },
  'file-empty': { message: 'error-file-empty', button: 'none' },
  'file-unreadable': { message: 'error-file-unreadable', button: 'none' },
  'file-skipped': { message: 'error-file-skipped', button: 'none' },
  'picture-not-taken': { message: 'error-picture-not-taken', button: 'none' },
  'not-a-picture': { message: 'error-not-a-picture', button: 'none' },
  'format-needs-conversion': { message: 'error-format-needs-conversion', button: 'none' },
  'picture-truncated': { message: 'error-picture-truncated', button: 'none' },
  'picture-too-large': { message: 'error-picture-too-large', button: 'none' },
  'mask-size-differs': { message: 'error-mask-size-differs', button: 'none' },
  'mask-without-alpha': { message: 'error-mask-without-alpha', button: 'none' },
  'mask-without-reference': { message: 'error-mask-without-reference', button: 'none' },
  'mask-unsupported': { message: 'error-mask-unsupported', button: 'none' },
  'frame-unfit': { message: 'error-frame-unfit', button: 'none' },
  'first-frame-missing': { message: 'error-first-frame-missing', button: 'none' },
  'frame-role-missing': { message: 'error-frame-role-missing', button: 'none' },
  'frames-with-references': { message: 'error-frames-with-references', button: 'none' },
  'frame-unsupported': { message: 'error-frame-unsupported', button: 'none' },
  'frame-needed': { message: 'error-frame-needed', button: 'none' },
  'duration-and-frames': { message: 'error-duration-and-frames', button: 'none' },
  'task-runs': { message: 'error-task-runs', button: 'none' },
  'task-not-cancelled': { message: 'error-task-not-cancelled', button: 'none' },
  'task-expired': { message: 'error-task-expired', button: 'retry' },
  'task-gone': { message: 'error-task-gone', button: 'none' },
  'last-frame-missing': { message: 'error-last-frame-missing', button: 'none' },
  'value-not-allowed': { message: 'error-value-not-allowed', button: 'none' },
  'count-out-of-range': { message: 'error-count-out-of-range', button: 'none' },
  'model-missing': { message: 'error-model-missing', button: 'none' },
  'profile-missing': { message: 'error-profile-missing', button: 'connect' },
  'profile-exists': { message: 'error-profile-exists', button: 'none' },
  'address-invalid': { message: 'error-address-invalid', button: 'none' },
  'key-invalid': { message: 'error-key-invalid', button: 'none' },
  'key-missing': { message: 'error-key-missing', button: 'enter-key' },
  'keychain-unavailable': { message: 'error-keychain-unavailable', button: 'enter-key' },
  'library-missing': { message: 'error-library-missing', button: 'choose-library' },
  'library-read-only': { message: 'error-library-read-only', button: 'choose-library' },
  'library-within': { message: 'error-library-within', button: 'choose-library' },
  'library-full': { message: 'error-library-full', button: 'choose-library' },
  'copy-failed': { message: 'error-copy-failed', button: 'none' },
  'board-exists': { message: 'error-board-exists', button: 'none' },
  'board-not-nested': { message: 'error-board-not-nested', button: 'none' },
  'board-is-smart': { message: 'error-board-is-smart', button: 'none' },
  'name-invalid': { message: 'error-name-invalid', button: 'none' },
  'query-invalid': { message: 'error-query-invalid', button: 'none' },
  'library-busy': { message: 'error-library-busy', button: 'none' },
  'trash-unavailable': { message: 'error-trash-unavailable', button: 'none' },
  'template-invalid': { message: 'error-template-invalid', button: 'library-settings' },
  'proxy-invalid': { message: 'error-proxy-invalid', button: 'none' },
  'not-found': { message: 'error-not-found', button: 'none' },
  'job-running': { message: 'error-job-running', button: 'none' },
  'nothing-to-do': { message: 'error-nothing-to-do', button: 'none' },
  'provider-auth': { message: 'error-provider-auth', button: 'enter-key' },
  'provider-quota': { message: 'error-provider-quota', button: 'retry' },
  'provider-busy': { message: 'error-provider-busy', button: 'retry' },
  'provider-moderation': { message: 'error-provider-moderation', button: 'retry' },
  'provider-invalid': { message: 'error-provider-invalid', button: 'open-response' },
  'provider-not-found': { message: 'error-provider-not-found', button: 'provider-settings' },
  'provider-forbidden': { message: 'error-provider-forbidden', button: 'retry' },
  'provider-too-large': { message: 'error-provider-too-large', button: 'retry' },
  'provider-failed': { message: 'error-provider-failed', button: 'retry' },
  'provider-moved': { message: 'error-provider-moved', button: 'provider-settings' },
  'provider-not-api': { message: 'error-provider-not-api', button: 'provider-settings' },
  'provider-unreachable': { message: 'error-provider-unreachable', button: 'retry' },
  'answer-lost': { message: 'error-answer-lost', button: 'retry' },
  'answer-unreadable': { message: 'error-answer-unreadable', button: 'finish' },
  'answer-without-picture': { message: 'error-answer-without-picture', button: 'open-response' },
  'download-failed': { message: 'error-download-failed', button: 'finish' },
  'answer-cut': { message: 'error-answer-cut', button: 'retry' },
  'save-failed': { message: 'error-save-failed', button: 'finish' },
  'schema-invalid': { message: 'error-schema-invalid', button: 'none' },
  'tools-invalid': { message: 'error-tools-invalid', button: 'none' },
  'video-address-invalid': { message: 'error-video-address-invalid', button: 'none' },
  'parameter-invalid': { message: 'error-parameter-invalid', button: 'none' },
  'model-blind': { message: 'error-model-blind', button: 'none' },
  'protocol-lacks': { message: 'error-protocol-lacks', button: 'none' },
  'answer-running': { message: 'error-answer-running', button: 'none' },
  'tool-result-missing': { message: 'error-tool-result-missing', button: 'none' },
  'stopped-waiting': { message: 'error-stopped-waiting', button: 'retry' },
  'database-newer': { message: 'error-database-newer', button: 'none' },
  'database-damaged': { message: 'error-database-damaged', button: 'none' },
  'home-full': { message: 'error-home-full', button: 'none' },
  'home-failed': { message: 'error-home-failed', button: 'none' },
  internal: { message: 'error-internal', button: 'none' },
};

/** Sentences for whether it cost something. */
export const CHARGED: Record<Charged, string> = {
  no: 'charged-no',
  maybe: 'charged-maybe',
  likely: 'charged-likely',
};

/** The codes of calls that were begun: only there is the cost worth a word. */
const OF_A_CALL: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'provider-auth',
  'provider-quota',
  'provider-busy',
  'provider-moderation',
  'provider-invalid',
  'provider-not-found',
  'provider-forbidden',
  'provider-too-large',
  'provider-failed',
  'provider-moved',
  'provider-not-api',
  'provider-unreachable',
  'answer-lost',
  'answer-unreadable',
  'answer-without-picture',
  'download-failed',
  'answer-cut',
  'save-failed',
  'task-expired',
  'task-gone',
  'stopped-waiting',
]);

// Every variable that any sentence selects on; `none` is how a sentence hears of its absence.
const ABSENT: Args = {
  model: 'none',
  allowed: 'none',
  rule: 'none',
  reason: 'none',
  receipt: 'none',
  with: 'none',
  why: 'none',
};

// These select a plural form, so they must arrive as numbers; a file called `2024` must not.
const COUNTS: ReadonlySet<string> = new Set(['limit', 'given', 'number', 'least', 'most']);

function args(error: CommandError): Args {
  const known: Args = { ...ABSENT };
  for (const [name, value] of Object.entries(error.args)) {
    known[name] = COUNTS.has(name) && /^\d{1,9}$/.test(value) ? Number(value) : value;
  }
  const wait = error.retryAfterMs;
  if (wait === null) return { ...known, seconds: 'none', minutes: 'none' };
  const seconds = Math.max(1, Math.ceil(wait / 1000));
  return seconds < 120
    ? { ...known, seconds, minutes: 'none' }
    : { ...known, seconds: 'minutes', minutes: Math.ceil(seconds / 60) };
}

/** What happened: `Blocked by the provider’s safety filter.` */
export function errorWhat(error: CommandError): string {
  return t(ERRORS[error.code].message, args(error));
}

/** Whether it cost something; empty where nothing was ever sent. */
export function errorCharged(error: CommandError): string {
  return OF_A_CALL.has(error.code) || error.charged !== 'no' ? t(CHARGED[error.charged]) : '';
}

/** What to do: `Rephrase the prompt or try another model.` */
export function errorNext(error: CommandError): string {
  return ta(ERRORS[error.code].message, 'next', args(error));
}

/** What happened and what to do, as one text. */
export function errorSaid(error: CommandError): string {
  return [errorWhat(error), errorNext(error)].join(t('sentence-gap'));
}

const FIELDS: Record<string, string> = {
  text: 'field-text',
  pictures: 'field-pictures',
  video: 'field-video',
  system: 'field-system',
  tools: 'field-tools',
  toolChoice: 'field-toolChoice',
  schema: 'field-schema',
  webSearch: 'field-webSearch',
  imageGeneration: 'field-imageGeneration',
  protocol: 'field-protocol',
  prompt: 'field-prompt',
  model: 'field-model',
  references: 'field-references',
  mask: 'field-mask',
  ratio: 'field-ratio',
  size: 'field-size',
  count: 'field-count',
  quality: 'field-quality',
  background: 'field-background',
  format: 'field-format',
  fidelity: 'field-fidelity',
  compression: 'field-compression',
  moderation: 'field-moderation',
  route: 'field-route',
  profile: 'field-profile',
  name: 'field-name',
  baseUrl: 'field-baseUrl',
  key: 'field-key',
  price: 'field-price',
  proxy: 'field-proxy',
  concurrency: 'field-concurrency',
  library: 'field-library',
  template: 'field-template',
  firstFrame: 'field-firstFrame',
  lastFrame: 'field-lastFrame',
  resolution: 'field-resolution',
  duration: 'field-duration',
  frames: 'field-frames',
  seed: 'field-seed',
  cameraFixed: 'field-cameraFixed',
  watermark: 'field-watermark',
  audio: 'field-audio',
};

/** The name of a refusal's field, `references[1]` included; empty where it names none. */
export function fieldName(field: string | null): string {
  if (field === null) return '';
  const numbered = /^references\[(\d+)\]$/.exec(field);
  if (numbered?.[1] !== undefined) {
    // The core counts its list from 0, people from 1.
    return t('field-reference', { number: Number(numbered[1]) + 1 });
  }
  const id = FIELDS[field];
  return id !== undefined && hasSentence(id) ? t(id) : '';
}
