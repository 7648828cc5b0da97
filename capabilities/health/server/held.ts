import { sql } from 'kysely'
import type { FactValue } from '#capabilities/facts/core/fact.ts'
import { type DerivePage, idArray } from '#capabilities/facts/server/index.ts'
import type { Day } from '#kernel/day.ts'
import type { AccountId, WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'

export type Held = { value: FactValue; lastOn: Day }

/** Values that facts had before they went missing, by account and fact. */
export type HeldValues = ReadonlyMap<AccountId, ReadonlyMap<string, Held>>

type HeldRow = { account_id: AccountId; fact: string; value: FactValue; last_on: Day }

/** The values held for some accounts. */
export async function readHeld(tx: Tx, workspaceId: WorkspaceId, accounts: readonly AccountId[]): Promise<HeldValues> {
  const held = new Map<AccountId, Map<string, Held>>()
  if (accounts.length === 0) return held
  const { rows } = await sql<HeldRow>`
    select account_id, fact, value, last_on from held_values
    where workspace_id = ${workspaceId} and account_id = any(${idArray(accounts)})
  `.execute(tx)
  for (const { account_id, fact, value, last_on } of rows) {
    const known = held.get(account_id) ?? new Map<string, Held>()
    known.set(fact, { value, lastOn: last_on })
    held.set(account_id, known)
  }
  return held
}

/** Keeps the last value of those facts that went missing in this pass, and answers what is held for the page. */
export async function holdLast(page: DerivePage, facts: readonly string[]): Promise<HeldValues> {
  const { tx, workspace, accounts, today } = page
  const lost: { account_id: AccountId; fact: string; value: FactValue }[] = []
  const without = new Set<AccountId>()
  for (const account of accounts) {
    for (const fact of facts) {
      if (page.read(account, fact) !== null) continue
      without.add(account)
      const value = page.before(account, fact)
      if (value !== null) lost.push({ account_id: account, fact, value })
    }
  }
  if (lost.length > 0) {
    await sql`
      insert into held_values (workspace_id, account_id, fact, value, last_on)
      select ${workspace.id}::uuid, account_id, fact, value, ${today}
      from jsonb_to_recordset(${JSON.stringify(lost)}::jsonb) as lost (account_id uuid, fact text, value jsonb)
      on conflict (workspace_id, account_id, fact) do update set value = excluded.value, last_on = excluded.last_on
    `.execute(tx)
  }
  return readHeld(tx, workspace.id, [...without])
}
