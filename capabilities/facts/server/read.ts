import { sql } from 'kysely'
import type { Catalogue } from '#capabilities/facts/core/catalogue.ts'
import { readCondition } from '#capabilities/facts/core/condition/check.ts'
import { factValue } from '#capabilities/facts/core/condition/evaluate.ts'
import type { Moment, ReadFact } from '#capabilities/facts/core/condition/evaluate.ts'
import type { Condition } from '#capabilities/facts/core/condition/tree.ts'
import type { FactDefinition, FactValue } from '#capabilities/facts/core/fact.ts'
import { groundOf, type PastGround } from '#capabilities/facts/core/pastGround.ts'
import type { Day } from '#kernel/day.ts'
import type { AccountId, WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { CallContext } from '#platform/http/context.ts'
import { notFound, refused } from '#platform/http/refusal.ts'
import { factsOn, pastReach, presence, untoldFacts } from './pastGround.ts'
import { type FactRow, readRows } from './rows.ts'
import { factCatalogue } from './system.ts'

export type Call = Pick<CallContext, 'caller' | 'today' | 'events'>

/** When and in which currency a condition is asked. */
export function momentOf(call: Pick<CallContext, 'caller' | 'today'>, day?: Day): Moment {
  const { currency, timeZone } = call.caller.workspace
  return { today: day ?? call.today(), currency, timeZone }
}

/** The condition that a caller wrote; refused, character by character, where it is none. */
export async function conditionOf(
  tx: Tx,
  call: Pick<CallContext, 'caller'>,
  text: string,
): Promise<{ catalogue: Catalogue; condition: Condition }> {
  const catalogue = await factCatalogue(tx, call.caller.workspace)
  const read = readCondition(text, catalogue)
  if (read.ok) return { catalogue, condition: read.value }
  throw refused(
    read.error.map(({ rule, at, end }) => {
      const value = text.slice(at, end)
      return { field: 'condition', rule: `condition.${rule}`, column: `${at + 1}`, ...(value ? { value } : {}) }
    }),
  )
}

/** The stored facts of one account, and of a past day what they stand on. */
export type FactsThen = {
  row: FactRow
  today: Day
  past: { ground: PastGround; there: boolean; untold: string[] } | null
}

/** The stored facts of one account, now or as they are known of the end of a past day. Not found: no such account. */
export async function factsOfAccount(
  tx: Tx,
  call: Call,
  asked: { catalogue: Catalogue; account: AccountId; asOf?: Day | undefined },
): Promise<FactsThen> {
  const { catalogue, account, asOf } = asked
  const { workspace } = call.caller
  await mustExist(tx, workspace.id, account)
  if (asOf === undefined || asOf >= call.today()) {
    const rows = await readRows(tx, workspace.id, [account], catalogue.all)
    return { row: rows.get(account) ?? {}, today: asOf ?? call.today(), past: null }
  }
  const ground = groundOf(asOf, await pastReach(tx, call.events, workspace))
  const keys = catalogue.all.map((fact) => fact.key)
  const untold = untoldFacts(catalogue, keys, { ground, timeZone: workspace.timeZone })
  const told = new Set(keys).difference(new Set(untold))
  const facts = catalogue.all.filter((fact) => !fact.derived && told.has(fact.key)).map((fact) => fact.key)
  const rows = await factsOn(call.events, workspace, { catalogue, facts, ground, accounts: [account] })
  const row = rows.get(account) ?? {}
  const there = ground.from !== 'nothing' && (row[presence[ground.from]] ?? null) !== null
  return { row, today: ground.on ?? asOf, past: { ground, there, untold } }
}

/** Refuses an account that is not there (or in another workspace, which is the same). */
export async function mustExist(tx: Tx, workspaceId: WorkspaceId, account: AccountId): Promise<void> {
  const { rows } = await sql`
    select from accounts where workspace_id = ${workspaceId} and id = ${account}
  `.execute(tx)
  if (rows.length === 0) throw notFound()
}

/** A fact as people see it: clock facts counted, everything else as it is stored (money in minor units). */
export function shownValue(fact: FactDefinition, read: ReadFact, moment: Moment): FactValue {
  return fact.derived ? factValue(fact)(read, moment) : read(fact.key)
}

/** Up to three different values of each fact, from accounts computed last. */
export async function examples(tx: Tx, call: Call, catalogue: Catalogue): Promise<Map<string, FactValue[]>> {
  const workspaceId = call.caller.workspaceId
  const { rows } = await sql<{ id: AccountId }>`
    select account_id as id from account_facts where workspace_id = ${workspaceId} limit 200
  `.execute(tx)
  const facts = await readRows(
    tx,
    workspaceId,
    rows.map((row) => row.id),
    catalogue.all,
  )
  const moment = momentOf(call)
  const found = new Map<string, FactValue[]>()
  for (const fact of catalogue.all) {
    const values = new Map<string, FactValue>()
    for (const row of facts.values()) {
      const value = shownValue(fact, (key) => row[key] ?? null, moment)
      if (value !== null) values.set(JSON.stringify(value), value)
      if (values.size === 3) break
    }
    found.set(fact.key, [...values.values()])
  }
  return found
}
