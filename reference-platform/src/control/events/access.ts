import type { Access } from '../../http/declaration.ts';

/** Who sees events: everybody but sales. */
export const eventReaders = {
  roles: ['owner', 'admin', 'analyst', 'viewer', 'verifier', 'auditor'],
} as const satisfies Access;

/** Who looks into events and says what came of it. */
export const eventHandlers = { roles: ['owner', 'admin', 'analyst', 'verifier'] } as const satisfies Access;
