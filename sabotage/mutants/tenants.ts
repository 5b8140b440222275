import type { SourceMutant } from './mutant.ts';

/** Defects of the separation of tenants. */
export const tenantsMutants: readonly SourceMutant[] = [
  {
    id: 'detections-without-second-wall',
    defect: 'The table of detections has no row-level security.',
    file: 'migrations/0004_detection.sql',
    find: "select assay.isolate('assay.detections');",
    put: '',
    seenBy: ['reference-platform/tests/detection'],
  },
  {
    id: 'api-keys-without-second-wall',
    defect: 'The table of API keys has no row-level security.',
    file: 'migrations/0001_identity.sql',
    find: "SELECT assay.isolate('assay.api_keys');",
    put: '',
    seenBy: ['reference-platform/tests/identity'],
  },
  {
    id: 'files-outlive-their-tenant',
    defect: 'Removing a tenant leaves its files.',
    file: 'src/control/tenants/register.ts',
    find: 'await files.remove(tenantId);',
    put: '',
    seenBy: ['reference-platform/tests/identity'],
  },
  {
    id: 'suspension-without-effect',
    defect: 'A suspended tenant goes on.',
    file: 'src/control/identity/session-credential.ts',
    find: "found.tenant_status !== 'active'",
    put: 'false',
    seenBy: ['reference-platform/tests/identity', 'tests/api'],
  },
];
