// How the page is built and tested. Nothing is inlined as a data: address, because the window's
// content security policy takes scripts, styles, fonts and pictures from its own origin only.
import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import type { Plugin } from 'vite';
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

export default defineConfig({
  plugins: [svelte(), sentences],
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
  },
  test: {
    environment: 'happy-dom',
    include: ['src/**/*.test.ts'],
    setupFiles: ['src/lib/testing/setup.ts'],
    expect: { requireAssertions: true },
    restoreMocks: true,
  },
});
