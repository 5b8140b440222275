-- Tenants, their users, sessions and API keys; operators are users of no tenant.
-- Foreign keys carry the tenant, because PostgreSQL checks them without row-level security.

CREATE TABLE assay.tenants (
  id uuid PRIMARY KEY,
  name text NOT NULL,
  plan text NOT NULL CHECK (plan IN ('trial', 'standard', 'enterprise')),
  status text NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'suspended')),
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  updated_at timestamptz(3) NOT NULL DEFAULT now()
);
CREATE INDEX tenants_created ON assay.tenants (created_at DESC, id DESC);

CREATE TABLE assay.users (
  id uuid PRIMARY KEY,
  tenant_id uuid REFERENCES assay.tenants (id) ON DELETE CASCADE,
  email text NOT NULL CHECK (email = lower(email)),
  name text NOT NULL,
  role text NOT NULL CHECK (
    role IN ('owner', 'admin', 'analyst', 'viewer', 'sales', 'verifier', 'auditor', 'operator')),
  status text NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'disabled')),
  password_hash text NOT NULL,
  failed_logins integer NOT NULL DEFAULT 0,
  locked_until timestamptz(3),
  mfa_secret text,
  mfa_enabled_at timestamptz(3),
  -- The time step of the last code taken: an older or equal one is a replay.
  mfa_last_step bigint,
  last_login_at timestamptz(3),
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  updated_at timestamptz(3) NOT NULL DEFAULT now(),
  -- Log-in has no tenant, so an address is unique over all of them.
  CONSTRAINT users_email_key UNIQUE (email),
  CONSTRAINT users_tenant_key UNIQUE (tenant_id, id),
  CONSTRAINT users_operator_has_no_tenant CHECK ((role = 'operator') = (tenant_id IS NULL))
);
CREATE INDEX users_created ON assay.users (tenant_id, created_at DESC, id DESC);

CREATE TABLE assay.sessions (
  id uuid PRIMARY KEY,
  tenant_id uuid REFERENCES assay.tenants (id) ON DELETE CASCADE,
  user_id uuid NOT NULL REFERENCES assay.users (id) ON DELETE CASCADE,
  transport text NOT NULL CHECK (transport IN ('bearer', 'cookie')),
  -- SHA-256 of the cookie's value.
  cookie_hash bytea,
  user_agent text,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  last_used_at timestamptz(3) NOT NULL DEFAULT now(),
  expires_at timestamptz(3) NOT NULL,
  revoked_at timestamptz(3),
  CONSTRAINT sessions_cookie_key UNIQUE (cookie_hash),
  CONSTRAINT sessions_cookie_of_transport CHECK ((transport = 'cookie') = (cookie_hash IS NOT NULL)),
  FOREIGN KEY (tenant_id, user_id) REFERENCES assay.users (tenant_id, id) ON DELETE CASCADE
);
CREATE INDEX sessions_user ON assay.sessions (user_id, created_at DESC);
CREATE INDEX sessions_tenant ON assay.sessions (tenant_id);

-- All refresh tokens of a session are one family; spent ones stay, so that their reuse is seen.
CREATE TABLE assay.refresh_tokens (
  token_hash bytea PRIMARY KEY,
  tenant_id uuid REFERENCES assay.tenants (id) ON DELETE CASCADE,
  session_id uuid NOT NULL REFERENCES assay.sessions (id) ON DELETE CASCADE,
  issued_at timestamptz(3) NOT NULL,
  expires_at timestamptz(3) NOT NULL,
  spent_at timestamptz(3)
);
CREATE INDEX refresh_tokens_session ON assay.refresh_tokens (session_id);
CREATE INDEX refresh_tokens_tenant ON assay.refresh_tokens (tenant_id);

-- Revoked keys stay, so that a call with one is recorded in its tenant's audit log.
CREATE TABLE assay.api_keys (
  id uuid PRIMARY KEY,
  tenant_id uuid NOT NULL REFERENCES assay.tenants (id) ON DELETE CASCADE,
  name text NOT NULL,
  prefix text NOT NULL,
  secret_hash bytea NOT NULL,
  scopes text[] NOT NULL CHECK (scopes <@ ARRAY['read', 'write', 'ingest'] AND cardinality(scopes) >= 1),
  created_by jsonb NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  expires_at timestamptz(3),
  last_used_at timestamptz(3),
  revoked_at timestamptz(3),
  CONSTRAINT api_keys_secret_key UNIQUE (secret_hash)
);
CREATE INDEX api_keys_created ON assay.api_keys (tenant_id, created_at DESC, id DESC);

-- The key pair that signs access tokens, made at the first start. One row.
CREATE TABLE assay.signing_keys (
  id smallint PRIMARY KEY CHECK (id = 1),
  key_id text NOT NULL,
  private_key jsonb NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT now()
);

SELECT assay.isolate('assay.tenants', 'id');
SELECT assay.isolate('assay.users');
SELECT assay.isolate('assay.sessions');
SELECT assay.isolate('assay.refresh_tokens');
SELECT assay.isolate('assay.api_keys');

-- A tenant renames itself; its plan, its status and its end are the system's.
REVOKE INSERT, UPDATE, DELETE ON assay.tenants FROM assay_tenant;
GRANT UPDATE (name, updated_at) ON assay.tenants TO assay_tenant;

-- The key that makes tokens of every tenant is out of every tenant's reach.
REVOKE ALL ON assay.signing_keys FROM assay_tenant;
REVOKE UPDATE, DELETE ON assay.signing_keys FROM assay_system;
