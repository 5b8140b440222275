import type { Access } from '../../http/declaration.ts';

/** Who looks for patterns among events. */
export const patternAccess = { roles: ['owner', 'admin', 'analyst'] } as const satisfies Access;
