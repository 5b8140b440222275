-- The audit log: one hash chain per tenant, and one of the platform under the zero UUID.

-- The end of each chain. Its row lock puts parallel appends in a row.
CREATE TABLE assay.audit_heads (
  chain_id uuid PRIMARY KEY,
  tenant_id uuid REFERENCES assay.tenants (id) ON DELETE CASCADE,
  sequence bigint NOT NULL,
  hash text NOT NULL,
  CONSTRAINT audit_heads_chain CHECK (chain_id = coalesce(tenant_id, '00000000-0000-0000-0000-000000000000'))
);
CREATE INDEX audit_heads_tenant ON assay.audit_heads (tenant_id);

CREATE TABLE assay.audit_entries (
  chain_id uuid NOT NULL REFERENCES assay.audit_heads (chain_id) ON DELETE CASCADE,
  sequence bigint NOT NULL CHECK (sequence >= 1),
  id uuid NOT NULL UNIQUE,
  tenant_id uuid REFERENCES assay.tenants (id) ON DELETE CASCADE,
  occurred_at timestamptz(3) NOT NULL,
  actor_kind text NOT NULL CHECK (actor_kind IN ('user', 'api_key', 'anonymous', 'operator')),
  actor_id uuid,
  actor_label text NOT NULL,
  action text NOT NULL,
  target_type text,
  target_id text,
  outcome text NOT NULL CHECK (outcome IN ('allowed', 'denied')),
  status smallint NOT NULL,
  request_id text NOT NULL,
  previous_hash text NOT NULL,
  hash text NOT NULL,
  PRIMARY KEY (chain_id, sequence),
  CONSTRAINT audit_entries_chain CHECK (chain_id = coalesce(tenant_id, '00000000-0000-0000-0000-000000000000')),
  CONSTRAINT audit_entries_target CHECK ((target_type IS NULL) = (target_id IS NULL))
);
CREATE INDEX audit_entries_tenant ON assay.audit_entries (tenant_id, sequence DESC);
CREATE INDEX audit_entries_action ON assay.audit_entries (tenant_id, action, sequence DESC);

SELECT assay.isolate('assay.audit_heads');
SELECT assay.isolate('assay.audit_entries');

-- Nobody edits or deletes entries; they go with their tenant alone, by cascade.
REVOKE UPDATE, DELETE, TRUNCATE ON assay.audit_entries FROM assay_tenant, assay_system;
REVOKE DELETE, TRUNCATE ON assay.audit_heads FROM assay_tenant, assay_system;
