import { removeTenantFiles } from '../../storage/index.ts';

/** What a tenant has outside the database. */
export interface TenantFiles {
  /** Removes all files of a tenant; one without files is no error. */
  remove(tenantId: string): Promise<void>;
}

/** The tenants' files in the data folder. */
export function createTenantFiles(dataDirectory: string): TenantFiles {
  return { remove: (tenantId) => removeTenantFiles(dataDirectory, tenantId) };
}
