import type { Access } from '../../http/declaration.ts';

/** Who sees how the platform and its models do. */
export const monitoringReaders = {
  roles: ['owner', 'admin', 'analyst', 'viewer', 'auditor'],
} as const satisfies Access;

/** Who decides what raises an alert. */
export const alertKeepers = { roles: ['owner', 'admin', 'analyst'] } as const satisfies Access;
