-- Confines banso_scoped, who serves people that reach some customers only, to the rows of those customers. Run at every
-- start, when the tables are there; changes nothing where all is as it should be. What hangs on a customer is found by its
-- column account_id, or by the key that leads there; `app.shared_tables` names those that hold what the whole workspace
-- works with. What is neither stays closed to them.
do $$
declare
  shared constant text[] := string_to_array(current_setting('app.shared_tables'), ',');
  workspace constant text := 'workspace_id = (select nullif(current_setting(''app.workspace_id'', true), '''')::uuid)';
  bound text[] := array[]::text[];
  rule text;
  grown boolean := true;
  of record;
  name text;
begin
  for of in
    select c.relname::text as name, case when c.relname = 'accounts' then 'id' else 'account_id' end as key
    from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and (c.relname = 'accounts' or exists (
      select from pg_attribute a where a.attrelid = c.oid and a.attname = 'account_id' and not a.attisdropped))
  loop
    bound := bound || of.name;
    rule := format('%s and %I = any ((select accounts_in_reach())::uuid[])', workspace, of.key);
    perform from pg_policy where polrelid = format('public.%I', of.name)::regclass and polname = 'in_reach';
    if not found then execute format('create policy in_reach on public.%I to banso_scoped using (%s)', of.name, rule); end if;
  end loop;

  -- What hangs on a row of such a table is reached where that row is: its policy answers for both.
  while grown loop
    grown := false;
    for of in
      select distinct on (c.relname) c.relname::text as name, p.relname as parent, a.attname as key, t.attname as parent_key
      from pg_constraint f
      join pg_class c on c.oid = f.conrelid
      join pg_class p on p.oid = f.confrelid
      cross join lateral unnest(f.conkey, f.confkey) as pair (own, theirs)
      join pg_attribute a on a.attrelid = c.oid and a.attnum = pair.own and a.attname <> 'workspace_id' and a.attnotnull
      join pg_attribute t on t.attrelid = p.oid and t.attnum = pair.theirs
      where f.contype = 'f' and c.relnamespace = 'public'::regnamespace
        and p.relname = any (bound) and c.relname <> all (bound) and c.relname <> all (shared)
      order by c.relname, p.relname, a.attname
    loop
      bound := bound || of.name;
      grown := true;
      rule := format('%s and %I = any (array(select %I from public.%I))', workspace, of.key, of.parent_key, of.parent);
      perform from pg_policy where polrelid = format('public.%I', of.name)::regclass and polname = 'in_reach';
      if not found then execute format('create policy in_reach on public.%I to banso_scoped using (%s)', of.name, rule); end if;
    end loop;
  end loop;

  foreach name in array shared loop
    perform from pg_policy where polrelid = format('public.%I', name)::regclass and polname = 'in_reach';
    if not found then execute format('create policy in_reach on public.%I to banso_scoped using (%s)', name, workspace); end if;
  end loop;

  -- What was shared once and is not any more.
  for of in
    select c.relname::text as name from pg_policy p join pg_class c on c.oid = p.polrelid
    where p.polname = 'in_reach' and c.relnamespace = 'public'::regnamespace and c.relname <> all (bound || shared)
  loop
    execute format('drop policy in_reach on public.%I', of.name);
    execute format('revoke all on public.%I from banso_scoped', of.name);
  end loop;

  grant usage on schema public to banso_scoped;
  foreach name in array bound || shared loop
    execute format('grant select, insert, update, delete on public.%I to banso_scoped', name);
  end loop;
  grant usage on all sequences in schema public to banso_scoped;
  grant execute on function accounts_in_reach() to banso_scoped;
end
$$;
