import type { Database } from '../../database/database.ts';
import type { AuditTrail } from '../../http/audit-trail.ts';
import type { PostBox } from '../mail/mail.ts';
import type { AccessTokens } from './access-tokens.ts';

/** The settings that log-in needs. Times in seconds. */
export interface IdentityConfiguration {
  accessTokenTtlSeconds: number;
  refreshTokenTtlSeconds: number;
  /** The URL that users see, for links; with https the cookie is `Secure` and host-bound. */
  publicUrl: string | null;
}

/** What the identity domain stands on. */
export interface IdentityServices {
  database: Database;
  audit: AuditTrail;
  configuration: IdentityConfiguration;
  accessTokens: AccessTokens;
  mail: PostBox;
  /** The clock; tests turn it. */
  now: () => Date;
}
