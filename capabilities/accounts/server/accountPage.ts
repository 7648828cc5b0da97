import { sql } from 'kysely'
import type { z } from 'zod'
import { factValue } from '#capabilities/facts/core/condition/evaluate.ts'
import type { FactValue } from '#capabilities/facts/core/fact.ts'
import { factCatalogue, readRows } from '#capabilities/facts/server/index.ts'
import type { Issue } from '#kernel/exchange.ts'
import type { AccountId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { accountRoutes } from '../contract/account.ts'
import { plainAccount } from '../core/account.ts'
import { gramsOf } from '../core/listing.ts'
import { searchNeedle } from '../core/searchText.ts'
import { lastLook, theAccount } from './accountActions.ts'
import { changeIssues } from './accountChecks.ts'
import { type AccountChange, columns } from './accountColumns.ts'
import { readChildren } from './accountRead.ts'
import { gapsAmong, readContacts } from './contactRead.ts'
import { type ListCall, momentOf } from './list.ts'

type Customer = z.infer<NonNullable<(typeof accountRoutes.get)['~orpc']['outputSchema']>>

/** Everything the head of a customer's page shows. */
export async function theCustomer(tx: Tx, call: ListCall, id: AccountId): Promise<Customer> {
  const account = await theAccount(tx, id)
  const contacts = await readContacts(tx, id)
  return {
    account,
    contacts,
    children: await readChildren(tx, id),
    gaps: gapsAmong(contacts, call.today()),
    ...(await readFacts(tx, call, id)),
    lastLookAt: await lastLook(tx, call, id),
  }
}

async function readFacts(tx: Tx, call: ListCall, id: AccountId): Promise<Pick<Customer, 'facts' | 'factsAt'>> {
  const { workspace } = call.caller
  const catalogue = await factCatalogue(tx, workspace)
  const row = (await readRows(tx, workspace.id, [id], catalogue.all)).get(id)
  if (!row) return { facts: {}, factsAt: null }
  const moment = momentOf(call)
  const facts: Record<string, FactValue> = {}
  for (const fact of catalogue.all) {
    const value = fact.derived ? factValue(fact)((key) => row[key] ?? null, moment) : (row[fact.key] ?? null)
    if (value !== null) facts[fact.key] = value
  }
  const { rows } = await sql<{
    at: Date
  }>`select computed_at as at from account_facts where account_id = ${id}`.execute(tx)
  return { facts, factsAt: rows[0]?.at.toISOString() ?? null }
}

/** What is wrong with a change, without making it. */
export async function checkAccount(tx: Tx, id: AccountId | null, change: AccountChange): Promise<Issue[]> {
  return changeIssues(tx, id, plainAccount(change))
}

/** The best few accounts by part of a name: those that begin with it first, then by reading. */
export async function findByName(tx: Tx, typed: string, limit: number): Promise<{ id: string; name: string }[]> {
  const needle = searchNeedle(typed)
  if (needle === '') return []
  const { rows } = await sql<{ id: string; name: string }>`
    select a.id, a.name from find_accounts(${needle}, ${gramsOf(needle)}::text[], 1000) as found (id)
    join accounts a on a.id = found.id
    order by starts_with(a.search_text, ${needle}) desc, strpos(a.search_text, e'\\n' || ${needle}) = 0, a.reading, a.id
    limit ${limit}
  `.execute(tx)
  return rows
}

type Wordy = 'industry' | 'region' | 'country' | 'usagePattern' | 'tags'

/** Words in use in a free field, the most frequent first. */
export async function wordsInUse(tx: Tx, of: Wordy): Promise<{ word: string; accounts: number }[]> {
  const column = sql.id(columns[of][0])
  const word = of === 'tags' ? sql`unnest(${column})` : column
  const { rows } = await sql<{ word: string; accounts: number }>`
    select word, count(*) as accounts from (select ${word} as word from accounts where archived_at is null) w
    where word is not null group by word order by 2 desc, 1 limit 500
  `.execute(tx)
  return rows
}
