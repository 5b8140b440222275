import type { Access } from '../../http/declaration.ts';

/** Who sees datasets and their rows. */
export const datasetReaders = {
  roles: ['owner', 'admin', 'analyst', 'viewer', 'auditor'],
  keyScope: 'read',
} as const satisfies Access;

/** Who uploads, changes, validates and removes datasets. */
export const datasetWriters = {
  roles: ['owner', 'admin', 'analyst'],
  keyScope: 'write',
} as const satisfies Access;
