import { sql } from 'kysely'
import type { FactDefinition, FactValue } from '#capabilities/facts/core/fact.ts'
import {
  addColumns,
  emptyRoster,
  putRows,
  removeRows,
  type Roster,
  type RosterRow,
} from '#capabilities/facts/core/roster.ts'
import { type AccountId, isId, type WorkspaceId } from '#kernel/id.ts'
import type { Database, Tx } from '#platform/database/scope.ts'
import { arrayText } from './arrayText.ts'
import { factColumn } from './conditionSql.ts'

const channel = 'banso_rosters'
/** Ids in one notification: PostgreSQL allows 8000 bytes. */
const mostTold = 200
/** Accounts read at a time. */
const pageSize = 10_000
/** A roster that nobody asked for so long (ms) is let go. */
const idle = 15 * 60_000

/** As much of a fact as reading its column takes. */
type KeptFact = Pick<FactDefinition, 'key' | 'type' | 'own'>

/** One workspace's roster, and what is to be done before it is true again. */
type Kept = {
  roster: Roster
  facts: Map<string, KeptFact>
  /** Accounts that changed since they were read. */
  stale: Set<AccountId>
  /** Nothing was read yet, or notifications may have been missed. */
  unread: boolean
  /** Reading in hand. */
  reading: Promise<void> | null
  usedAt: number
}

type Rosters = { kept: Map<WorkspaceId, Kept>; listening: Promise<unknown> }

const rosters = new WeakMap<Database, Rosters>()

/** Tells every process that keeps a roster of the workspace, once this transaction commits, whose facts it changed. */
export async function tellRosters(tx: Tx, workspaceId: WorkspaceId, accounts: readonly AccountId[]): Promise<void> {
  const texts: string[] = []
  for (let at = 0; at < accounts.length; at += mostTold)
    texts.push(`${workspaceId} ${accounts.slice(at, at + mostTold).join(',')}`)
  if (texts.length > 0)
    await sql`select pg_notify(${channel}, told) from unnest(${arrayText(texts)}::text[]) as told`.execute(tx)
}

/**
 * The roster of a workspace with these stored facts among its columns, as the facts stand now. Lists are read from it by
 * id; the rows themselves are read from the tables, under the caller's policies.
 */
export async function rosterOf(
  tx: Tx,
  { database, workspaceId }: { database: Database; workspaceId: WorkspaceId },
  facts: readonly FactDefinition[],
): Promise<Roster> {
  const { kept: all, listening } = rostersOn(database)
  await listening
  let kept = all.get(workspaceId)
  if (!kept) {
    kept = { roster: emptyRoster(), facts: new Map(), stale: new Set(), unread: true, reading: null, usedAt: 0 }
    all.set(workspaceId, kept)
  }
  kept.usedAt = Date.now()
  while (true) {
    // Whoever reads has a connection already, so that all who wait for it cannot keep one from it.
    if (kept.reading)
      await kept.reading.catch(() => {}) // its own caller hears of it; this one tries itself
    else if (isTrue(kept, facts)) return kept.roster
    else await read(tx, workspaceId, kept, facts)
  }
}

function isTrue(kept: Kept, facts: readonly FactDefinition[]): boolean {
  return !kept.unread && kept.stale.size === 0 && facts.every(({ key, type }) => kept.facts.get(key)?.type === type)
}

async function read(tx: Tx, workspaceId: WorkspaceId, kept: Kept, facts: readonly FactDefinition[]): Promise<void> {
  kept.reading = readWhatIsMissing(tx, workspaceId, kept, facts)
  try {
    await kept.reading
  } finally {
    kept.reading = null
  }
}

async function readWhatIsMissing(tx: Tx, workspaceId: WorkspaceId, kept: Kept, facts: readonly FactDefinition[]) {
  const isOther = facts.some(({ key, type }) => kept.facts.has(key) && kept.facts.get(key)?.type !== type)
  if (kept.unread || isOther || kept.stale.size > kept.roster.rowOf.size / 4 + pageSize / 10)
    return readAll(tx, workspaceId, kept, facts)
  const stale = [...kept.stale]
  kept.stale.clear()
  try {
    if (stale.length > 0) await readSome(tx, workspaceId, kept, stale)
  } catch (error) {
    for (const id of stale) kept.stale.add(id)
    throw error
  }
  const added = facts.filter(({ key }) => !kept.facts.has(key))
  if (added.length === 0) return
  const keys = added.map(({ key }) => key)
  for await (const rows of everybody(tx, workspaceId, added)) addColumns(kept.roster, keys, rows)
  for (const fact of added) kept.facts.set(fact.key, fact)
}

async function readAll(tx: Tx, workspaceId: WorkspaceId, kept: Kept, facts: readonly FactDefinition[]): Promise<void> {
  // From here on what changes is noted anew, whether or not the reading comes by it.
  kept.unread = false
  kept.stale.clear()
  try {
    const roster = emptyRoster()
    const keys = facts.map(({ key }) => key)
    putRows(roster, keys, [])
    for await (const rows of everybody(tx, workspaceId, facts)) putRows(roster, keys, rows)
    kept.roster = roster
    kept.facts = new Map(facts.map((fact) => [fact.key, fact]))
  } catch (error) {
    kept.unread = true
    throw error
  }
}

async function readSome(tx: Tx, workspaceId: WorkspaceId, kept: Kept, ids: readonly AccountId[]): Promise<void> {
  const facts = [...kept.facts.values()] as FactDefinition[]
  const only = sql`and account_id = any(${arrayText(ids)}::uuid[])`
  const rows = await rowsOf(tx, facts, sql`where workspace_id = ${workspaceId}::uuid ${only}`)
  const found = new Set(rows.map(({ id }) => id))
  const keys = facts.map(({ key }) => key)
  putRows(kept.roster, keys, rows)
  removeRows(
    kept.roster,
    ids.filter((id) => !found.has(id)),
  )
}

/** The facts of all accounts in the order of their ids, page by page. */
async function* everybody(
  tx: Tx,
  workspaceId: WorkspaceId,
  facts: readonly FactDefinition[],
): AsyncGenerator<RosterRow[]> {
  for (let last: AccountId | null = null; ; ) {
    const after = last === null ? sql`` : sql`and account_id > ${last}::uuid`
    const rows: RosterRow[] = await rowsOf(
      tx,
      facts,
      sql`where workspace_id = ${workspaceId}::uuid ${after} order by account_id limit ${pageSize}`,
    )
    yield rows
    if (rows.length < pageSize) return
    last = rows.at(-1)!.id
  }
}

async function rowsOf(tx: Tx, facts: readonly FactDefinition[], where: ReturnType<typeof sql>): Promise<RosterRow[]> {
  const columns = facts.map((fact, at) => sql`${factColumn(fact)} as ${sql.id(`c${at}`)}`)
  const { rows } = await sql<{ account_id: AccountId } & Record<string, unknown>>`
    select ${sql.join([sql.id('account_id'), ...columns])} from account_facts ${where}
  `.execute(tx)
  return rows.map((row) => ({ id: row.account_id, values: facts.map((_, at) => plain(row[`c${at}`])) }))
}

function plain(value: unknown): FactValue {
  return value instanceof Date ? value.toISOString() : (value as FactValue)
}

function rostersOn(database: Database): Rosters {
  const known = rosters.get(database)
  if (known) return known
  const kept = new Map<WorkspaceId, Kept>()
  const heard = (text: string | null) => {
    if (text === null) for (const one of kept.values()) one.unread = true
    else note(kept, text)
  }
  const made = { kept, listening: database.listen(channel, heard) }
  rosters.set(database, made)
  return made
}

function note(kept: Map<WorkspaceId, Kept>, text: string): void {
  const [workspaceId = '', ids = ''] = text.split(' ')
  const one = kept.get(workspaceId as WorkspaceId)
  if (!one) return
  if (Date.now() - one.usedAt > idle && !one.reading) kept.delete(workspaceId as WorkspaceId)
  else for (const id of ids.split(',')) if (isId(id)) one.stale.add(id as AccountId)
}
