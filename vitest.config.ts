import { defineConfig } from 'vitest/config';

// Three projects: fast unit tests of the suite, the platform's own tests, and contract tests that spawn Playwright.
export default defineConfig({
  test: {
    watch: false,
    projects: [
      {
        test: {
          name: 'unit',
          include: ['self-tests/unit/**/*.test.ts'],
          // Vitest sets it to its own base path, which is no address of a platform.
          env: { BASE_URL: '' },
          testTimeout: 20_000,
        },
      },
      {
        test: {
          name: 'platform',
          include: ['reference-platform/tests/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'contract',
          include: ['self-tests/contract/**/*.test.ts'],
          fileParallelism: false,
          env: { BASE_URL: '' },
          testTimeout: 120_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
