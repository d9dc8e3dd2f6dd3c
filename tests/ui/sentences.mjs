// Ids of the sentences, and the names of the fake's scenes, read from their sources.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './browser.mjs';

/** Every id of the page's and the core's sentences. */
export function sentenceIds() {
  const folder = join(ROOT, 'ui/src/locales/en');
  const files = readdirSync(folder).map((name) => join(folder, name));
  files.push(join(ROOT, 'src-tauri/crates/musa-core/locales/en.ftl'));
  return files.flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/^([a-z][a-z0-9-]*)\s*=/gm)].map(([, id]) => id),
  );
}

/** Ids of sentences that stand on the page as they are: nobody put them into words. */
export function untranslated(text, ids) {
  const known = new Set(ids.filter((id) => id.includes('-')));
  const bare = (text.match(/[a-z][a-z0-9]*(?:-[a-z0-9]+)+/g) ?? []).filter((word) =>
    known.has(word),
  );
  // A variable or another sentence that is missing; `{date}` is a part of a name template.
  return [...bare, ...(text.match(/\{\s*(?:\$[\w-]+|[a-z]+(?:-[a-z]+)+)\s*\}/g) ?? [])];
}

/** The scenes of `?scene=`. */
export function scenes() {
  const text = readFileSync(join(ROOT, 'ui/src/lib/backend/fake/scenes.ts'), 'utf8');
  const [, list] = /const SCENES = \[([^\]]+)\]/.exec(text) ?? [];
  return [...(list ?? '').matchAll(/'([a-z-]+)'/g)].map(([, name]) => name);
}
