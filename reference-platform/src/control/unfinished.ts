import type { AuditTrail } from '../http/audit-trail.ts';
import type { CredentialResolver } from '../http/principal.ts';

/** Until the identity domain is wired: nobody is known. */
export const nobody: CredentialResolver = { resolve: () => Promise.resolve({ outcome: 'none' }) };

/** Until the audit domain is wired: nothing is written. */
export const nothingWritten: AuditTrail = { append: () => Promise.resolve() };
