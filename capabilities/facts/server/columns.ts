import pg from 'pg'
import type { Catalogue } from '#capabilities/facts/core/catalogue.ts'
import { type FactDefinition, type FactType, isCustomFact } from '#capabilities/facts/core/fact.ts'

/** The type of column that keeps a fact. */
export const columnTypes = {
  number: 'double precision',
  percent: 'double precision',
  money: 'bigint',
  date: 'date',
  text: 'text',
  choice: 'text',
  yes_no: 'boolean',
  list: 'text[]',
  instant: 'timestamp with time zone',
} satisfies Record<FactType, string>

/**
 * What large lists of customers are sorted by, kept in order by an index where the fact exists. Each costs its share at
 * every turn of the day, when almost every row changes: a dozen is what that leaves room for.
 */
const sorted = [
  'account.reading',
  'account.owner',
  'health.change_28d',
  'account.employees',
  'contract.arr',
  'contract.renewal_on',
  'health.score',
  'phase.entered_on',
  'touch.last_on',
  'metric.weekly_active_users',
  'metric.last_seen_on',
  'cta.open_count',
]

/**
 * What few customers of a list are found by: facts of few values side by side in one index. Its entries repeat, so that it
 * is a tenth of the size of another index; a condition on any of them is answered by skipping through the values of those
 * before it (PostgreSQL 18), or by reading the small index from end to end.
 */
const sieves = [
  {
    name: 'account_facts_kinds',
    keys: [
      'contract.state',
      'health.grade',
      'phase.lateness',
      'phase.key',
      'account.touch_model',
      'account.has_owner',
      'account.industry',
      'account.region',
    ],
  },
  {
    name: 'account_facts_counts',
    keys: ['cta.open_risk_count', 'inquiry.open_count', 'survey.nps.latest', 'metric.licence_use'],
  },
]

/** Facts that have a column of their own: neither counted from the clock nor a custom field's. */
export function storedFacts(catalogue: Catalogue): FactDefinition[] {
  return catalogue.all.filter((fact) => !fact.derived && !isCustomFact(fact.key))
}

/**
 * Gives every fact of the program its column, at start, as the tables' owner. A fact that came with this version (or
 * changed its type) is not known yet for any account, so all are computed anew. Columns of facts that went stay unread.
 */
export async function ensureFactColumns(owner: pg.Client, catalogue: Catalogue): Promise<void> {
  const { rows } = await owner.query<{ name: string; type: string }>(
    `select attname as name, format_type(atttypid, atttypmod) as type from pg_attribute
     where attrelid = 'account_facts'::regclass and attnum > 0 and not attisdropped`,
  )
  const present = new Map(rows.map((row) => [row.name, row.type]))
  const changes: string[] = []
  for (const fact of storedFacts(catalogue)) {
    const column = pg.escapeIdentifier(fact.key)
    const type = columnTypes[fact.type]
    const other = present.get(fact.key)
    if (other === type) continue
    if (other !== undefined) changes.push(`drop column ${column}`)
    changes.push(`add column ${column} ${type}`)
  }
  if (changes.length > 0) {
    await owner.query(`alter table account_facts ${changes.join(', ')}; delete from day_turns`)
  }
  await ensureIndexes(owner, catalogue)
}

async function ensureIndexes(owner: pg.Client, catalogue: Catalogue): Promise<void> {
  for (const key of sorted) {
    const fact = catalogue.get(key)
    if (!fact || fact.derived) continue
    const name = pg.escapeIdentifier(`account_facts_${key.replaceAll('.', '_')}`)
    const column = pg.escapeIdentifier(key)
    await owner.query(`create index if not exists ${name} on account_facts (workspace_id, ${column}, account_id)`)
  }
  for (const { name, keys } of sieves) {
    const known = keys.filter((key) => catalogue.get(key))
    if (known.length === 0) continue
    const columns = ['workspace_id', ...known].map((key) => pg.escapeIdentifier(key))
    await owner.query(`create index if not exists ${name} on account_facts (${columns.join(', ')})`)
  }
}
