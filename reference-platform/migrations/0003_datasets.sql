-- Datasets. Their rows are column files in the data folder; here is what is known of them.

create table assay.datasets (
  id uuid primary key,
  tenant_id uuid not null references assay.tenants (id) on delete cascade,
  name text not null,
  description text not null,
  format text not null check (format in ('csv', 'jsonl')),
  row_count bigint not null check (row_count >= 1),
  -- [{ name, type, missing }] in the order of the file.
  columns jsonb not null,
  label_column text,
  time_column text,
  -- Size and SHA-256 (hex) of the file as it was sent.
  size_bytes bigint not null check (size_bytes >= 0),
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  created_by jsonb not null,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  constraint datasets_name_key unique (tenant_id, name)
);
create index datasets_created on assay.datasets (tenant_id, created_at desc, id desc);

select assay.isolate('assay.datasets');
