// SPDX-License-Identifier: Apache-2.0
import js from '@eslint/js';
import tseslint from 'typescript-eslint';

/** What a peer may not ask its machine for: two endorsers must compute equal bytes. */
const nondeterministicGlobals = [
  'Date',
  'Intl',
  'process',
  'fetch',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'performance',
  'crypto',
].map((name) => ({ name, message: 'Two endorsers must give equal bytes: time and settings arrive as arguments.' }));

export default tseslint.config(
  { ignores: ['**/dist/**', '**/node_modules/**', '**/coverage/**', '**/*.cjs'] },
  js.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      complexity: ['error', 10],
      'max-lines': ['error', { max: 250, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 45, skipBlankLines: true, skipComments: true }],
      'max-params': ['error', 4],
      'no-console': 'error',
      '@typescript-eslint/explicit-function-return-type': ['error', { allowExpressions: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-unnecessary-condition': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
    },
  },
  {
    files: ['chaincode/src/**/*.ts'],
    rules: {
      'no-restricted-globals': ['error', ...nondeterministicGlobals],
      'no-restricted-properties': [
        'error',
        { object: 'Math', property: 'random', message: 'Not deterministic.' },
        { property: 'localeCompare', message: 'Depends on the machine: compare code units.' },
        { property: 'toLocaleString', message: 'Depends on the machine.' },
        { property: 'getHistoryForKey', message: 'The history index may be off on a peer.' },
        { property: 'getQueryResult', message: 'Rich queries are not re-checked at commit.' },
      ],
    },
  },
  {
    // The one look at the endorser's clock: a proposal's time is compared with it, and it is never written.
    files: ['chaincode/src/access/timeGuard.ts'],
    rules: { 'no-restricted-globals': ['error', ...nondeterministicGlobals.filter(({ name }) => name !== 'Date')] },
  },
  {
    // Decorated contract parameters need run-time types: a type-only import would erase them.
    files: ['chaincode/src/contracts/**/*.ts'],
    rules: { '@typescript-eslint/consistent-type-imports': 'off' },
  },
  {
    files: ['scripts/**/*.{ts,mjs}', 'network/src/**/main.ts'],
    languageOptions: { globals: { console: 'readonly', process: 'readonly' } },
    rules: { 'no-console': 'off' },
  },
  {
    files: ['test/**/*.ts'],
    rules: { 'max-lines': 'off', 'max-lines-per-function': 'off', '@typescript-eslint/no-non-null-assertion': 'off' },
  },
);
