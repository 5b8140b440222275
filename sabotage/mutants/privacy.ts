import type { SourceMutant } from './mutant.ts';

const PRIVACY = ['tests/api/privacy.spec.ts'];
const SWEEPER = ['reference-platform/tests/privacy/sweeper.test.ts'];

/** Defects of exports, erasures and retention. */
export const privacyMutants: readonly SourceMutant[] = [
  {
    id: 'erasure-forgets-audit-names',
    defect: 'An erased member is still named in the audit log.',
    file: 'src/compute/privacy/run-erasure.ts',
    find: 'erased.auditNames = await eraseAuditNames(database, tenantId, erasable);',
    put: '',
    seenBy: PRIVACY,
  },
  {
    id: 'erasure-forgets-names-of-things',
    defect: 'An erased member is still named in the names of datasets and keys.',
    file: 'src/compute/privacy/erase-texts.ts',
    find: 'for (const column of textColumns) {',
    put: 'for (const column of textColumns.slice(0, 0)) {',
    seenBy: PRIVACY,
  },
  {
    id: 'erasure-leaves-exports',
    defect: 'The file of an export of an erased member can still be had.',
    file: 'src/compute/privacy/run-erasure.ts',
    find: 'if (isFound) erased.exports',
    put: 'if (!isFound) erased.exports',
    seenBy: PRIVACY,
  },
  {
    id: 'erasure-leaves-account',
    defect: 'An erased member can still sign in.',
    file: 'src/control/privacy/erasure-operations.ts',
    find: "await trx.deleteFrom('users')",
    put: "await trx.deleteFrom('users').where('status', '=', 'disabled')",
    seenBy: PRIVACY,
  },
  {
    id: 'erasure-leaves-what-was-derived',
    defect: 'Detections in erased rows stay, and detectors trained on them do not say so.',
    file: 'src/compute/privacy/erase-rows.ts',
    find: 'const derived = await erasureOfDerived(erasure, datasetId);\n    await removeRows(',
    put: 'const derived = { detections: 0, versions: 0 };\n    await removeRows(',
    seenBy: PRIVACY,
  },
  {
    id: 'erasure-leaves-row-count',
    defect: 'A dataset still counts the rows that were erased from it.',
    file: 'src/compute/privacy/erase-rows.ts',
    find: 'await removeRows(folder, draft, rows);\n    await describeDataset(erasure, datasetId);',
    put: 'await removeRows(folder, draft, rows);',
    seenBy: PRIVACY,
  },
  {
    id: 'erasure-takes-others-rows',
    defect: 'Export and erasure take every row in which the column holds anything.',
    file: 'src/storage/row-filter.ts',
    find: 'if (isValue(cell, value)) found.push(start + index);',
    put: 'if (cell !== null) found.push(start + index);',
    seenBy: PRIVACY,
  },
  {
    id: 'erasure-of-oneself',
    defect: 'Owners can erase themselves.',
    file: 'src/control/privacy/erasure-operations.ts',
    find: 'if (member?.id === principal.id)',
    put: 'if (member?.id === id)',
    seenBy: PRIVACY,
  },
  {
    id: 'export-with-secrets',
    defect: 'The export of a member holds hashes of passwords and keys.',
    file: 'src/compute/privacy/personal-records.ts',
    find: '!secretColumn.test(name) && ',
    put: '',
    seenBy: PRIVACY,
  },
  {
    id: 'retention-of-audit-too-short',
    defect: 'The audit log can be kept for a day.',
    file: 'src/control/privacy/retention.ts',
    find: 'audit: days(30)',
    put: 'audit: days(1)',
    seenBy: PRIVACY,
  },
  {
    id: 'retention-set-in-part',
    defect: 'A PUT that names a part of the retention is taken, and leaves the rest as it was.',
    file: 'src/control/privacy/retention-operations.ts',
    find: 'body: retentionSchema,',
    put: 'body: retentionSchema.partial(),',
    seenBy: ['tests/api/privacy.spec.ts'],
  },
  {
    id: 'retention-adds-up',
    defect: 'A PUT of the retention adds to what was set before, so that the same one twice is another one.',
    file: 'src/control/privacy/retention-operations.ts',
    find: 'const days = JSON.stringify(body);',
    put: 'const days = JSON.stringify({ ...body, jobs: body.jobs + (await retentionOf(trx, tenantId)).jobs });',
    seenBy: ['tests/api/privacy.spec.ts'],
  },
  {
    id: 'retention-changed-on-a-stale-reading',
    defect: 'Of two owners who change the retention at once, both do.',
    file: 'src/control/privacy/retention-operations.ts',
    find: 'ctx.requireMatch(await retentionOf(trx, tenantId));',
    put: '',
    seenBy: PRIVACY,
  },
  {
    id: 'sweep-leaves-sessions',
    defect: 'Ended sessions stay as if they had just begun.',
    file: 'src/control/privacy/sweep-rules.ts',
    find: 'least(swept.revoked_at, swept.expires_at)',
    put: 'swept.created_at',
    seenBy: SWEEPER,
  },
  {
    id: 'sweep-takes-waiting-jobs',
    defect: 'A job that has waited for long is swept away before it runs.',
    file: 'src/control/privacy/sweep-rules.ts',
    find: "case when swept.status in ('completed', 'failed', 'cancelled') then swept.finished_at end",
    put: 'coalesce(swept.finished_at, swept.created_at)',
    seenBy: SWEEPER,
  },
  {
    id: 'removed-tenants-kept',
    defect: 'A tenant that has left is only suspended: its name, its people and its data stay.',
    file: 'src/control/tenants/removal.ts',
    find: `    .deleteFrom('tenants')
    .where('id', '=', tenantId)
    .executeTakeFirstOrThrow();
  if (numDeletedRows === 0n)`,
    put: `    .updateTable('tenants')
    .set({ status: 'suspended' })
    .where('id', '=', tenantId)
    .executeTakeFirstOrThrow()
    .then(({ numUpdatedRows }) => ({ numDeletedRows: numUpdatedRows }));
  if (numDeletedRows === 0n)`,
    seenBy: ['tests/security/privacy/off-boarding.spec.ts'],
  },
  {
    id: 'renaming-forgets-what-was-made',
    defect: 'Things go on showing the name that their maker had then.',
    file: 'migrations/0017_renamed_people.sql',
    find: "(made.column_name like '%\\_by' or made.column_name = 'history')",
    put: "made.column_name = 'history'",
    seenBy: ['tests/security/privacy/rectification.spec.ts'],
  },
  {
    id: 'renaming-forgets-the-history',
    defect: 'The history of an event goes on showing an old name.',
    file: 'migrations/0017_renamed_people.sql',
    find: "(made.column_name like '%\\_by' or made.column_name = 'history')",
    put: "made.column_name like '%\\_by'",
    seenBy: ['tests/security/privacy/rectification.spec.ts'],
  },
];
