// How the page is built and tested. Nothing is inlined as a data: address, because the window's
// content security policy takes scripts, styles, fonts and pictures from its own origin only.
import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  plugins: [svelte()],
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
