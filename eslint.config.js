import js from '@eslint/js';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

const TESTS = ['**/*.test.ts', '**/*.test.tsx', '**/testing/**'];

export default tseslint.config(
  {
    ignores: [
      '**/node_modules/',
      '**/dist/',
      '.data/',
      'coverage/',
      'project/shared/src/protocol/generated/',
      'project/logic/src/store/db-types.ts',
    ],
  },
  js.configs.recommended,
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: {
      parserOptions: {
        projectService: {
          allowDefaultProject: ['vitest.config.ts', 'project/desktop-web/vite.config.ts', 'project/desktop-web/build/*.ts'],
        },
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      // Types come from their own imports, so that a type never loads a module.
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true }],
      // `() => call()` for its effect is how callbacks are written here.
      '@typescript-eslint/no-confusing-void-expression': 'off',
      // Unknown errors are passed on as they came.
      '@typescript-eslint/prefer-promise-reject-errors': ['error', { allowThrowingUnknown: true, allowThrowingAny: true }],
      // Flow analysis does not see that an awaited call changed a state.
      '@typescript-eslint/no-unnecessary-condition': 'off',
      // Indexing a typed array inside its bounds, on hot paths.
      '@typescript-eslint/no-non-null-assertion': 'off',
      // The enums of the generated code are numbers here.
      '@typescript-eslint/no-unsafe-enum-comparison': 'off',
      '@typescript-eslint/no-unsafe-enum-assignment': 'off',
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      '@typescript-eslint/no-meaningless-void-operator': 'off',
      '@typescript-eslint/no-misused-spread': 'off',
      '@typescript-eslint/no-dynamic-delete': 'off',
      // Interfaces are written with method signatures and implemented by plain functions, which have no `this`.
      '@typescript-eslint/unbound-method': 'off',
      // `async` also turns a throw into a rejection, where an interface asks for a promise.
      '@typescript-eslint/require-await': 'off',
      // Index access is typed `T | undefined` (noUncheckedIndexedAccess), and process.env wants brackets.
      '@typescript-eslint/dot-notation': 'off',
      'no-restricted-syntax': [
        'error',
        { selector: 'TSEnumDeclaration', message: 'Use a union of literals, or an `as const` object.' },
        { selector: 'ExportDefaultDeclaration', message: 'Export by name.' },
        { selector: 'ExportAllDeclaration', message: 'No barrels: import from the file that defines it.' },
      ],
      'max-lines': ['warn', { max: 400, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['warn', { max: 60, skipBlankLines: true, skipComments: true }],
      'no-restricted-imports': ['error', { patterns: [{ group: ['**/dist/**'], message: 'Import the source, or the package.' }] }],
    },
  },
  {
    files: ['project/*/src/**/*.ts', 'project/*/src/**/*.tsx'],
    rules: {
      'no-console': 'error',
      'no-restricted-globals': ['error', { name: 'Deno', message: 'Only access/src/listen and shared/src/service.ts know Deno.' }],
      'no-restricted-properties': ['error', { object: 'process', property: 'env', message: 'Only config.ts reads the environment.' }],
    },
  },
  {
    files: [
      'project/access/src/listen/**',
      'project/access/src/testing/**',
      'project/shared/src/service.ts',
      'project/bench/src/**',
      'project/chaos/src/**',
    ],
    rules: { 'no-restricted-globals': 'off' },
  },
  { files: ['project/*/src/config.ts', 'project/shared/src/config/**'], rules: { 'no-restricted-properties': 'off' } },
  { files: ['project/{e2e,bench,chaos}/src/**'], rules: { 'no-console': 'off', 'no-restricted-properties': 'off' } },
  {
    files: ['project/{client,desktop-web}/src/**'],
    ignores: TESTS,
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex: '^@godwit/shared/rest/(?!limits$|avatar-file$|friend-order$)',
              allowTypeImports: true,
              message: 'Types only: its values bring zod along, a quarter of what a browser loads before a chat.',
            },
          ],
          paths: [
            { name: 'antd', importNames: ['Form'], message: 'Left out of the build: see desktop-web/build/no-forms.ts.' },
            { name: 'antd', importNames: ['App'], message: 'Its useApp() does nothing here: use useFeedback() of ui/common/feedback.' },
          ],
        },
      ],
    },
  },
  { files: ['project/desktop-web/src/**'], plugins: { 'react-hooks': reactHooks }, rules: reactHooks.configs.recommended.rules },
  {
    files: TESTS,
    rules: {
      'max-lines-per-function': 'off',
      'no-console': 'off',
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',
      'no-restricted-globals': 'off',
      'no-restricted-properties': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
    },
  },
  {
    files: ['vitest.config.ts', '**/vite.config.ts', '**/build/no-forms.ts', 'scripts/testing/global-setup.ts'],
    rules: { 'no-restricted-syntax': 'off' },
  },
  {
    files: ['**/*.js', '**/*.mjs', '**/*.cjs'],
    languageOptions: {
      globals: {
        console: 'readonly',
        process: 'readonly',
        URL: 'readonly',
        setInterval: 'readonly',
        clearInterval: 'readonly',
        module: 'writable',
      },
    },
  },
);
