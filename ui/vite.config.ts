// How the page is built and tested. Nothing is inlined as a data: address, because the window's
// content security policy takes scripts, styles, fonts and pictures from its own origin only.
import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import type { Plugin, Rolldown } from 'vite';
import { defineConfig } from 'vitest/config';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/**
 * Sentences as the window needs them: without comments, and without what only the terminal and
 * the shell's own dialogs say.
 */
const sentences: Plugin = {
  name: 'musa-sentences',
  enforce: 'post',
  apply: 'build',
  transform(code, id) {
    if (!id.endsWith('.ftl?raw')) return null;
    // The module is one string. A sentence ends where the next line does not begin with a space.
    const line = /\\n(?:#[^\\]*|(?:cli|window)-[\w-]+ = .*?)(?=\\n(?:\\n|[a-z#])|\\n"|"$)/g;
    return { code: code.replace(line, '').replace(/(?:\\n){2,}/g, '\\n'), map: null };
  },
};

/**
 * The parts of bits-ui by their own files. Its index leads to all of them, so that what only a
 * later part needs would stand among what is needed at once.
 */
const parts: Plugin = {
  name: 'musa-parts',
  enforce: 'post',
  apply: 'build',
  transform(code, id) {
    if (!id.startsWith(here('./src/'))) return null;
    const kebab = (name: string): string => name.replace(/(?<!^)[A-Z]/g, '-$&').toLowerCase();
    return {
      code: code.replace(
        /import \{ (\w+) \} from (['"])bits-ui\2/g,
        (_, name: string) =>
          `import * as ${name} from '${here(`./node_modules/bits-ui/dist/bits/${kebab(name)}/exports.js`)}'`,
      ),
      map: null,
    };
  },
};

/** Everything that `main.ts` needs at once, as far as that is known; filled while chunks are made. */
const atOnce = new Set<string>();

/** What is needed at once is one file: many small ones compress badly, and each is asked for. */
function partOf(id: string, graph: { getModuleInfo: (id: string) => Rolldown.ModuleInfo | null }) {
  if (atOnce.size === 0) {
    const next = [here('./src/main.ts')];
    for (let one = next.pop(); one !== undefined; one = next.pop()) {
      if (atOnce.has(one)) continue;
      atOnce.add(one);
      next.push(...(graph.getModuleInfo(one)?.importedIds ?? []));
    }
  }
  // The entry itself waits for a backend: what that needs must not wait for the entry.
  return atOnce.has(id) && id !== here('./src/main.ts') ? 'window' : null;
}

export default defineConfig({
  plugins: [svelte(), sentences, parts],
  resolve: {
    alias: { $lib: here('./src/lib') },
    // Svelte's browser half, also where the tests run in Node.
    ...(process.env['VITEST'] === undefined ? {} : { conditions: ['browser'] }),
  },
  // The sentences of musa-core lie beside the Rust that speaks them.
  server: { fs: { allow: [here('..')] } },
  build: {
    target: ['es2022', 'safari16', 'chrome111'],
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: true,
    rolldownOptions: {
      output: {
        codeSplitting: { includeDependenciesRecursively: false, groups: [{ name: partOf }] },
      },
    },
  },
  test: {
    environment: 'happy-dom',
    include: ['src/**/*.test.ts'],
    setupFiles: ['src/lib/testing/setup.ts'],
    expect: { requireAssertions: true },
    restoreMocks: true,
  },
});
