import { sql } from 'kysely'
import { z } from 'zod'
import { markDirty } from '#capabilities/facts/server/index.ts'
import type { AccountId } from '#kernel/id.ts'
import { type Answer, type Ask, idOf, nothing, shaped } from './answer.ts'

type Row = { id: string; name: string; createdAt: Date; filled: boolean }

const selected = sql`d.id, d.name, d.created_at as "createdAt", exists (
  select from billing_customers c where c.workspace_id = d.workspace_id and c.data_source_id = d.id) as filled`

const shown = ({ id, name, createdAt, filled }: Row) => ({
  uuid: `ds_${id}`,
  name,
  system: 'Import API',
  created_at: createdAt.toISOString(),
  status: filled ? 'import_complete' : 'never_imported',
})

/** Data sources of the key, by name where one is asked for. */
export async function listDataSources({ tx, source, query }: Ask): Promise<Answer> {
  const { rows } = await sql<Row>`
    select ${selected} from billing_data_sources d
    where d.workspace_id = ${source.workspaceId} and d.source_id = ${source.id}
      and (${query.name ?? null}::text is null or d.name = ${query.name ?? null})
    order by d.created_at, d.id
  `.execute(tx)
  return { body: { data_sources: rows.map(shown) } }
}

/** The data source a request speaks of, which is one of its key. */
export async function theDataSource({ tx, source }: Ask, uuid: string | undefined): Promise<Row> {
  const { rows } = await sql<Row>`
    select ${selected} from billing_data_sources d
    where d.workspace_id = ${source.workspaceId} and d.source_id = ${source.id} and d.id = ${idOf('ds', uuid)}
  `.execute(tx)
  if (!rows[0]) throw nothing(uuid)
  return rows[0]
}

export async function retrieveDataSource(ask: Ask): Promise<Answer> {
  return { body: shown(await theDataSource(ask, ask.params.uuid)) }
}

export async function createDataSource(ask: Ask): Promise<Answer> {
  const { name } = shaped(z.object({ name: z.string().trim().min(1).max(200) }), ask.body)
  const [row] = (
    await sql<Row>`
      insert into billing_data_sources as d (workspace_id, id, source_id, name)
      values (${ask.source.workspaceId}, ${ask.newId()}, ${ask.source.id}, ${name}) returning ${selected}
    `.execute(ask.tx)
  ).rows
  return { status: 201, body: shown(row!) }
}

/** Takes a data source away with all that came in by it and the contracts that follow from it. Accounts stay. */
export async function destroyDataSource(ask: Ask): Promise<Answer> {
  const { tx, source, live } = ask
  const { id } = await theDataSource(ask, ask.params.uuid)
  const { rows } = await sql<{ account: AccountId }>`
    delete from contracts c using billing_subscriptions s
    where s.workspace_id = ${source.workspaceId} and s.data_source_id = ${id} and c.workspace_id = s.workspace_id and c.id = s.id
    returning c.account_id as account
  `.execute(tx)
  await sql`delete from billing_data_sources where workspace_id = ${source.workspaceId} and id = ${id}`.execute(tx)
  await markDirty(
    tx,
    source.workspaceId,
    rows.map(({ account }) => account),
  )
  await live.publish(source.workspaceId, { topic: 'account', ids: [] }, tx)
  return {}
}
