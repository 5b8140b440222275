-- Things keep the name of whoever made or changed them beside the id. A new name follows into all of them, in the same
-- transaction: a table that is added later is found by its columns. The audit log says who it was then, and stays.
create function assay.rename_maker(of_tenant uuid, person uuid, new_name text) returns void language plpgsql as $$
declare
  place record;
begin
  for place in
    select made.table_name, made.column_name
    from information_schema.columns made
    join information_schema.columns owned
      on owned.table_schema = 'assay' and owned.table_name = made.table_name and owned.column_name = 'tenant_id'
    where made.table_schema = 'assay' and made.data_type = 'jsonb'
      and (made.column_name like '%\_by' or made.column_name = 'history')
  loop
    execute format(
      'update assay.%1$I set %2$I = assay.pseudonymise(%2$I, array[$2], $3)
        where tenant_id = $1 and position($2 in %2$I::text) > 0',
      place.table_name, place.column_name)
      using of_tenant, person::text, new_name;
  end loop;
end $$;

create function assay.follow_renaming() returns trigger language plpgsql as $$
begin
  perform assay.rename_maker(new.tenant_id, new.id, new.name);
  return null;
end $$;

create trigger users_renamed after update of name on assay.users for each row
  when (new.tenant_id is not null and new.name is distinct from old.name) execute function assay.follow_renaming();

-- Names that were changed before.
select assay.rename_maker(tenant_id, id, name) from assay.users where tenant_id is not null;
