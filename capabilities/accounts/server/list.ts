import { sql } from 'kysely'
import type { z } from 'zod'
import type { Catalogue } from '#capabilities/facts/core/catalogue.ts'
import type { Moment } from '#capabilities/facts/core/condition/evaluate.ts'
import type { FactDefinition, FactValue } from '#capabilities/facts/core/fact.ts'
import type { Issue } from '#kernel/exchange.ts'
import type { AccountId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { CallContext } from '#platform/http/context.ts'
import type { accountQuery, accountRowSchema } from '../contract/list.ts'
import { type Cursor, isSortable, parseKeys, parseSort, readCursor, writeCursor } from '../core/listing.ts'
import { conditionNamed, factsNamed, withCatalogue } from './listCatalogue.ts'
import { type Order, pickPage } from './listPick.ts'
import { factValueOf, findAccounts, type ListRow, type Picking } from './listQuery.ts'

export type ListCall = Pick<CallContext, 'caller' | 'today' | 'database'>
type Query = z.output<typeof accountQuery>
type AccountRow = z.infer<typeof accountRowSchema>

/** A page that was asked for: what to read once all its names are known. */
export type Asked = Query & { columns: string; sort: string; cursor?: string | undefined; limit: number }

export type Page = { rows: AccountRow[]; next: string | null; facts: readonly FactDefinition[] }

/** A page of the customer list. */
export async function listAccounts(tx: Tx, call: ListCall, asked: Asked): Promise<Page> {
  if (asked.archived === 'only') return listArchived(tx, call, asked)
  const { picking, ...page } = await prepare(tx, call, asked)
  const found = await findAccounts(tx, asked.search)
  const { columns } = page
  if (found.is === 'some' && found.ids.length === 0) return { rows: [], next: null, facts: columns }

  // One more than is shown tells whether there is a next page.
  const picked = await pickPage(tx, call.database, { ...picking, found }, { ...page, limit: asked.limit + 1 })
  const shown = picked.slice(0, asked.limit)
  const last = shown.at(-1)
  const next = picked.length > shown.length && last ? writeCursor(last.place) : null
  return { rows: shown.map(({ row }) => present(row, columns)), next, facts: columns }
}

async function prepare(tx: Tx, call: ListCall, asked: Asked) {
  const { workspace } = call.caller
  return withCatalogue(tx, workspace, (catalogue, issues) => ({
    catalogue,
    columns: factsNamed(catalogue, parseKeys(asked.columns), 'columns', issues),
    order: orderNamed(catalogue, asked.sort, issues),
    after: cursorGiven(asked.cursor, issues),
    picking: {
      workspaceId: workspace.id,
      condition: conditionNamed(catalogue, asked.condition, issues),
      moment: momentOf(call),
    } satisfies Omit<Picking, 'found'>,
  }))
}

/** When and in which currency a condition is asked. */
export function momentOf({ caller, today }: Pick<ListCall, 'caller' | 'today'>): Moment {
  return { today: today(), currency: caller.workspace.currency, timeZone: caller.workspace.timeZone }
}

/** Names are put in the order of their reading: by their characters, Japanese names would be in no order at all. */
function orderNamed(catalogue: Catalogue, text: string, issues: Issue[]): Order {
  const { key, descending } = parseSort(text)
  const [fact] = factsNamed(catalogue, [key === 'account.name' ? 'account.reading' : key], 'sort', issues)
  if (fact && !isSortable(fact)) issues.push({ field: 'sort', value: key, rule: 'not_sortable' })
  return { fact: fact ?? catalogue.all[0]!, descending }
}

function cursorGiven(text: string | undefined, issues: Issue[]): Cursor | null {
  const cursor = text === undefined ? null : readCursor(text)
  if (text !== undefined && cursor === null) issues.push({ field: 'cursor', rule: 'unknown_cursor' })
  return cursor
}

function present(row: ListRow, columns: readonly FactDefinition[]): AccountRow {
  const values: Record<string, FactValue> = {}
  columns.forEach((fact, at) => {
    const value = row[`c${at}`]
    if (value !== null && value !== undefined) values[fact.key] = factValueOf(value)
  })
  return { id: row.id, version: row.version, name: row.name, values }
}

/** Archived accounts have no facts: they are listed by name alone. */
async function listArchived(tx: Tx, call: ListCall, asked: Asked): Promise<Page> {
  const { after } = await withCatalogue(tx, call.caller.workspace, (_catalogue, issues) => {
    if (asked.condition?.trim())
      issues.push({ field: 'condition', value: asked.condition, rule: 'archived_have_no_facts' })
    return { after: cursorGiven(asked.cursor, issues) }
  })
  const typed = `%${(asked.search ?? '').replace(/[\\%_]/g, '\\$&')}%`
  const { rows } = await sql<{ id: AccountId; version: number; name: string; reading: string }>`
    select id, version, name, reading from accounts
    where archived_at is not null and (name ilike ${typed} or search_text ilike ${typed})
      and (${after === null} or (reading, id) > (${after?.value ?? ''}::text, ${after?.id ?? null}::uuid))
    order by reading, id limit ${asked.limit + 1}
  `.execute(tx)
  const shown = rows.slice(0, asked.limit)
  const last = shown.at(-1)
  return {
    rows: shown.map(({ id, version, name }) => ({ id, version, name, values: { 'account.name': name } })),
    next: rows.length > shown.length && last ? writeCursor({ value: last.reading, id: last.id }) : null,
    facts: [],
  }
}
