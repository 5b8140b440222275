-- The two roles that the platform acts as. Roles belong to the whole server, so they may be there already.
DO $$
BEGIN
  CREATE ROLE assay_tenant NOLOGIN;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END $$;

DO $$
BEGIN
  CREATE ROLE assay_system NOLOGIN;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END $$;

DO $$
BEGIN
  IF NOT pg_has_role(current_user, 'assay_tenant', 'SET') THEN
    EXECUTE format('GRANT assay_tenant TO %I', current_user);
  END IF;
  IF NOT pg_has_role(current_user, 'assay_system', 'SET') THEN
    EXECUTE format('GRANT assay_system TO %I', current_user);
  END IF;
END $$;

GRANT USAGE ON SCHEMA assay TO assay_tenant, assay_system;
ALTER DEFAULT PRIVILEGES IN SCHEMA assay GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO assay_tenant, assay_system;
ALTER DEFAULT PRIVILEGES IN SCHEMA assay GRANT USAGE, SELECT ON SEQUENCES TO assay_tenant, assay_system;

-- The tenant of the transaction; NULL where none is set, so that no row fits.
CREATE FUNCTION assay.current_tenant() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
AS $$ SELECT nullif(current_setting('assay.tenant_id', true), '')::uuid $$;

-- Puts a table behind row-level security: a tenant's transaction sees and writes only its own rows.
CREATE FUNCTION assay.isolate(target regclass, tenant_column name DEFAULT 'tenant_id') RETURNS void LANGUAGE plpgsql
AS $$
BEGIN
  EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', target);
  EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', target);
  EXECUTE format(
    'CREATE POLICY tenant_rows ON %s TO assay_tenant USING (%I = (SELECT assay.current_tenant())) WITH CHECK (%I = (SELECT assay.current_tenant()))',
    target, tenant_column, tenant_column);
  EXECUTE format('CREATE POLICY all_rows ON %s TO assay_system USING (true) WITH CHECK (true)', target);
END $$;
