import type { SourceMutant } from './mutant.ts';

/** Defects of the conventions of the API. */
export const conventionsMutants: readonly SourceMutant[] = [
  {
    id: 'stale-if-match-taken',
    defect: 'If-Match of any value is taken.',
    file: 'src/http/entity-tag.ts',
    find: "if (ifMatch.trim() === '*') return true;",
    put: "if (ifMatch.trim() !== '') return true;",
    seenBy: ['tests/api/conditional-changes.spec.ts'],
  },
  {
    id: 'rate-limit-one-late',
    defect: 'One call more than the limit passes.',
    file: 'src/http/rate-limit.ts',
    find: 'const allowed = window.used < limit',
    put: 'const allowed = window.used <= limit',
    seenBy: ['tests/api/rate-limit.spec.ts'],
  },
  {
    id: 'allow-incomplete',
    defect: '405 leaves a method out of Allow.',
    file: 'src/http/problem.ts',
    find: "headers: { allow: allow.join(', ') }",
    put: "headers: { allow: allow.slice(1).join(', ') }",
    seenBy: ['tests/api/conventions.spec.ts'],
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
    find: '/[\\0\\p{Cs}]/u',
    put: '/[\\p{Cs}]/u',
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
  {
    id: 'dark-text-too-faint',
    defect: 'Soft text can hardly be read in dark.',
    file: 'src/web/styles/tokens.css',
    find: '--ink-soft: #a9b5b3;',
    put: '--ink-soft: #4b5a5e;',
    seenBy: ['tests/e2e/accessibility.spec.ts'],
  },
  {
    id: 'scrolling-table-out-of-reach',
    defect: 'A table that scrolls sideways cannot be scrolled with the keyboard.',
    file: 'src/web/components/scroll-region.tsx',
    find: 'const named = wide ?',
    put: 'const named = wide && label === "" ?',
    seenBy: ['tests/e2e/accessibility.spec.ts'],
  },
  {
    id: 'page-wider-than-a-phone',
    defect: 'Pages are wider than the screen of a phone.',
    file: 'src/web/styles/base.css',
    find: '@media (prefers-reduced-motion: reduce) {',
    put: 'body { min-width: 30rem; }\n@media (prefers-reduced-motion: reduce) {',
    seenBy: ['tests/e2e/accessibility.spec.ts'],
  },
  {
    id: 'ids-given-twice',
    defect:
      'A dialog opened in a table that was fitted to another screen is named by a section: their ids are the same.',
    file: 'src/web/components/use-unique-id.ts',
    find: `const [id] = useState(() => {
    made += 1;
    return \`unique-\${made}\`;
  });
  return id;`,
    put: 'made += 1;\n  return useId();',
    also: [
      {
        file: 'src/web/components/use-unique-id.ts',
        find: 'import { useState }',
        put: 'import { useId }',
      },
    ],
    seenBy: ['tests/e2e/model-lifecycle.spec.ts'],
  },
];
