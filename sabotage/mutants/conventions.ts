import type { SourceMutant } from './mutant.ts';

/** Defects of the conventions of the API. */
export const conventionsMutants: readonly SourceMutant[] = [
  {
    id: 'stale-if-match-taken',
    defect: 'If-Match of any value is taken.',
    file: 'src/http/entity-tag.ts',
    find: "if (ifMatch.trim() === '*') return true;",
    put: "if (ifMatch.trim() !== '') return true;",
    seenBy: ['tests/api'],
  },
  {
    id: 'rate-limit-one-late',
    defect: 'One call more than the limit passes.',
    file: 'src/http/rate-limit.ts',
    find: 'const allowed = window.used < limit',
    put: 'const allowed = window.used <= limit',
    seenBy: ['tests/api'],
  },
  {
    id: 'allow-incomplete',
    defect: '405 leaves a method out of Allow.',
    file: 'src/http/problem.ts',
    find: "headers: { allow: allow.join(', ') }",
    put: "headers: { allow: allow.slice(1).join(', ') }",
    seenBy: ['tests/api'],
  },
  {
    id: 'one-fault-at-a-time',
    defect: 'Of several wrong fields only the first is named.',
    file: 'src/http/operation.ts',
    find: 'faults.length > 0) throw problem.invalid(faults)',
    put: 'faults.length > 0) throw problem.invalid(faults.slice(0, 1))',
    seenBy: ['tests/api/registration.spec.ts'],
  },
  {
    id: 'nul-in-names',
    defect: 'A name with a NUL character is passed on to the database, which takes none.',
    file: 'src/control/detectors/input.ts',
    find: "!text.includes('\\u0000')",
    put: "text !== '\\u0000'",
    seenBy: ['tests/security/hostile-text.spec.ts'],
  },
  {
    id: 'second-refusal-forgets-the-page',
    defect: 'When two calls find the session over, log-in no longer leads back to the page.',
    file: 'src/web/routing/location.ts',
    find: "if (pathname === '/login') return here;",
    put: '',
    seenBy: ['reference-platform/tests/web/location.test.ts'],
  },
];
