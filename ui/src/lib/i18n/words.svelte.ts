// Which language is spoken, and every sentence in it. Components call `t`; because the bundle is
// reactive state, a change of language reaches each of them at once. It knows no sentence itself.
import { untrack } from 'svelte';
import { FluentBundle, FluentResource, type FluentVariable } from '@fluent/bundle';
import { loadPart, loadSources, type Language, type Part, type Sources } from './languages';

/** Values for a sentence. */
export type Args = Record<string, FluentVariable>;

interface Spoken {
  language: Language;
  bundle: FluentBundle;
  sources: Sources;
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
  readonly #parts = new Map<Part, Promise<void>>();

  /** Speaks a language from its sentences, at once. For tests and for the first start. */
  speak(language: Language, sources: Sources): void {
    this.#asked = language;
    this.spoken = { language, bundle: bundleOf(language, sources), sources };
  }

  /** Loads a language and speaks it; the last one that was asked for wins. */
  async load(language: Language): Promise<void> {
    if (this.spoken?.language === language) {
      this.#asked = language;
      return;
    }
    this.#asked = language;
    const sources = [...(await loadSources(language))];
    // A part that is asked for meanwhile is among the keys, too.
    for (const part of this.#parts.keys()) sources.push(await loadPart(language, part));
    if (this.#asked === language) this.speak(language, sources);
  }

  /** Adds sentences that only some places say, in this language and in every later one. */
  add(part: Part): Promise<void> {
    const coming = this.#parts.get(part) ?? this.#bring(part);
    this.#parts.set(part, coming);
    return coming;
  }

  async #bring(part: Part): Promise<void> {
    const language = this.spoken?.language;
    if (language === undefined) return;
    const source = await loadPart(language, part);
    const { spoken } = this;
    // A language that came meanwhile has brought it along; another part that came is kept.
    if (spoken?.language !== language || spoken.sources.includes(source)) return;
    const sources = [...spoken.sources, source];
    this.spoken = { ...spoken, bundle: bundleOf(language, sources), sources };
  }
}

const words = new Words();

/** Speaks a language from its sentences, at once. */
export const speak = (language: Language, sources: Sources): void => words.speak(language, sources);

/** Loads a language, then speaks it. */
export const loadLanguage = (language: Language): Promise<void> => words.load(language);

/** Adds the sentences of a part; see `languages.ts`. */
export const addWords = (part: Part): Promise<void> =>
  // Who waits for them in a template must not wait anew, and be made anew, for each language.
  untrack(() => words.add(part));

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
