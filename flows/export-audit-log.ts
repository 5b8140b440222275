import type { ApiClient } from '../api-clients/api-client.ts';
import { type AuditEntry, auditEntrySchema } from '../api-clients/audit/schemas.ts';
import { succeeded } from './succeeded.ts';

/** The whole log of the caller's tenant, oldest entry first, as its export holds it: a JSON text a line. */
export async function exportAuditLog({ api }: { api: ApiClient }): Promise<AuditEntry[]> {
  const lines = succeeded(await api.audit.export())
    .trimEnd()
    .split('\n');
  return lines.map((line) => auditEntrySchema.parse(JSON.parse(line)));
}
