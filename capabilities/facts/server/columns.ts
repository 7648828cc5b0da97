import pg from 'pg'
import type { FieldClass } from '#kernel/exchange.ts'
import type { Catalogue } from '#capabilities/facts/core/catalogue.ts'
import { dropWithheldViews } from '#platform/database/withheldViews.ts'
import { classesOf, type FactDefinition, type FactType, isCustomFact } from '#capabilities/facts/core/fact.ts'

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

/** Of how much PostgreSQL keeps statistics of a column of facts; usual is 100. */
const enough = 10

/** Facts that have a column of their own: neither counted from the clock nor a custom field's. */
export function storedFacts(catalogue: Catalogue): FactDefinition[] {
  return catalogue.all.filter((fact) => !fact.derived && !isCustomFact(fact))
}

/** Those of them whose values are of classes of fields, and of which. */
export function classedFacts(catalogue: Catalogue): { key: string; classes: FieldClass[] }[] {
  return storedFacts(catalogue).map((fact) => ({ key: fact.key, classes: classesOf(fact) }))
}

/**
 * Gives every fact of the program its column, at start, as the tables' owner. A fact that came with this version (or
 * changed its type) is not known yet for any account, so all are computed anew. Columns of facts that went stay unread.
 */
export async function ensureFactColumns(owner: pg.Client, catalogue: Catalogue): Promise<void> {
  const { rows } = await readColumns(owner)
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
    await dropWithheldViews(owner)
    await owner.query(`alter table account_facts ${changes.join(', ')}; delete from day_turns`)
  }
  await sampleLittle(owner)
}

const readColumns = (owner: pg.Client) =>
  owner.query<{ name: string; type: string; sampled: number | null }>(
    `select attname as name, format_type(atttypid, atttypmod) as type, attstattarget as sampled from pg_attribute
     where attrelid = 'account_facts'::regclass and attnum > 0 and not attisdropped`,
  )

/**
 * The planner needs a rough notion of facts at most, and a hundred columns that change every day are dear to look at: with the
 * usual sample each look took 2.4 s of a processor at 100,000 accounts, several times in one turn of the day.
 */
async function sampleLittle(owner: pg.Client): Promise<void> {
  const { rows } = await readColumns(owner)
  const changes = rows
    .filter(({ sampled }) => sampled !== enough)
    .map(({ name }) => `alter column ${pg.escapeIdentifier(name)} set statistics ${enough}`)
  if (changes.length > 0) await owner.query(`alter table account_facts ${changes.join(', ')}`)
}
