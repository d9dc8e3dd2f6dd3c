// The languages and where their sentences lie. A language is one chunk of its own: the one that
// is spoken is loaded, the other only when somebody asks for it.

/** A language that Musa speaks. */
export type Language = 'en' | 'zh-CN';

/** How each language names itself. */
export const LANGUAGE_NAMES: Record<Language, string> = { en: 'English', 'zh-CN': '中文' };

/** All sentences of one language, as Fluent. */
export type Sources = readonly string[];

const LOADERS: Record<Language, () => Promise<{ sources: Sources }>> = {
  en: () => import('./en'),
  'zh-CN': () => import('./zh-CN'),
};

/** Sentences that come with the place that says them, and not with the first view. */
export type Part = 'chat' | 'gallery' | 'settings' | 'video';

const PARTS: Record<Part, Record<Language, () => Promise<{ default: string }>>> = {
  chat: {
    en: () => import('../../locales/en/chat.ftl?raw'),
    'zh-CN': () => import('../../locales/zh-CN/chat.ftl?raw'),
  },
  gallery: {
    en: () => import('../../locales/en/gallery.ftl?raw'),
    'zh-CN': () => import('../../locales/zh-CN/gallery.ftl?raw'),
  },
  settings: {
    en: () => import('../../locales/en/settings.ftl?raw'),
    'zh-CN': () => import('../../locales/zh-CN/settings.ftl?raw'),
  },
  video: {
    en: () => import('../../locales/en/video.ftl?raw'),
    'zh-CN': () => import('../../locales/zh-CN/video.ftl?raw'),
  },
};

/** Loads a part of the sentences of a language. */
export async function loadPart(language: Language, part: Part): Promise<string> {
  return (await PARTS[part][language]()).default;
}

/** Loads the sentences of a language. */
export async function loadSources(language: Language): Promise<Sources> {
  return (await LOADERS[language]()).sources;
}

/** The language that a system's tag (`zh-Hans-CN`, `de-AT`) comes nearest to. */
export function nearestLanguage(tag: string): Language {
  return tag.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en';
}
