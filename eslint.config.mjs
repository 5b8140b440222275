import js from '@eslint/js';
import playwright from 'eslint-plugin-playwright';
import prettier from 'eslint-config-prettier';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

export default defineConfig(
  {
    ignores: [
      '**/node_modules/**',
      '**/.build/**',
      'dist/**',
      'reports/**',
      'test-results/**',
      'playwright-report/**',
      'allure-results/**',
      'allure-report/**',
    ],
  },
  js.configs.recommended,
  // TypeScript knows the globals, of the plain JavaScript too.
  { rules: { 'no-undef': 'off' } },
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      'no-console': 'off',
      eqeqeq: 'error',
    },
  },
  {
    files: ['**/*.ts', '**/*.tsx', '**/*.mjs'],
    ignores: [
      'config/environment.ts',
      'config/platform-folder.ts',
      'reference-platform/src/configuration/**',
      'reference-platform/bin/**',
      'scripts/bootstrap.mjs',
    ],
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: 'Only config/environment.ts reads the environment.' },
      ],
    },
  },
  {
    ...playwright.configs['flat/recommended'],
    files: ['tests/**/*.ts'],
    rules: {
      ...playwright.configs['flat/recommended'].rules,
      'playwright/no-wait-for-timeout': 'error',
      'playwright/no-networkidle': 'error',
      'playwright/no-conditional-in-test': 'error',
      'playwright/no-conditional-expect': 'error',
      'playwright/no-focused-test': 'error',
      'playwright/no-force-option': 'error',
      'playwright/expect-expect': [
        'error',
        { assertFunctionNames: ['dataOf'], assertFunctionPatterns: ['^expect[A-Z].*'] },
      ],
      'playwright/no-standalone-expect': 'error',
      'playwright/max-nested-describe': ['error', { max: 1 }],
      'no-restricted-imports': [
        'error',
        { paths: [{ name: '@playwright/test', message: 'Specs import { test, expect } from fixtures.' }] },
      ],
      'no-restricted-syntax': [
        'error',
        { selector: "CallExpression[callee.property.name='serial']", message: 'No order between tests.' },
        { selector: 'TryStatement', message: 'No try/catch in a test.' },
      ],
    },
  },
  {
    files: ['reference-platform/**', 'self-tests/**', 'scripts/**'],
    rules: { 'no-restricted-imports': 'off' },
  },
  prettier,
);
