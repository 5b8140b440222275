import type { SourceMutant } from './mutant.ts';

/** Defects by which a tenant sees, moves or hears what is another’s. */
export const objectMutants: readonly SourceMutant[] = [
  {
    id: 'search-reaches-every-tenant',
    defect:
      'A search for detectors finds those of other tenants: an "or" that binds less than the "and" before it.',
    file: 'src/control/detectors/queries.ts',
    find: 'selection = selection.where(sql<boolean>`strpos(lower(name), lower(${q})) > 0`);',
    put: 'selection = selection.where(sql<boolean>`strpos(lower(name), lower(${q})) > 0 or tenant_id <> ${tenantId}`);',
    also: [
      { file: 'migrations/0004_detection.sql', find: `select assay.isolate('assay.detectors');`, put: '' },
    ],
    seenBy: ['tests/security/objects/own-things.spec.ts'],
  },
  {
    id: 'tenant-by-header',
    defect: 'A header says whose tenant a call is in.',
    file: 'src/http/judgement.ts',
    find: 'return admit(app, call, await app.services.credentials.resolve(request));',
    put: `const principal = admit(app, call, await app.services.credentials.resolve(request));
  const named = request.headers['x-tenant-id'];
  if (typeof named === 'string' && principal.kind === 'user') call.principal = { ...principal, tenantId: named };
  return principal;`,
    seenBy: ['tests/security/objects/injected-tenant.spec.ts'],
  },
  {
    id: 'versions-by-number-alone',
    defect: 'A detector gives out versions of the tenant’s other detectors.',
    file: 'src/control/detectors/queries.ts',
    find: `.where('detector_id', '=', detectorId)
    .where('version', '=', version)`,
    put: `.where('version', '=', version)`,
    seenBy: ['tests/security/objects/wrong-parents.spec.ts'],
  },
  {
    id: 'answers-kept-by-address',
    defect: 'An answer is kept by its address alone and given to whoever asks there next.',
    file: 'src/http/operation.ts',
    find: 'const result = await declaration.handle(',
    put: `const kept = declaration.path === '/experiments' ? answers.get(request.url) : undefined;
      if (kept !== undefined && declaration.method === 'GET') return kept as never;
      const result = await declaration.handle(`,
    also: [
      {
        file: 'src/http/operation.ts',
        find: 'if (declaration.effect ===',
        put: `if (declaration.method === 'GET') answers.set(request.url, result);
      if (declaration.effect ===`,
      },
      {
        file: 'src/http/operation.ts',
        find: 'type NoObject = typeof nothing;',
        put: `type NoObject = typeof nothing;
const answers = new Map<string, unknown>();`,
      },
    ],
    seenBy: ['tests/security/objects/caches.spec.ts'],
  },
  {
    id: 'files-for-sales',
    defect: 'Somebody without the right to see datasets can download them.',
    file: 'src/control/datasets/access.ts',
    find: `roles: ['owner', 'admin', 'analyst', 'viewer', 'auditor'],`,
    put: `roles: ['owner', 'admin', 'analyst', 'viewer', 'auditor', 'sales'],`,
    seenBy: ['tests/security/objects/files.spec.ts'],
  },
  {
    id: 'jobs-by-time-alone',
    defect: 'A tenant with many jobs holds up everybody else.',
    file: 'src/compute/jobs/queue.ts',
    find: `order by (select count(*) from jobs busy where busy.tenant_id = waiting.tenant_id and busy.status = 'running'),
          (select max(begun.started_at) from jobs begun where begun.tenant_id = waiting.tenant_id) nulls first,
          waiting.created_at`,
    put: 'order by waiting.created_at',
    seenBy: ['tests/security/objects/quotas.spec.ts'],
  },
  {
    id: 'jobs-without-turns',
    defect: 'Where one job runs at a time, a tenant with many holds up everybody else.',
    file: 'src/compute/jobs/queue.ts',
    find: `          (select max(begun.started_at) from jobs begun where begun.tenant_id = waiting.tenant_id) nulls first,
`,
    put: '',
    seenBy: ['tests/security/objects/quotas.spec.ts'],
  },
  {
    id: 'quota-one-late',
    defect: 'A tenant may have one webhook more than its quota.',
    file: 'src/control/webhooks/write-operations.ts',
    find: '>= mostWebhooks',
    put: '> mostWebhooks',
    seenBy: ['tests/security/objects/quotas.spec.ts'],
  },
  {
    id: 'keys-of-suspended-tenants',
    defect: 'The API keys of a suspended tenant go on.',
    file: 'src/control/identity/key-credential.ts',
    find: `(found.expires_at === null || found.expires_at > at) &&
    found.status === 'active';`,
    put: `(found.expires_at === null || found.expires_at > at);`,
    seenBy: ['tests/security/objects/tenant-life.spec.ts'],
  },
  {
    id: 'metrics-name-tenants',
    defect: 'The metrics name the tenants that call.',
    file: 'src/http/application.ts',
    find: `const operation = call.operationId ?? 'none';`,
    put: "const operation = `${call.operationId ?? 'none'} ${call.principal?.tenantId ?? ''}`;",
    seenBy: ['tests/security/objects/side-channels.spec.ts'],
  },
  {
    id: 'model-of-the-last-training',
    defect: 'Models are kept by version alone: whoever trained last is whose model scores.',
    file: 'src/compute/scoring/model-cache.ts',
    find: `const scorer = scorers.get(path) ?? scorerOf(parseModel(await readModel(path)));`,
    put: 'const scorer = scorers.get(`v${version}`) ?? scorerOf(parseModel(await readModel(path)));\n  scorers.set(`v${version}`, scorer);',
    seenBy: ['tests/security/objects/model-isolation.spec.ts'],
  },
  {
    id: 'tenant-of-the-last-call',
    defect: 'The platform keeps who calls in one place for all calls: an answer is of whoever came last.',
    file: 'src/http/judgement.ts',
    find: `  call.principal = principal;
`,
    put: `  last = principal;
  Object.defineProperty(call, 'principal', { configurable: true, get: () => last, set: () => undefined });
`,
    also: [
      {
        file: 'src/http/judgement.ts',
        find: `const safeMethods =`,
        put: `let last: Principal;
const safeMethods =`,
      },
    ],
    seenBy: ['tests/security/objects/context-bleed.spec.ts'],
  },
  {
    id: 'transactions-of-the-last-tenant',
    defect:
      'The database layer keeps the tenant in one place: transactions that begin together are of the last one.',
    file: 'src/database/dialects.ts',
    find: 'return this.#tenant.run(tenantId, work);',
    put: `last = tenantId;
    return this.#tenant.run(tenantId, work);`,
    also: [
      {
        file: 'src/database/dialects.ts',
        find: `const tenantId = this.#tenant.getStore() ?? 'none';`,
        put: `const tenantId = last;`,
      },
      { file: 'src/database/dialects.ts', find: 'const uuidForm', put: `let last = 'none';\nconst uuidForm` },
    ],
    seenBy: ['tests/security/objects/context-bleed.spec.ts'],
  },
];
