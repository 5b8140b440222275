import type { SourceMutant } from './mutant.ts';

const REVOCATION = 'tests/security/revocation.spec.ts';

/** Defects by which somebody goes on with what was taken from them. */
export const revocationMutants: readonly SourceMutant[] = [
  {
    id: 'log-out-forgets-the-session',
    defect: 'Logging out takes the cookie back and leaves the session open.',
    file: 'src/control/identity/me-operations.ts',
    find: 'await ctx.change((trx) => revokeSessions(trx, { sessionId }, now()));',
    put: 'await ctx.change(() => Promise.resolve());',
    seenBy: [REVOCATION],
  },
  {
    id: 'log-out-everywhere-is-here-alone',
    defect: 'Logging out everywhere ends the session that asks, and no other.',
    file: 'src/control/identity/me-operations.ts',
    find: 'revokeSessions(trx, { userId: principal.id }, now())',
    put: 'revokeSessions(trx, { sessionId: principal.credential.id }, now())',
    seenBy: [REVOCATION],
  },
  {
    id: 'new-password-ends-the-own-session',
    defect: 'A new password ends the session that chose it, too.',
    file: 'src/control/identity/password-operation.ts',
    find: 'except: principal.credential.id }',
    put: "except: '00000000-0000-7000-8000-000000000000' }",
    seenBy: [REVOCATION],
  },
  {
    id: 'keys-outlive-removed-members',
    defect: 'A member who was removed goes on with the API keys that they made.',
    file: 'src/control/members/register.ts',
    find: 'await revokeKeysOf(trx, tenantId, id);\n        // Sessions and',
    put: '// Sessions and',
    seenBy: [REVOCATION],
  },
  {
    id: 'keys-outlive-lost-roles',
    defect: 'A member who was disabled, or may make no keys any more, goes on with those that they made.',
    file: 'src/control/members/register.ts',
    find: "if (updated.status === 'disabled' || !mayHoldKeys(updated.role))",
    put: "if (updated.name === '' && !mayHoldKeys(updated.role))",
    seenBy: [REVOCATION],
  },
  {
    id: 'sockets-outlive-credentials',
    defect: 'A WebSocket stays open when the session or key behind it has ended.',
    file: 'src/control/live/registry.ts',
    find: "if (resolution.outcome !== 'accepted') {\n    connection.close(closeCodes.credentialsEnded, 'The session or key has ended.');\n  } else if (",
    put: "if (resolution.outcome === 'accepted' && ",
    seenBy: [REVOCATION],
  },
  {
    id: 'sockets-outlive-roles',
    defect: 'A WebSocket stays open when the role of its reader may not watch it any more.',
    file: 'src/control/live/registry.ts',
    find: "connection.close(closeCodes.rightLost, 'The right to watch this is gone.');",
    put: '',
    seenBy: [REVOCATION],
  },
  {
    id: 'sockets-close-at-the-next-round',
    defect: 'WebSockets close when all rights are read anew, up to five seconds after a revocation.',
    file: 'src/control/live/revocation.ts',
    find: 'void recheck((principal) => isConcerned(principal, what, id));',
    put: 'void recheck((principal) => isConcerned(principal, what, id) && id === what);',
    seenBy: [REVOCATION],
  },
  {
    id: 'jobs-of-the-suspended-run-on',
    defect: 'The jobs of a suspended tenant run on.',
    file: 'src/compute/jobs/queue.ts',
    find: "else if (row.tenant_status === 'suspended') result.set(id, 'suspended');",
    put: '',
    seenBy: [REVOCATION],
  },
];
