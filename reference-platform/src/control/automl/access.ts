import type { Access } from '../../http/declaration.ts';

const roles = ['owner', 'admin', 'analyst'] as const;

/** Who sees AutoML runs. */
export const automlReaders = { roles, keyScope: 'read' } as const satisfies Access;

/** Who starts, cancels and deploys them. */
export const automlWriters = { roles, keyScope: 'write' } as const satisfies Access;
