import type { SourceMutant } from './mutant.ts';

/** Defects by which the platform no longer does what its contract, an earlier release or HTTP promise. */
export const agreementMutants: readonly SourceMutant[] = [
  {
    id: 'webhook-removal-only-said',
    defect: 'The removal of a webhook is confirmed, and the webhook stays.',
    file: 'src/control/webhooks/write-operations.ts',
    find: `        const { numDeletedRows } = await trx
          .deleteFrom('webhooks')
          .where('tenant_id', '=', tenantId)`,
    put: `        const { numUpdatedRows: numDeletedRows } = await trx
          .updateTable('webhooks')
          .set({ tenant_id: tenantId })
          .where('tenant_id', '=', tenantId)`,
    seenBy: ['tests/security/contract/life-cycles.spec.ts'],
  },
  {
    id: 'revoked-keys-listed',
    defect: 'The list of API keys goes on showing those that were revoked.',
    file: 'src/control/api-keys/register.ts',
    find: `          .where('tenant_id', '=', tenantId)
          .where('revoked_at', 'is', null);`,
    put: `          .where('tenant_id', '=', tenantId);`,
    seenBy: ['tests/security/contract/life-cycles.spec.ts', 'tests/api/api-keys.spec.ts'],
  },
  {
    id: 'place-of-the-list',
    defect: 'Whoever makes a pattern is told the place of the list, not that of the pattern.',
    file: 'src/control/patterns/operations.ts',
    find: 'return created(`/patterns/${id}`, toPattern(row));',
    put: "return created('/patterns', toPattern(row));",
    seenBy: ['tests/security/contract/life-cycles.spec.ts'],
  },
  {
    id: 'renaming-forgets-the-threshold',
    defect: 'A stream that is renamed loses its threshold.',
    file: 'src/control/streams/write-operations.ts',
    find: 'threshold: body.threshold === undefined ? current.threshold : body.threshold,',
    put: 'threshold: body.threshold ?? null,',
    seenBy: ['tests/security/contract/life-cycles.spec.ts'],
  },
  {
    id: 'put-adds-up',
    defect: 'Saying the same retention twice is not saying it once: each time a day is added.',
    file: 'src/control/privacy/retention-operations.ts',
    find: 'const days = JSON.stringify(body);',
    put: 'const days = JSON.stringify({ ...body, jobs: (await retentionOf(trx, tenantId)).jobs + 1 });',
    seenBy: ['tests/security/contract/http-semantics.spec.ts'],
  },
  {
    id: 'reading-changes',
    defect: 'Looking at the usage of a tenant changes its detectors.',
    file: 'src/control/tenants/usage.ts',
    find: '  const { rows } = await database.tenant(tenantId, (trx) =>',
    put: `  await database.tenant(tenantId, (trx) =>
    sql\`update detectors set description = description || '.' where tenant_id = \${tenantId}\`.execute(trx),
  );
  const { rows } = await database.tenant(tenantId, (trx) =>`,
    seenBy: ['tests/security/contract/http-semantics.spec.ts'],
  },
  {
    id: 'shorter-default-page',
    defect: 'A list whose caller names no length gives 20 instead of 50.',
    file: 'src/http/schemas.ts',
    find: 'limit: z.int().min(1).max(200).default(50),',
    put: 'limit: z.int().min(1).max(200).default(20),',
    seenBy: ['tests/security/contract/golden.spec.ts'],
  },
  {
    id: 'operation-documented-elsewhere',
    defect: 'The OpenAPI document has an operation that the pages call at another path.',
    file: 'src/http/openapi.ts',
    find: '    transform: jsonSchemaTransform,',
    put: `    transform: (route) => {
      const described = jsonSchemaTransform(route);
      return { ...described, url: described.url.replace('/monitoring/performance', '/monitoring/figures') };
    },`,
    seenBy: ['tests/security/contract/served.spec.ts', 'tests/api/contract-regression.spec.ts'],
  },
  {
    id: 'answer-with-an-undeclared-field',
    defect: 'The list of detectors says more than the document declares.',
    file: 'src/http/send.ts',
    find: 'send(JSON.stringify(body.data));',
    put: "send(JSON.stringify(declaration.id === 'detectors.list' ? { ...Object(body.data), trace: [] } : body.data));",
    seenBy: ['tests/security/pages-and-api.spec.ts'],
  },
  {
    id: 'page-reads-what-nobody-promised',
    defect: 'A page counts on a field of datasets that the contract does not have.',
    file: 'src/web/shapes/dataset.ts',
    find: '  sha256: z.string(),',
    put: '  sha256: z.string(),\n  checkedBy: z.optional(z.string()),',
    seenBy: ['tests/security/pages-and-api.spec.ts'],
  },
  {
    id: 'rights-remembered-without-database',
    defect: 'While the database is away, whoever was let in before is let in again.',
    file: 'src/http/judgement.ts',
    find: 'return admit(app, call, await app.services.credentials.resolve(request));',
    put: `const shown = String(request.headers.authorization ?? request.headers['x-api-key']);
  const resolution = await app.services.credentials.resolve(request).catch((error: unknown) => {
    const known = remembered.get(shown);
    if (known === undefined) throw error;
    return known;
  });
  remembered.set(shown, resolution);
  return admit(app, call, resolution);`,
    also: [
      {
        file: 'src/http/judgement.ts',
        find: 'const safeMethods =',
        put: 'const remembered = new Map<string, Resolution>();\nconst safeMethods =',
      },
    ],
    seenBy: ['tests/security/errors/fail-closed.spec.ts'],
  },
  {
    id: 'lost-connection-ends-the-plane',
    defect: 'A connection to the database that breaks while it is lent out ends the whole plane.',
    file: 'src/database/database.ts',
    find: "  connections.on('connect', (client) => client.on('error', () => undefined));\n",
    put: '',
    seenBy: ['tests/security/errors/fail-closed.spec.ts'],
  },
  {
    id: 'live-columns-as-markup',
    defect: 'The live page of a stream takes the names of its columns for markup.',
    file: 'src/web/pages/streams/live-panel.tsx',
    find: '        <LiveScores points={live.points} />',
    put: `        <p dangerouslySetInnerHTML={{ __html: Object.keys(live.points.at(-1)?.values ?? {}).join(', ') }} />
        <LiveScores points={live.points} />`,
    seenBy: ['tests/security/websockets/live-markup.spec.ts'],
  },
];
