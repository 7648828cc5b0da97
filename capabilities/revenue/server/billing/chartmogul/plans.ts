import { sql } from 'kysely'
import { rederive } from '../invoiced.ts'
import { stableId } from '../stableId.ts'
import { type Answer, type Ask, idOf, nothing, shaped } from './answer.ts'
import { theDataSource } from './dataSources.ts'
import { paged, pageOf } from './paging.ts'
import { planShape } from './shapes.ts'

type Row = {
  id: string
  dataSource: string
  externalId: string
  name: string
  unit: string
  count: number
  stamp: string
}

const selected = sql`p.id, p.data_source_id as "dataSource", p.external_id as "externalId", p.name, p.interval_unit as unit,
  p.interval_count as count, p.created_at::text as stamp`
const ofKey = ({ source }: Ask) => sql`p.workspace_id = ${source.workspaceId} and p.data_source_id in (
  select id from billing_data_sources where workspace_id = ${source.workspaceId} and source_id = ${source.id})`

const shown = ({ id, dataSource, externalId, name, unit, count }: Row) => ({
  uuid: `pl_${id}`,
  data_source_uuid: `ds_${dataSource}`,
  name,
  interval_count: count,
  interval_unit: unit,
  external_id: externalId,
})

async function thePlan(ask: Ask): Promise<Row> {
  const { uuid } = ask.params
  const { rows } = await sql<Row>`
    select ${selected} from billing_plans p where ${ofKey(ask)} and p.id = ${idOf('pl', uuid)}
  `.execute(ask.tx)
  if (!rows[0]) throw nothing(uuid)
  return rows[0]
}

export async function retrievePlan(ask: Ask): Promise<Answer> {
  return { body: shown(await thePlan(ask)) }
}

export async function listPlans(ask: Ask): Promise<Answer> {
  const page = pageOf(ask.query)
  const { data_source_uuid: dataSource, external_id: externalId } = ask.query
  const of = dataSource === undefined ? sql`true` : sql`p.data_source_id = ${idOf('ds', dataSource)}`
  const { rows } = await sql<Row>`
    select ${selected} from billing_plans p where ${ofKey(ask)} and ${of}
      and (${externalId ?? null}::text is null or p.external_id = ${externalId ?? null})
      and (${page.from?.id ?? null}::uuid is null
        or (p.created_at, p.id) > (${page.from?.stamp ?? null}::timestamptz, ${page.from?.id ?? null}::uuid))
    order by p.created_at, p.id limit ${page.limit + 1}
  `.execute(ask.tx)
  const { shown: plans, more } = paged(rows, page)
  return { body: { plans: plans.map(shown), ...more } }
}

export async function createPlan(ask: Ask): Promise<Answer> {
  const { data_source_uuid: dataSource, ...given } = ask.body as Record<string, unknown>
  const { id } = await theDataSource(ask, typeof dataSource === 'string' ? dataSource : undefined)
  return { status: 201, body: shown(await putPlan(ask, id, given)) }
}

/** Changes a plan; the contracts of all who are on it follow. */
export async function updatePlan(ask: Ask): Promise<Answer> {
  const before = await thePlan(ask)
  const was = {
    external_id: before.externalId,
    name: before.name,
    interval_unit: before.unit,
    interval_count: before.count,
  }
  const change = Object.fromEntries(
    Object.entries(ask.body as object).filter(([key]) => key in was && key !== 'external_id'),
  )
  return { body: shown(await putPlan(ask, before.dataSource, { ...was, ...change })) }
}

async function putPlan(ask: Ask, dataSource: string, given: object): Promise<Row> {
  const { tx, source } = ask
  const plan = shaped(planShape, given)
  const { rows } = await sql<Row & { fresh: boolean }>`
    insert into billing_plans as p (workspace_id, id, data_source_id, external_id, name, interval_unit, interval_count)
    values (${source.workspaceId}, ${stableId('plan', dataSource, plan.external_id)}, ${dataSource}, ${plan.external_id},
      ${plan.name}, ${plan.interval_unit}, ${plan.interval_count})
    on conflict (workspace_id, id) do update set name = excluded.name, interval_unit = excluded.interval_unit,
      interval_count = excluded.interval_count
    returning ${selected}, xmax = 0 as fresh
  `.execute(tx)
  const { fresh, ...row } = rows[0]!
  if (!fresh) await rederive(ask, dataSource, await customersOn(ask, row))
  return row
}

/** Who was invoiced for a plan, by either of its names. */
async function customersOn({ tx, source }: Ask, plan: Row): Promise<string[]> {
  const [byId, byExternalId] = [{ plan_uuid: `pl_${plan.id}` }, { plan_external_id: plan.externalId }]
  const { rows } = await sql<{ customer: string }>`
    select distinct customer_id as customer from billing_invoices
    where workspace_id = ${source.workspaceId} and data_source_id = ${plan.dataSource}
      and (raw -> 'line_items' @> ${JSON.stringify([byId])}::jsonb or raw -> 'line_items' @> ${JSON.stringify([byExternalId])}::jsonb)
  `.execute(tx)
  return rows.map(({ customer }) => customer)
}
