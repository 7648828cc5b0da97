import { sql } from 'kysely'
import { factOfField } from '#capabilities/facts/core/catalogue.ts'
import type { FactDefinition, FactValue } from '#capabilities/facts/core/fact.ts'
import { type FactPage, type FactRows, type FactSource, idArray } from '#capabilities/facts/server/index.ts'
import type { Day } from '#kernel/day.ts'
import type { AccountId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import { accountFacts } from '../core/facts.ts'
import { readFieldRules, readFields } from './fieldRead.ts'

/** What is known of each customer from its own record, its people, its owner and the company's own fields. */
export const accountFactSource: FactSource = {
  definitions: accountFacts,
  workspaceDefinitions: async (tx) => [...(await fieldFacts(tx)), await ownerFact(tx)],
  load,
}

async function fieldFacts(tx: Tx): Promise<FactDefinition[]> {
  const fields = await readFields(tx, { subject: 'account' })
  return fields.map((field) =>
    factOfField({
      key: field.key,
      type: field.type,
      label: { ja: field.labelJa, en: field.labelEn },
      sensitive: field.sensitive,
      choices: field.choices.map((choice) => ({ key: choice.key, label: { ja: choice.labelJa, en: choice.labelEn } })),
    }),
  )
}

/** The owner is one of our people: conditions and lists show their names. */
async function ownerFact(tx: Tx): Promise<FactDefinition> {
  const { rows } = await sql<{
    key: string
    name: string
  }>`select id as key, name from people order by name, id`.execute(tx)
  const base = accountFacts.find((fact) => fact.key === 'account.owner')!
  return { ...base, choices: rows.map(({ key, name }) => ({ key, label: { ja: name, en: name } })) }
}

type Row = {
  id: AccountId
  name: string
  reading: string
  industry: string | null
  employees: number | null
  region: string | null
  country: string | null
  touch_model: string | null
  success_type: string | null
  adopter_category: string | null
  usage_pattern: string | null
  signed_up_on: Day | null
  owner: string | null
  tags: string[]
  custom: Record<string, FactValue>
  people: number
  decision_maker: boolean
  promoter: boolean
  operator: boolean
  both: boolean
  champion_left: boolean
}

async function load({ tx, workspace, accounts, today }: FactPage): Promise<FactRows> {
  const keys = (await readFieldRules(tx, 'account')).map((field) => field.key)
  const { rows } = await sql<Row>`
    select a.id, a.name, coalesce(nullif(a.reading, ''), a.search_text) as reading, a.industry, a.employees, a.region,
      a.country, a.touch_model, a.success_type, a.adopter_category, a.usage_pattern, a.signed_up_on, a.tags, a.custom,
      s.person_id as owner,
      coalesce(c.people, 0) as people,
      coalesce(c.decision_makers > 0, false) as decision_maker,
      coalesce(c.promoters > 0, false) as promoter,
      coalesce(c.operators > 0, false) as operator,
      coalesce(c.promoters > 0 and c.operators > 0 and c.drivers = 1, false) as both,
      coalesce(c.champions_gone > 0 and c.champions = 0, false) as champion_left
    from accounts a
    left join account_assignments s on s.workspace_id = a.workspace_id and s.account_id = a.id and s.role = 'csm'
      and s.to_day is null and s.account_id = any(${idArray(accounts)})
    left join (
      select account_id, count(*) filter (where here) as people,
        count(*) filter (where here and 'decision_maker' = any(roles)) as decision_makers,
        count(*) filter (where here and 'promoter' = any(roles)) as promoters,
        count(*) filter (where here and 'operator' = any(roles)) as operators,
        count(*) filter (where here and roles && array['promoter', 'operator']) as drivers,
        count(*) filter (where here and 'champion' = any(roles)) as champions,
        count(*) filter (where not here and 'champion' = any(roles)) as champions_gone
      from (
        select account_id, roles, left_on is null or left_on > ${today}::date as here from contacts
        where workspace_id = ${workspace.id} and account_id = any(${idArray(accounts)}) and archived_at is null
      ) as present group by account_id
    ) as c on c.account_id = a.id
    where a.workspace_id = ${workspace.id} and a.id = any(${idArray(accounts)})
  `.execute(tx)
  return new Map(rows.map((row) => [row.id, factsOf(row, keys)]))
}

function factsOf(row: Row, keys: readonly string[]): Record<string, FactValue> {
  const facts: Record<string, FactValue> = {
    'account.name': row.name,
    'account.reading': row.reading,
    'account.industry': row.industry,
    'account.employees': row.employees,
    'account.region': row.region,
    'account.country': row.country,
    'account.touch_model': row.touch_model,
    'account.success_type': row.success_type,
    'account.adopter_category': row.adopter_category,
    'account.usage_pattern': row.usage_pattern,
    'account.signed_up_on': row.signed_up_on,
    'account.owner': row.owner,
    'account.has_owner': row.owner !== null,
    tags: row.tags.length > 0 ? row.tags : null,
    'contacts.count': row.people,
    'contacts.decision_maker.known': row.decision_maker,
    'contacts.promoter.known': row.promoter,
    'contacts.operator.known': row.operator,
    'contacts.promoter_is_operator': row.both,
    'contacts.champion_left': row.champion_left,
  }
  for (const key of keys) facts[`field.${key}`] = row.custom[key] ?? null
  return facts
}
