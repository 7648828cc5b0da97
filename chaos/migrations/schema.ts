import type pg from 'pg'
import { withClient } from '#platform/database/client.ts'

/** Everything that migrations make, one line each, read from PostgreSQL's own catalogue. */
export function schemaOf(login: pg.ClientConfig): Promise<string[]> {
  return withClient(login, async (owner) => {
    const { rows } = await owner.query<{ line: string }>(catalogue)
    return rows.map(({ line }) => line)
  })
}

// Places of columns count: rows are written in their order. Made-up names of toast tables do not.
const catalogue = `
  with ours as (select oid, nspname from pg_namespace where nspname !~ '^(pg_|information_schema|chaos)')
  select line from (
    select format('column %s.%s.%s %s %s %s %s', nspname, relname, attname, attnum, format_type(atttypid, atttypmod), attnotnull,
      pg_get_expr(adbin, adrelid)) as line
    from pg_attribute a join pg_class c on c.oid = attrelid join ours o on o.oid = relnamespace
    left join pg_attrdef d on d.adrelid = attrelid and d.adnum = attnum where attnum > 0 and not attisdropped
    union all
    select format('relation %s.%s %s rls %s grants %s', nspname, relname, relkind, relrowsecurity,
      (select string_agg(one::text, ' ' order by one::text) from unnest(relacl) one))
    from pg_class c join ours o on o.oid = relnamespace
    union all
    select format('constraint %s.%s %s %s', nspname, conrelid::regclass, conname, pg_get_constraintdef(c.oid))
    from pg_constraint c join ours o on o.oid = connamespace
    union all
    select format('index %s', pg_get_indexdef(indexrelid)) from pg_index i join pg_class c on c.oid = indexrelid
    join ours o on o.oid = c.relnamespace
    union all
    select format('function %s.%s %s %s', nspname, proname, md5(pg_get_functiondef(p.oid)),
      (select string_agg(one::text, ' ' order by one::text) from unnest(proacl) one))
    from pg_proc p join ours o on o.oid = pronamespace where prokind in ('f', 'p')
    union all
    select format('policy %s %s %s %s %s', tablename, policyname, roles, qual, with_check) from pg_policies
    union all
    select format('trigger %s', pg_get_triggerdef(oid)) from pg_trigger where not tgisinternal
    union all
    select format('migration %s %s %s', part, number, digest) from migrations
  ) as lines order by line`
