import type { Access } from '../../http/declaration.ts';

/** Who sees detectors, their versions and the algorithms' outcomes. */
export const detectorReaders = {
  roles: ['owner', 'admin', 'analyst', 'viewer', 'auditor'],
  keyScope: 'read',
} as const satisfies Access;

/** Who makes, changes, trains and uses detectors. */
export const detectorWriters = {
  roles: ['owner', 'admin', 'analyst'],
  keyScope: 'write',
} as const satisfies Access;
