import type { Access } from '../../http/declaration.ts';

/** Who sends the tenant's events elsewhere. */
export const webhookAccess = { roles: ['owner', 'admin'] } as const satisfies Access;
