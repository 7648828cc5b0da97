-- Puts every table of schema public under row-level security, and gives the two unprivileged roles their rights.
-- It is run after every migration, as the tables' owner; it changes nothing where all is as it should be.
-- banso_app sees one workspace, named by app.workspace_id for the length of a transaction; banso_system sees all.
do $$
declare
  bare text;
  of record;
begin
  select string_agg(c.relname, ', ') into bare
  from pg_class c
  where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and c.relname <> 'migrations'
    and not exists (
      select from pg_attribute a
      where a.attrelid = c.oid and a.attname = 'workspace_id' and a.attnotnull and not a.attisdropped
    );
  if bare is not null then
    raise exception 'tables without workspace_id (not null): %', bare;
  end if;

  for of in
    select c.oid, c.relname, c.relrowsecurity
    from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and c.relname <> 'migrations'
  loop
    if not of.relrowsecurity then
      execute format('alter table public.%I enable row level security', of.relname);
    end if;
    if not exists (select from pg_policy where polrelid = of.oid and polname = 'one_workspace') then
      -- nullif: a setting that was local to an earlier transaction reads as an empty text afterwards. The sub-select
      -- is evaluated once per statement instead of once per row.
      execute format(
        'create policy one_workspace on public.%I to banso_app using (workspace_id = '
        '(select nullif(current_setting(''app.workspace_id'', true), '''')::uuid))', of.relname);
    end if;
    if not exists (select from pg_policy where polrelid = of.oid and polname = 'all_workspaces') then
      execute format('create policy all_workspaces on public.%I to banso_system using (true)', of.relname);
    end if;
  end loop;
end
$$;

revoke all on schema public from public;
grant usage on schema public to banso_app, banso_system;
grant select, insert, update, delete on all tables in schema public to banso_app, banso_system;
grant usage on all sequences in schema public to banso_app, banso_system;
revoke all on public.migrations from banso_app, banso_system;
