// Which language is spoken, and every sentence in it. Components call `t`; because the bundle is
// reactive state, a change of language reaches each of them at once. It knows no sentence itself.
import { FluentBundle, FluentResource, type FluentVariable } from '@fluent/bundle';
import { untrack } from 'svelte';
import { loadParts, loadSources, type Language, type Part, type Sources } from './languages';

/** Values for a sentence. */
export type Args = Record<string, FluentVariable>;

interface Spoken {
  language: Language;
  bundle: FluentBundle;
}

function bundleOf(language: Language, sources: Sources): FluentBundle {
  // Isolation marks would show in text fields and file names; our variables are short values.
  const bundle = new FluentBundle(language, { useIsolating: false });
  for (const source of sources) bundle.addResource(new FluentResource(source));
  return bundle;
}

class Words {
  spoken: Spoken | null = $state.raw(null);
  #asked: Language | null = null;
  /** Parts whose sentences are there, or on their way, in every language that is spoken. */
  readonly #parts = new Set<Part>();

  /** Speaks a language from its sentences, at once. For tests and for the first start. */
  speak(language: Language, sources: Sources): void {
    this.#asked = language;
    this.spoken = { language, bundle: bundleOf(language, sources) };
  }

  /** Loads a language and speaks it; the last one that was asked for wins. */
  async load(language: Language): Promise<void> {
    if (this.spoken?.language === language) {
      this.#asked = language;
      return;
    }
    this.#asked = language;
    const sources = await loadSources(language);
    const more = await loadParts(language, [...this.#parts]);
    if (this.#asked === language) this.speak(language, [...sources, ...more]);
  }

  /** Loads the sentences of a part, in the language that is spoken and in those to come. */
  async loadPart(part: Part): Promise<void> {
    this.#parts.add(part);
    const { spoken } = this;
    // A language that is on its way brings the part with it.
    if (spoken === null) return;
    const sources = await loadParts(spoken.language, [part]);
    if (this.spoken !== spoken) return;
    for (const source of sources) spoken.bundle.addResource(new FluentResource(source));
    this.spoken = { ...spoken };
  }
}

const words = new Words();

/** Speaks a language from its sentences, at once. */
export const speak = (language: Language, sources: Sources): void => words.speak(language, sources);

/** Loads a language, then speaks it. */
export const loadLanguage = (language: Language): Promise<void> => words.load(language);

/** Loads the sentences of a part of the window that is shown later. */
export const loadPart = (part: Part): Promise<void> =>
  // Who waits for it in a template must not wait anew for each language.
  untrack(() => words.loadPart(part));

/** Whether any language is loaded yet. */
export const isSpoken = (): boolean => words.spoken !== null;

/** The language that is spoken. */
export const language = (): Language => words.spoken?.language ?? 'en';

function format(
  pattern: Parameters<FluentBundle['formatPattern']>[0] | null | undefined,
  name: string,
  args: Args | undefined,
): string {
  // A missing sentence shows its name: a test makes sure that none is missing.
  if (pattern === null || pattern === undefined || words.spoken === null) return name;
  return words.spoken.bundle.formatPattern(pattern, args ?? null, []);
}

/** A sentence in the language that is spoken. */
export function t(id: string, args?: Args): string {
  return format(words.spoken?.bundle.getMessage(id)?.value, id, args);
}

/** An attribute of a sentence: `ta('error-provider-auth', 'next')`. */
export function ta(id: string, attribute: string, args?: Args): string {
  const message = words.spoken?.bundle.getMessage(id);
  return format(message?.attributes[attribute], `${id}.${attribute}`, args);
}

/** Whether a sentence, or an attribute of it, exists. */
export function hasSentence(id: string, attribute?: string): boolean {
  const message = words.spoken?.bundle.getMessage(id);
  if (message === undefined) return false;
  return attribute === undefined ? message.value !== null : attribute in message.attributes;
}
