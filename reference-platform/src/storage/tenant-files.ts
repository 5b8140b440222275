import { join } from 'node:path';
import { removeFolderAtomically } from './atomic-write.ts';
import { tenantFolder } from './paths.ts';

/** The folder in which removed tenants' files wait to be deleted; beside the tenants, since it must outlive them. */
export function removedTenantsFolder(dataFolder: string): string {
  return join(dataFolder, 'removed');
}

/** Removes everything that a tenant has on disk. To be called when the removal of its rows is committed. */
export async function removeTenantFiles(dataFolder: string, tenantId: string): Promise<void> {
  await removeFolderAtomically(removedTenantsFolder(dataFolder), tenantFolder(dataFolder, tenantId));
}
