import type { SourceMutant } from './mutant.ts';

const BUILDS = ['reference-platform/tests/kernel/builds.test.ts'];
const KILLED_JOBS = ['self-tests/contract/killed-jobs.test.ts'];

/** Defects that show when processes die, start anew or stand beside each other. */
export const durabilityMutants: readonly SourceMutant[] = [
  {
    id: 'build-in-use-removed',
    defect: 'A start removes the build that another platform is running from.',
    file: 'bin/builds.mjs',
    find: ' || isInUse(build)',
    put: '',
    seenBy: BUILDS,
  },
  {
    id: 'build-in-use-ages',
    defect: 'A build counts as old that was used just now, and goes before newer ones that nobody uses.',
    file: 'bin/builds.mjs',
    find: 'utimesSync(build, now, now);',
    put: '',
    seenBy: BUILDS,
  },
  {
    id: 'reader-who-comes-back-sees-a-point-twice',
    defect: 'A reader who was cut off and comes back is shown the last point again.',
    file: 'src/control/streams/queries.ts',
    find: `.where('sequence', '>', from)
    .orderBy('sequence')`,
    put: `.where('sequence', '>=', from)
    .orderBy('sequence')`,
    seenBy: ['self-tests/contract/live-restart.test.ts'],
  },
  {
    id: 'job-given-up-after-one-death',
    defect: 'A job that a kill has met at work is not begun again.',
    file: 'src/compute/jobs/queue.ts',
    find: 'const MOST_ATTEMPTS = 2;',
    put: 'const MOST_ATTEMPTS = 1;',
    seenBy: KILLED_JOBS,
  },
  {
    id: 'database-of-a-killed-platform-in-the-way',
    defect: 'A platform that was killed as a whole cannot be started again: its database still runs.',
    file: 'src/launcher/embedded-postgres.ts',
    find: 'if (!(await isAbandoned(folders.data)))',
    put: 'if (folders.keepsData)',
    seenBy: KILLED_JOBS,
  },
];
