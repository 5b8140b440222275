import type { SourceMutant } from './mutant.ts';

/** A defect that only one oracle of the authorisation matrix sees, in one operation. */
export interface MatrixMutant extends SourceMutant {
  oracle: 'status' | 'canary' | 'side effect' | 'existence' | 'read-back' | 'audit';
  /** The operation whose test goes red. */
  operation: string;
}

const seenAt = (operation: string) => [`tests/security/matrix/operations.spec.ts › ${operation} keeps`];

/** For each oracle of the matrix, a defect that the other five pass over, each in an operation of its own. */
export const singleOracleMutants: readonly MatrixMutant[] = [
  {
    id: 'viewers-list-webhooks',
    defect: 'A viewer may list the webhooks of the tenant.',
    oracle: 'status',
    operation: 'webhooks.list',
    file: 'src/control/webhooks/read-operations.ts',
    find: `    summary: 'Webhooks of the tenant, newest first',
    tag,
    access: webhookAccess,`,
    put: `    summary: 'Webhooks of the tenant, newest first',
    tag,
    access: { roles: [...webhookAccess.roles, 'viewer'] },`,
    seenBy: seenAt('webhooks.list'),
  },
  {
    id: 'datasets-of-every-tenant-are-listed',
    defect: 'The list of datasets shows those of other tenants.',
    oracle: 'canary',
    operation: 'datasets.list',
    file: 'src/control/datasets/read-operations.ts',
    find: 'await ctx.tenantTransaction((trx) => listDatasets(trx, tenantId, query));',
    put: 'await app.services.database.system((trx) => listDatasets(trx, tenantId, query));',
    also: [
      {
        file: 'src/control/datasets/queries.ts',
        find: "let selection = trx.selectFrom('datasets').where('tenant_id', '=', tenantId);",
        put: "let selection = trx.selectFrom('datasets').where('tenant_id', 'is not', null);",
      },
    ],
    seenBy: seenAt('datasets.list'),
  },
  {
    id: 'a-foreign-stream-is-unknown-and-touched',
    defect:
      'Whoever changes another tenant’s stream is told that there is none, and moves the time of its last change.',
    oracle: 'side effect',
    operation: 'streams.update',
    file: 'src/control/streams/write-operations.ts',
    find: `    body: updateBody,
    responses: { 200: streamSchema },
    problems: [409],
    object: { type: 'stream', find: streamOfPath },`,
    put: `    body: updateBody,
    responses: { 200: streamSchema },
    problems: [409],
    object: {
      type: 'stream',
      find: async (ctx) => {
        await app.services.database.direct
          .updateTable('streams')
          .set({ updated_at: nextUpdatedAt })
          .where('id', '=', ctx.params.id)
          .where('tenant_id', '!=', ctx.tenantId)
          .execute();
        return streamOfPath(ctx);
      },
    },`,
    seenBy: seenAt('streams.update'),
  },
  {
    id: 'foreign-members-are-told-apart',
    defect: 'The refusal says whether somebody of that id is a member elsewhere.',
    oracle: 'existence',
    operation: 'members.get',
    file: 'src/control/members/register.ts',
    find: "object: { type: 'member', find },",
    put: `object: {
      type: 'member',
      find: async (ctx) => {
        const elsewhere = await database.direct
          .selectFrom('users')
          .select('id')
          .where('id', '=', ctx.params.id)
          .where('tenant_id', '!=', ctx.tenantId)
          .executeTakeFirst();
        if (elsewhere) throw problem.notFound('There is no such member here.');
        return find(ctx);
      },
    },`,
    also: [
      {
        file: 'src/http/problem.ts',
        find: "notFound: () => new Problem('not-found', 'There is no such resource.'),",
        put: "notFound: (detail = 'There is no such resource.') => new Problem('not-found', detail),",
      },
    ],
    seenBy: seenAt('members.get'),
  },
  {
    id: 'nothing-is-marked-as-read',
    defect: 'To mark all notifications as read is answered as done and recorded, and marks none.',
    oracle: 'read-back',
    operation: 'notifications.readAll',
    file: 'src/control/notifications/reading.ts',
    find: `.where('read_at', 'is', null)
    .executeTakeFirstOrThrow();`,
    put: `.where('read_at', 'is not', null)
    .executeTakeFirstOrThrow();`,
    seenBy: seenAt('notifications.readAll'),
  },
  {
    id: 'new-patterns-not-named-in-the-log',
    defect: 'The entry of a new pattern does not say which one it is.',
    oracle: 'audit',
    operation: 'patterns.create',
    file: 'src/control/patterns/operations.ts',
    find: "      ctx.audit.target('pattern', id);\n",
    put: '',
    seenBy: seenAt('patterns.create'),
  },
];

/** Those, and defects that show in many operations. */
export const matrixMutants: readonly SourceMutant[] = [
  ...singleOracleMutants,
  {
    id: 'keys-of-every-tenant-are-listed',
    defect: 'The list of API keys shows those of other tenants.',
    file: 'src/control/api-keys/register.ts',
    find: `      const page = await database.tenant(tenantId, (trx) => {
        const standing = trx
          .selectFrom('api_keys')
          .select(columns)
          .where('tenant_id', '=', tenantId)
          .where(`,
    put: `      const page = await database.system((trx) => {
        const standing = trx
          .selectFrom('api_keys')
          .select(columns)
          .where((where) => where.or([where('tenant_id', '=', tenantId), where('id', 'is not', null)]))
          .where(`,
    seenBy: seenAt('apiKeys.list'),
  },
  {
    id: 'denials-of-keys-not-recorded',
    defect: 'What is denied to an API key leaves no entry.',
    file: 'src/http/call.ts',
    find: '  if (call.operationId === null) return false;',
    put: "  if (call.operationId === null || call.principal?.kind === 'api_key') return false;",
    seenBy: seenAt('tenant.get'),
  },
  {
    id: 'refused-tickets-not-recorded',
    defect: 'Who comes with a ticket that is spent, or another channel’s, leaves no entry.',
    file: 'src/control/live/tickets.ts',
    find: '    tenantId: known.tenant_id,',
    put: '    tenantId: null,',
    seenBy: ['tests/security/matrix/channels.spec.ts'],
  },
];
