import { createHash } from 'node:crypto'
import pg from 'pg'
import type { FieldClass } from '#kernel/exchange.ts'
import type { Part } from '#platform/database/migrate.ts'
import { schemaWithout } from '#platform/database/scope.ts'
import { withheldSets } from '#platform/database/withheldViews.ts'
import { type Column, hidden, type Hiding, type Withholding } from '../core/withheld.ts'

/** What is hidden of each table, by column. */
export type ClassedColumns = Readonly<Record<string, Readonly<Record<string, Hiding>>>>

/** Facts with a column of their own, and the classes they are of. */
export type ClassedFact = { readonly key: string; readonly classes: readonly FieldClass[] }

/**
 * Makes, for every set of classes that somebody may not see, a schema of views that show the tables without their values:
 * a transaction of theirs finds these where it names a table. They ask as whoever asks, so that all policies hold, and can
 * be written through but for what they hide. Made anew, at start, where tables or classes became others.
 */
export function withheldPart(columns: ClassedColumns, facts: readonly ClassedFact[]): Part {
  return {
    name: 'withheld values',
    prepare: async (owner) => {
      const tables = await readTables(owner, Object.keys(columns))
      for (const withheld of withheldSets) {
        const texts = viewsOf(tables, columns, { withheld, facts: keysOf(facts, withheld) })
        await ensureViews(owner, schemaWithout(withheld)!, texts)
      }
    },
  }
}

function keysOf(facts: readonly ClassedFact[], withheld: readonly FieldClass[]): string[] {
  return facts.flatMap(({ key, classes }) => (classes.some((one) => withheld.includes(one)) ? [key] : []))
}

type Tables = ReadonlyMap<string, readonly Column[]>

async function readTables(owner: pg.Client, names: readonly string[]): Promise<Tables> {
  const { rows } = await owner.query<Column & { table: string }>(
    `select c.relname as table, a.attname as name, format_type(a.atttypid, a.atttypmod) as type, a.attnotnull as "isGiven"
     from pg_attribute a join pg_class c on c.oid = a.attrelid
     where c.relnamespace = 'public'::regnamespace and c.relname = any($1) and a.attnum > 0 and not a.attisdropped
     order by c.relname, a.attnum`,
    [['account_facts', ...names]],
  )
  return Map.groupBy(rows, ({ table }) => table)
}

function viewsOf(tables: Tables, classed: ClassedColumns, withholding: Withholding): string[] {
  const ofFacts = Object.fromEntries(withholding.facts.map((key) => [key, withholding.withheld[0]!]))
  const all: ClassedColumns = { ...classed, account_facts: { ...ofFacts, custom: 'facts' } }
  const schema = schemaWithout(withholding.withheld)!
  return [...tables].flatMap(([table, columns]) => {
    const unknown = Object.keys(all[table] ?? {}).find((name) => !columns.some((column) => column.name === name))
    if (unknown) throw new Error(`${table} has no column ${unknown} to withhold`)
    const shown = columns.map((column) => {
      const name = pg.escapeIdentifier(column.name)
      const instead = hidden(column, all[table]?.[column.name], withholding)
      return instead === null ? `t.${name}` : `(${instead})::${column.type} as ${name}`
    })
    const view = `${schema}.${pg.escapeIdentifier(table)}`
    return [
      `create view ${view} with (security_invoker = true) as select ${shown.join(', ')} from public.${pg.escapeIdentifier(table)} t`,
      `grant select, insert, update, delete on ${view} to banso_app, banso_scoped`,
    ]
  })
}

async function ensureViews(owner: pg.Client, schema: string, texts: readonly string[]): Promise<void> {
  const digest = createHash('sha256').update(texts.join('\n')).digest('hex')
  const { rows } = await owner.query<{ told: string | null }>(
    `select obj_description(oid, 'pg_namespace') as told from pg_namespace where nspname = $1`,
    [schema],
  )
  if (rows[0]?.told === digest) return
  await owner.query('begin')
  try {
    await owner.query(
      [
        `drop schema if exists ${schema} cascade`,
        `create schema ${schema}`,
        `grant usage on schema ${schema} to banso_app, banso_scoped`,
        ...texts,
        `comment on schema ${schema} is '${digest}'`,
      ].join(';\n'),
    )
    await owner.query('commit')
  } catch (error) {
    await owner.query('rollback')
    throw error
  }
}
