import type pg from 'pg'
import { getConstructionPlans, getMigrationPlans } from 'pg-boss'
import pgBoss from 'pg-boss/package.json' with { type: 'json' }
import type { Part } from '#platform/database/migrate.ts'

export const queueSchema = 'queue'

/**
 * The tables of the job queue, in a schema of their own. A workspace may ask for jobs of its own and sees no others;
 * the loop that works on them sees all.
 */
export const queuePart: Part = { name: 'queue', prepare: prepareQueue }

async function prepareQueue(owner: pg.Client): Promise<void> {
  const { rows } = await owner.query<{ exists: boolean }>(
    `select to_regclass('${queueSchema}.version') is not null as exists`,
  )
  if (!rows[0]!.exists) {
    await owner.query(getConstructionPlans(queueSchema))
  } else {
    const found = await owner.query<{ version: number }>(`select version from ${queueSchema}.version`)
    const version = found.rows[0]!.version
    if (version < pgBoss.pgboss.schema) await owner.query(getMigrationPlans(queueSchema, version))
  }
  await owner.query(rights)
}

// pg-boss names a queue's table directly, so the partitions need their policies as well as the table they belong to.
const rights = `
do $$
declare
  job name;
begin
  for job in
    select c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'singleton_key'
    where c.relnamespace = '${queueSchema}'::regnamespace and c.relkind in ('r', 'p') and not c.relrowsecurity
  loop
    execute format('alter table ${queueSchema}.%I enable row level security', job);
    execute format('create policy all_workspaces on ${queueSchema}.%I to banso_system using (true)', job);
    execute format(
      'create policy one_workspace on ${queueSchema}.%I to banso_app using (data->>''workspaceId'' = '
      'current_setting(''app.workspace_id'', true))', job);
    execute format('grant select, insert on ${queueSchema}.%I to banso_app', job);
  end loop;
end
$$;
grant usage on schema ${queueSchema} to banso_app, banso_system;
grant select, insert, update, delete on all tables in schema ${queueSchema} to banso_system;
grant usage on all sequences in schema ${queueSchema} to banso_app, banso_system;
grant select on ${queueSchema}.queue, ${queueSchema}.version to banso_app;
`
