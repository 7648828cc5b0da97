-- What PostgreSQL knows of tables is brought up to date while an import fills them: its own service comes once a minute, and
-- until then statements are planned for the table as it was, which may have been empty. By columns, since expressions of
-- indexes take long and nothing an import asks is planned by them.
create function learn_of_tables(names text[]) returns void
language plpgsql security definer set search_path = public as $$
declare
  known record;
begin
  for known in
    select c.oid::regclass as name, string_agg(quote_ident(a.attname), ', ') as columns
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relname = any(names) and c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
    group by c.oid, c.relname order by c.relname
  loop
    execute format('analyze %s (%s)', known.name, known.columns);
  end loop;
end
$$;
