import { type RawBuilder, sql } from 'kysely'
import type { FactDefinition } from '#capabilities/facts/core/fact.ts'
import type { AccountId, WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import { arrayText, idArray } from './arrayText.ts'
import { columnTypes } from './columns.ts'
import type { Cells, Layout } from './layout.ts'

export type Writing = { layout: Layout; rows: ReadonlyMap<AccountId, Cells>; at: Date }

type Column = { name: string; value: RawBuilder<unknown>; array: RawBuilder<unknown> }

/** Writes the rows of accounts that had none, in one statement. */
export async function insertRows(tx: Tx, workspaceId: WorkspaceId, writing: Writing): Promise<void> {
  if (writing.rows.size === 0) return
  const columns = columnsOf(writing, () => true)
  await sql`
    insert into account_facts (${sql.join([
      ...['workspace_id', 'account_id', 'computed_at'].map((name) => sql.id(name)),
      ...columns.map(({ name }) => sql.id(name)),
    ])})
    select ${sql.join([sql`${workspaceId}::uuid`, sql`v.id`, sql`${writing.at}`, ...columns.map(({ value }) => value)])}
    from ${valuesOf(writing, columns)} on conflict do nothing
  `.execute(tx)
}

/** Writes the changed facts (by slot) of accounts whose rows are held, in one statement. */
export async function updateRows(
  tx: Tx,
  workspaceId: WorkspaceId,
  writing: Writing & { changed: ReadonlySet<number> },
): Promise<void> {
  if (writing.rows.size === 0) return
  const columns = columnsOf(writing, (slot) => writing.changed.has(slot))
  const sets = columns.map(({ name, value }) => sql`${sql.id(name)} = ${value}`)
  await sql`
    update account_facts f set ${sql.join([sql`computed_at = ${writing.at}`, ...sets])}
    from ${valuesOf(writing, columns)} where f.workspace_id = ${workspaceId} and f.account_id = v.id
  `.execute(tx)
}

function valuesOf({ rows }: Writing, columns: readonly Column[]): RawBuilder<unknown> {
  const arrays = [idArray([...rows.keys()]), ...columns.map(({ array }) => array)]
  const names = ['id', ...columns.map((_, i) => `c${i}`)].map((name) => sql.id(name))
  return sql`unnest(${sql.join(arrays)}) as v(${sql.join(names)})`
}

function columnsOf({ layout, rows }: Writing, wanted: (slot: number) => boolean): Column[] {
  const { facts, customFrom } = layout
  const own = facts.slice(0, customFrom).flatMap((fact, slot) => (wanted(slot) ? [{ fact, slot }] : []))
  const columns = own.map(({ fact, slot }, i): Column => {
    const isList = fact.type === 'list'
    const type = sql.raw(`${isList ? 'text' : columnTypes[fact.type]}[]`)
    const value = sql.id('v', `c${i}`)
    return {
      name: fact.key,
      value: isList ? sql`${value}::text[]` : value,
      array: sql`${columnText(fact, slot, rows)}::${type}`,
    }
  })
  if (!facts.some((_, slot) => slot >= customFrom && wanted(slot))) return columns
  const texts = Array.from(rows.values(), (cells) => JSON.stringify(customOf(cells, layout)))
  const value = sql.id('v', `c${columns.length}`)
  return [...columns, { name: 'custom', value, array: sql`${arrayText(texts)}::jsonb[]` }]
}

/** Custom facts are written as a whole; missing ones are left out. */
function customOf(cells: Cells, { keys, customFrom }: Layout): Record<string, unknown> {
  return Object.fromEntries(
    keys.slice(customFrom).flatMap((key, at) => {
      const value = cells[customFrom + at] ?? null
      return value === null ? [] : [[key, value]]
    }),
  )
}

function columnText(fact: FactDefinition, slot: number, rows: ReadonlyMap<AccountId, Cells>): string {
  const values = Array.from(rows.values(), (cells) => cells[slot] ?? null)
  if (fact.type !== 'list') return arrayText(values as (string | number | boolean | null)[])
  return arrayText(values.map((value) => (value === null ? null : arrayText(value as readonly string[]))))
}
