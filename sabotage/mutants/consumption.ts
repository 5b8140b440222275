import type { SourceMutant } from './mutant.ts';

/** Defects by which one caller uses up what is there for all. */
export const consumptionMutants: readonly SourceMutant[] = [
  {
    id: 'bodies-at-any-pace',
    defect: 'A body that comes a byte now and then keeps its connection for ever.',
    file: 'src/http/slow-requests.ts',
    find: 'if (hasBody(request.raw)) watch(',
    put: 'if (hasBody(request.raw) && graceMs < 0) watch(',
    seenBy: ['tests/security/consumption/slow-clients.spec.ts'],
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
  {
    id: 'bodies-of-any-size',
    defect: 'A JSON body may have ten times as many bytes as it is said to.',
    file: 'src/http/application.ts',
    find: 'export const jsonBodyLimit = 5 * 1024 * 1024;',
    put: 'export const jsonBodyLimit = 50 * 1024 * 1024;',
    seenBy: ['tests/security/consumption/body-caps.spec.ts'],
  },
  {
    id: 'bodies-walked-by-calls',
    defect: 'A body is walked through by calls within calls, which a deep one brings down.',
    file: 'src/http/operation.ts',
    find: 'const stray = prototypeFields(raw);',
    put: 'JSON.stringify(raw);\n  const stray = prototypeFields(raw);',
    seenBy: ['tests/security/consumption/body-caps.spec.ts'],
  },
  {
    id: 'storage-counted-without-a-lock',
    defect:
      'Uploads at the same time together exceed the storage of the plan: each counts what was there before.',
    file: 'src/control/tenants/usage.ts',
    find: "  await lockTenant(trx, tenantId, 'exclusive');",
    put: '  void lockTenant;',
    seenBy: ['tests/security/uploads/storage.spec.ts'],
  },
  {
    id: 'storage-one-upload-late',
    defect: 'An upload is refused only once the storage of the plan is exceeded.',
    file: 'src/control/tenants/usage.ts',
    find: 'stored + more > limit',
    put: 'stored >= limit',
    seenBy: ['tests/security/uploads/storage.spec.ts'],
  },
];
