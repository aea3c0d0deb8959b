import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import { dirname } from 'node:path';
import ts from 'typescript-eslint';

/** Ways of turning text into markup or code; text from files is only ever shown as text. */
const unsafeSinks = ['innerHTML', 'outerHTML', 'insertAdjacentHTML'].map((property) => ({
  property,
  message: 'Text is only ever shown as text: use textContent or Svelte.',
}));

export default ts.config(
  { ignores: ['dist', 'node_modules', 'test-results', 'playwright-report', 'public/theme.js'] },
  ...ts.configs.strict,
  ...svelte.configs.recommended,
  {
    languageOptions: {
      globals: { ...globals.browser, ...globals.node },
      parserOptions: { extraFileExtensions: ['.svelte'] },
    },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser } },
  },
  {
    rules: {
      'no-restricted-properties': [
        'error',
        ...unsafeSinks,
        { object: 'document', property: 'write' },
      ],
      'svelte/no-at-html-tags': 'error',
      // Links are made by the typed href() of shared/address, which the rule does not know.
      'svelte/no-navigation-without-resolve': 'off',
      // Plain maps and sets are used as immutable values held in $state.raw.
      'svelte/prefer-svelte-reactivity': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true }],
      // Indexes are checked by the compiler (noUncheckedIndexedAccess); counters need the assertion.
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-dynamic-delete': 'off',
      'no-restricted-imports': [
        'error',
        { paths: [{ name: 'xlsx', message: 'Frozen with known faults; use @e965/xlsx.' }] },
      ],
    },
  },
  {
    // What only the types can tell. Components are checked by svelte-check.
    files: ['**/*.ts'],
    ignores: ['**/*.svelte.ts'],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: dirname(import.meta.dirname) },
    },
    rules: {
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: false },
      ],
    },
  },
  {
    files: ['src/storage/**/*.ts'],
    rules: {
      // A foreign await inside a transaction lets its first row commit alone (faults 3, 19).
      'no-restricted-globals': ['error', 'fetch', 'setTimeout'],
    },
  },
  {
    files: ['tests/**'],
    rules: {
      '@typescript-eslint/no-explicit-any': 'off',
      '@typescript-eslint/no-empty-function': 'off',
    },
  },
);
