import type { Access } from '../../http/declaration.ts';

/** Who sees streams, their points and figures. */
export const streamReaders = {
  roles: ['owner', 'admin', 'analyst', 'viewer', 'auditor'],
  keyScope: 'read',
} as const satisfies Access;

/** Who makes, changes, runs and removes streams. */
export const streamWriters = {
  roles: ['owner', 'admin', 'analyst'],
  keyScope: 'write',
} as const satisfies Access;

/** Who sends points: what a device holds is a key for nothing else. */
export const streamFeeders = {
  roles: ['owner', 'admin', 'analyst'],
  keyScope: 'ingest',
} as const satisfies Access;
