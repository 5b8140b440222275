import type { SourceMutant } from './mutant.ts';

/** Defects of the audit log. */
export const auditMutants: readonly SourceMutant[] = [
  {
    id: 'parallel-entries-fork-the-chain',
    defect: 'Two entries at once get the same predecessor.',
    file: 'src/control/audit/trail.ts',
    find: '    .forUpdate()\n',
    put: '',
    seenBy: ['tests/api/concurrency.spec.ts'],
  },
  {
    id: 'audit-entries-can-be-changed',
    defect: 'The roles of the platform may rewrite the audit log.',
    file: 'migrations/0002_audit.sql',
    find: 'REVOKE UPDATE, DELETE, TRUNCATE ON assay.audit_entries FROM assay_tenant, assay_system;',
    put: '',
    seenBy: ['reference-platform/tests/identity/row-level-security.test.ts'],
  },
  {
    id: 'denials-not-recorded',
    defect: 'A denied call leaves no entry.',
    file: 'src/http/call.ts',
    find: 'return (error.status === 403 || error.status === 404)',
    put: 'return (error.status === 403 && error.status === 404)',
    seenBy: ['tests/api/audit.spec.ts'],
  },
  {
    id: 'denials-answered-before-they-are-written',
    defect: 'A denied call is answered while its entry is still to be written.',
    file: 'src/database/batches.ts',
    find: '      if (waiting) waiting.push(one);',
    put: '      if (waiting) waiting.push(one), resolve();',
    seenBy: ['reference-platform/tests/audit/audit-log.test.ts'],
  },
  {
    id: 'denials-of-a-moment-lose-their-order',
    defect: 'Of denials that are written together, the head remembers the first.',
    file: 'src/control/audit/trail.ts',
    find: '        .set(end)',
    put: '        .set({ sequence: first.sequence, hash: first.hash })',
    seenBy: ['reference-platform/tests/audit/audit-log.test.ts'],
  },
];
