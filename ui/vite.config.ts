// How the page is built and tested. Nothing is inlined as a data: address, because the window's
// content security policy takes scripts, styles, fonts and pictures from its own origin only.
import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** What only the terminal says stays out of the window's chunks. */
const withoutTerminal: Plugin = {
  name: 'musa-without-terminal',
  enforce: 'post',
  apply: 'build',
  transform(code, id) {
    if (!/musa-core\/locales\/[\w-]+\.ftl\?raw$/.test(id)) return null;
    // The module is one string: a sentence goes from its name to the next name at a line's start.
    return {
      code: code.replace(/\\n(?:cli-[\w-]+ = .*?)(?=\\n(?:[a-z#\\]|$)|"$)/g, ''),
      map: null,
    };
  },
};

export default defineConfig({
  plugins: [svelte(), withoutTerminal],
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
