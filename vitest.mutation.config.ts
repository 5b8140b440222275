import { defineConfig } from 'vitest/config';

/** The unit tests alone: what Stryker runs for each mutant. */
export default defineConfig({
  test: {
    watch: false,
    include: ['self-tests/unit/**/*.test.ts'],
    env: { BASE_URL: '' },
    testTimeout: 20_000,
  },
});
