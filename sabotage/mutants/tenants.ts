import type { SourceMutant } from './mutant.ts';

/** Defects of the separation of tenants. */
export const tenantsMutants: readonly SourceMutant[] = [
  {
    id: 'detections-without-second-wall',
    defect: 'The table of detections has no row-level security.',
    file: 'migrations/0004_detection.sql',
    find: "select assay.isolate('assay.detections');",
    put: '',
    seenBy: ['reference-platform/tests/detection/queue-rows.test.ts'],
  },
  {
    id: 'api-keys-without-second-wall',
    defect: 'The table of API keys has no row-level security.',
    file: 'migrations/0001_identity.sql',
    find: "SELECT assay.isolate('assay.api_keys');",
    put: '',
    seenBy: ['reference-platform/tests/identity/row-level-security.test.ts'],
  },
  {
    id: 'files-outlive-their-tenant',
    defect: 'Removing a tenant leaves its files.',
    file: 'src/control/tenants/register.ts',
    find: 'await files.remove(tenantId);',
    put: '',
    seenBy: ['reference-platform/tests/identity/tenants.test.ts'],
  },
  {
    id: 'suspension-without-effect',
    defect: 'A suspended tenant goes on.',
    file: 'src/control/identity/session-credential.ts',
    find: "found.tenant_status !== 'active'",
    put: 'false',
    seenBy: ['tests/api/operator.spec.ts'],
  },
  {
    id: 'datasets-without-walls',
    defect: 'Every tenant reads every dataset.',
    file: 'src/control/datasets/queries.ts',
    find: `.where('tenant_id', '=', tenantId).where('id', '=', id);`,
    put: `.where('id', '=', id);`,
    also: [
      { file: 'migrations/0003_datasets.sql', find: `select assay.isolate('assay.datasets');`, put: '' },
    ],
    seenBy: ['tests/security/matrix/operations.spec.ts › datasets.get keeps'],
  },
  {
    id: 'detectors-without-walls',
    defect: 'Every tenant reads every detector, and scores with it.',
    file: 'src/control/detectors/queries.ts',
    find: `.where('tenant_id', '=', tenantId).where('id', '=', id);`,
    put: `.where('id', '=', id);`,
    also: [
      { file: 'migrations/0004_detection.sql', find: `select assay.isolate('assay.detectors');`, put: '' },
    ],
    seenBy: ['tests/security/matrix/operations.spec.ts › detectors.get keeps'],
  },
  {
    id: 'training-on-foreign-data',
    defect: 'A training or detection can name the dataset of another tenant.',
    file: 'src/control/detectors/training-source.ts',
    find: `.where('tenant_id', '=', tenantId)
    .where('id', '=', id)`,
    put: `.where('id', '=', id)`,
    also: [
      { file: 'migrations/0003_datasets.sql', find: `select assay.isolate('assay.datasets');`, put: '' },
    ],
    seenBy: ['tests/security/matrix/operations.spec.ts › detectors.train keeps'],
  },
  {
    id: 'malformed-ids-told-apart',
    defect: 'An id that is none is refused as input, an unknown one as missing.',
    file: 'src/http/operation.ts',
    find: 'if (!params.valid) throw problem.notFound();',
    put: 'if (!params.valid) throw problem.invalid(params.faults);',
    seenBy: ['tests/security/matrix/operations.spec.ts › members.get keeps'],
  },
  {
    id: 'any-text-begins-a-transaction',
    defect: 'What is no tenant id gets into the statement that begins a transaction.',
    file: 'src/database/dialects.ts',
    find: 'if (!uuidForm.test(tenantId))',
    put: "if (tenantId === 'none')",
    seenBy: ['reference-platform/tests/kernel/tenant-transaction.test.ts'],
  },
];
