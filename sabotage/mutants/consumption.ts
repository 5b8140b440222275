import type { SourceMutant } from './mutant.ts';

/** Defects by which one caller uses up what is there for all. */
export const consumptionMutants: readonly SourceMutant[] = [
  {
    id: 'bodies-at-any-pace',
    defect: 'A body that comes a byte now and then keeps its connection for ever.',
    file: 'src/http/slow-requests.ts',
    find: 'if (hasBody(request.raw)) watch(',
    put: 'if (hasBody(request.raw) && graceMs < 0) watch(',
    seenBy: [
      'tests/security/consumption/slow-clients.spec.ts',
      'reference-platform/tests/kernel/slow-requests.test.ts',
    ],
  },
  {
    id: 'headers-at-any-pace',
    defect: 'Headers that come a byte now and then keep their connection.',
    file: 'src/http/application.ts',
    find: 'headersTimeout: services.requestGraceMs,',
    put: 'headersTimeout: 0,',
    seenBy: ['tests/security/consumption/slow-clients.spec.ts'],
  },
  {
    id: 'slowness-at-the-cost-of-all',
    defect: 'A large file on a slow line is cut off as if nothing of it had come.',
    file: 'src/http/slow-requests.ts',
    find: 'graceMs + earnedMs - (performance.now() - startedAt)',
    put: 'graceMs - (performance.now() - startedAt)',
    seenBy: ['reference-platform/tests/kernel/slow-requests.test.ts'],
  },
];
