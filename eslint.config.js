import { defineConfig, globalIgnores } from 'eslint/config';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';

const drizzleOnly = [
  '**/*.table.ts',
  '**/*.repository.ts',
  'server/schema.ts',
  'server/platform/db/**',
  'migrations/**',
  'server/cli/generate.ts',
  'bench/**',
  '**/*.test.ts',
  '**/*.testing.ts',
];
const environmentOnly = [
  'server/config/**',
  'server/cli/*.mjs',
  '**/*.test.ts',
  '**/{testing,*.testing}.ts',
  'web/e2e/**',
  'web/*.config.*',
  '*.config.*',
];

const drizzleElsewhere = {
  patterns: [
    {
      group: ['drizzle-orm', 'drizzle-orm/*'],
      message: 'Queries live in *.repository.ts, tables in *.table.ts; nothing else knows drizzle.',
    },
  ],
};

const environment = {
  selector:
    "MemberExpression[object.name='process'][property.name='env']:not(CallExpression[callee.name='parseConfig'] > *)",
  message: 'The environment is read by parseConfig(process.env), and comes as a value everywhere else.',
};
const clock = { object: 'Date', property: 'now', message: 'Time comes through the Clock port.' };
const chance = { object: 'Math', property: 'random', message: 'Chance comes through the Ids port.' };
const present = {
  selector: "NewExpression[callee.name='Date'][arguments.length=0]",
  message: 'Time comes through the Clock port.',
};

export default defineConfig(
  globalIgnores([
    'dist/',
    'data/',
    'server/data/',
    '.cache/',
    'coverage/',
    'web/build/',
    'web/.svelte-kit/',
    'web/static/',
    'web/src/lib/paraglide/',
  ]),
  {
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      eqeqeq: 'error',
      'no-var': 'error',
      'prefer-const': 'error',
      'no-console': 'error',
      'object-shorthand': ['error', 'properties'],
      'no-restricted-syntax': ['error', environment],
      'no-warning-comments': ['error', { terms: ['todo', 'fixme'], location: 'start' }],
    },
  },
  {
    files: ['**/*.{js,mjs,cjs,ts,svelte}'],
    languageOptions: { globals: globals.node },
  },
  {
    files: ['**/*.{js,mjs,cjs}'],
    rules: { 'no-undef': 'error', 'no-unused-vars': 'error', 'no-unreachable': 'error' },
  },
  {
    files: ['**/*.ts', '**/*.svelte'],
    extends: [ts.configs.strict],
  },
  {
    files: ['server/**/*.ts', 'workers/**/*.ts', 'bench/**/*.ts'],
    languageOptions: {
      parserOptions: { project: './tsconfig.json', tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/only-throw-error': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
    },
  },
  {
    files: ['**/*.ts', '**/*.svelte'],
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'separate-type-imports' }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/ban-ts-comment': [
        'error',
        { 'ts-ignore': true, 'ts-expect-error': true, 'ts-nocheck': true },
      ],
      '@typescript-eslint/no-restricted-imports': ['error', drizzleElsewhere],
    },
  },
  {
    files: ['web/**/*.{svelte,ts,js}'],
    extends: [svelte.configs.recommended],
    languageOptions: { globals: { ...globals.browser, ...globals.node } },
  },
  {
    files: ['web/**/*.svelte', 'web/**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser } },
    rules: {
      // It does not know that $props and $derived are taken apart with let; the rule of the same name below does.
      'prefer-const': 'off',
      'svelte/prefer-const': 'error',
      // The pages are served at the root of one origin: there is no base path to resolve.
      'svelte/no-navigation-without-resolve': 'off',
      'svelte/prefer-svelte-reactivity': 'off',
    },
  },
  {
    files: ['server/modules/**/*.ts'],
    ignores: ['**/*.test.ts', '**/{testing,*.testing}.ts'],
    rules: {
      'no-restricted-properties': ['error', clock, chance],
      'no-restricted-syntax': ['error', environment, present],
    },
  },
  { files: drizzleOnly, rules: { '@typescript-eslint/no-restricted-imports': 'off' } },
  { files: environmentOnly, rules: { 'no-restricted-syntax': 'off' } },
);
