import type { ColumnType, Generated, JSONColumnType } from 'kysely';
import type { KeyScope, Plan, TenantRole } from '../../http/principal.ts';

/** A time with milliseconds that the database fills in when it is left out. */
type DefaultedTime = ColumnType<Date, Date | undefined, Date>;

/** Table `tenants`. */
export interface TenantTable {
  id: string;
  name: string;
  plan: Plan;
  status: Generated<'active' | 'suspended'>;
  created_at: DefaultedTime;
  updated_at: DefaultedTime;
}

/** Table `users`: members of tenants, and operators, who have none. */
export interface UserTable {
  id: string;
  tenant_id: string | null;
  /** In lower case, unique over all tenants. */
  email: string;
  name: string;
  role: TenantRole | 'operator';
  status: Generated<'active' | 'disabled'>;
  /** argon2id, in PHC form. */
  password_hash: string;
  failed_logins: Generated<number>;
  locked_until: Date | null;
  /** Base32. Set without `mfa_enabled_at` while the enrolment waits for its first code. */
  mfa_secret: string | null;
  mfa_enabled_at: Date | null;
  mfa_last_step: number | null;
  last_login_at: Date | null;
  created_at: DefaultedTime;
  updated_at: DefaultedTime;
}

/** Table `sessions`: one log-in. */
export interface SessionTable {
  id: string;
  tenant_id: string | null;
  user_id: string;
  transport: 'bearer' | 'cookie';
  cookie_hash: Buffer | null;
  user_agent: string | null;
  created_at: DefaultedTime;
  last_used_at: DefaultedTime;
  /** The end as things stand; each refresh moves it on, up to `ends_at`. */
  expires_at: Date;
  /** The end for good. */
  ends_at: DefaultedTime;
  revoked_at: Date | null;
}

/** Table `refresh_tokens`: the family of a bearer session, spent tokens included. */
export interface RefreshTokenTable {
  token_hash: Buffer;
  tenant_id: string | null;
  session_id: string;
  issued_at: Date;
  expires_at: Date;
  spent_at: Date | null;
}

/** Table `password_resets`: the links that were mailed. */
export interface PasswordResetTable {
  token_hash: Buffer;
  tenant_id: string;
  user_id: string;
  requested_at: Date;
  expires_at: Date;
  ended_at: Date | null;
}

/** Table `api_keys`. */
export interface ApiKeyTable {
  id: string;
  tenant_id: string;
  name: string;
  prefix: string;
  secret_hash: Buffer;
  scopes: KeyScope[];
  created_by: JSONColumnType<{ kind: 'user' | 'api_key'; id: string; name: string }>;
  created_at: DefaultedTime;
  expires_at: Date | null;
  last_used_at: Date | null;
  revoked_at: Date | null;
}

/** Table `signing_keys`: one row, the private JWK that signs access tokens. */
export interface SigningKeyTable {
  id: 1;
  key_id: string;
  private_key: JSONColumnType<Record<string, unknown>>;
  created_at: DefaultedTime;
}

/** The tables of who there is. */
export interface IdentityTables {
  tenants: TenantTable;
  users: UserTable;
  sessions: SessionTable;
  refresh_tokens: RefreshTokenTable;
  password_resets: PasswordResetTable;
  api_keys: ApiKeyTable;
  signing_keys: SigningKeyTable;
}
