import type { SourceMutant } from './mutant.ts';

/** A defect that only one oracle of the authorisation matrix sees. */
export interface MatrixMutant extends SourceMutant {
  oracle: 'status' | 'canary' | 'side effect' | 'existence' | 'read-back' | 'audit';
  /** The operation whose test goes red. */
  operation: string;
}

const seenBy = ['tests/security/matrix'];

/** For each oracle of the matrix, a defect that the other five pass over. */
export const matrixMutants: readonly MatrixMutant[] = [
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
    seenBy,
  },
  {
    id: 'keys-of-every-tenant-are-listed',
    defect: 'The list of API keys shows those of other tenants.',
    oracle: 'canary',
    operation: 'apiKeys.list',
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
    seenBy,
  },
  {
    id: 'a-denied-revocation-ends-the-session',
    defect: 'Whoever names a colleague’s session is told that there is none, and ends it.',
    oracle: 'side effect',
    operation: 'auth.revokeSession',
    file: 'src/control/identity/session-operations.ts',
    find: '        if (!session) throw problem.notFound();',
    put: `        if (!session) {
          await database.direct
            .updateTable('sessions')
            .set({ revoked_at: now() })
            .where('id', '=', params.id)
            .where('user_id', '!=', principal.id)
            .execute();
          throw problem.notFound();
        }`,
    seenBy,
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
    seenBy,
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
    seenBy,
  },
  {
    id: 'denials-of-keys-not-recorded',
    defect: 'What is denied to an API key leaves no entry.',
    oracle: 'audit',
    operation: 'tenant.get',
    file: 'src/http/call.ts',
    find: '  if (call.operationId === null) return false;',
    put: "  if (call.operationId === null || call.principal?.kind === 'api_key') return false;",
    seenBy,
  },
];
