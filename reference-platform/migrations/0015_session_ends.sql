-- A session ends for good at a time that no use moves.
alter table assay.sessions add column ends_at timestamptz(3);
update assay.sessions set ends_at = case transport when 'cookie' then expires_at else created_at + interval '90 days' end;
alter table assay.sessions alter column ends_at set default now() + interval '90 days', alter column ends_at set not null;
