// Lint rules. Besides types and Svelte, three rules of the house are kept here: only `tauri.ts`
// knows Tauri, a feature imports no other feature, and nothing is ever inserted as HTML.
import { readdirSync } from 'node:fs';
import svelte from 'eslint-plugin-svelte';
import ts from 'typescript-eslint';
import svelteConfig from './svelte.config.js';

const TAURI = {
  group: ['@tauri-apps/*'],
  message: 'Only lib/backend/tauri.ts speaks with Tauri; take the Backend from its context.',
};
const ICONS = {
  regex: '^@lucide/svelte$',
  message:
    'Import one icon: @lucide/svelte/icons/name. The barrel makes the build three times slower.',
};
const restricted = (...patterns) => ({
  'no-restricted-imports': ['error', { patterns: [TAURI, ICONS, ...patterns] }],
});

const features = readdirSync(new URL('src/features', import.meta.url), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name);
const apart = features.map((name) => ({
  files: [`src/features/${name}/**`],
  rules: restricted({
    regex: `(^|/)(features|\\.\\.)/(?!${name}(/|$))(${features.join('|')})(/|$)`,
    message: 'A feature imports no other feature: App.svelte puts them together, lib/ is shared.',
  }),
}));

export default ts.config(
  { ignores: ['dist', 'node_modules', 'src/lib/backend/generated.ts'] },
  ...ts.configs.strictTypeChecked,
  ...svelte.configs.recommended,
  {
    languageOptions: {
      parserOptions: {
        projectService: true,
        tsconfigRootDir: import.meta.dirname,
        extraFileExtensions: ['.svelte'],
      },
    },
    rules: {
      ...restricted(),
      'no-restricted-properties': [
        'error',
        ...['innerHTML', 'outerHTML', 'insertAdjacentHTML'].map((property) => ({
          property,
          message: 'Nothing is inserted as HTML.',
        })),
      ],
      'no-console': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
    },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser, svelteConfig } },
    rules: {
      'svelte/no-at-html-tags': 'error',
      'no-restricted-syntax': [
        'error',
        {
          selector: 'SvelteAttribute[key.name="style"]',
          message: 'The content security policy drops style="…"; use a class or style:property={}.',
        },
      ],
      'svelte/button-has-type': 'error',
      'svelte/no-target-blank': 'error',
      // Icons and primitives are handed on as they are.
      'prefer-const': 'off',
      'svelte/prefer-const': 'error',
      // svelte-check is the one that warns; it knows which of these are needed.
      'svelte/no-unused-svelte-ignore': 'off',
      // State is raw and replaced; a Set inside a method is not state.
      'svelte/prefer-svelte-reactivity': 'off',
    },
  },
  {
    // The fake answers at once what Rust answers later, and rejects with what crosses from Rust.
    files: ['src/lib/backend/fake/**'],
    rules: {
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/only-throw-error': 'off',
    },
  },
  ...apart,
  {
    files: ['src/lib/backend/tauri.ts', 'src/lib/backend/tauri.test.ts'],
    rules: { 'no-restricted-imports': 'off' },
  },
  { files: ['*.js'], ...ts.configs.disableTypeChecked },
);
