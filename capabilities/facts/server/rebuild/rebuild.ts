import { sql } from 'kysely'
import type { Day } from '#kernel/day.ts'
import type { FactValue } from '#capabilities/facts/core/fact.ts'
import type { AccountId } from '#kernel/id.ts'
import type { Database } from '#platform/database/scope.ts'
import type { EventStore } from '#platform/events/store.ts'
import { compute } from '../compute.ts'
import { historyValue } from '../history.ts'
import { type Cells, layoutOf } from '../layout.ts'
import type { FactWorkspace } from '../page.ts'
import { endOfDay } from '../past.ts'
import { factCatalogue, type FactSystem } from '../system.ts'

export type RebuildTools = { database: Database; events: EventStore; system: FactSystem; now: () => Date }

/** Accounts worked out in one transaction, and lines sent to the event store at once. */
const [pageSize, linesAtOnce] = [2000, 100_000]

/**
 * What can be worked out of a past day: sources that carry their own dates, and what is only reckoned from them. What is
 * written without a date (fields, owners, tags) is as it is today and left out: it would tell the past what came later.
 */
export function pastSystem(system: FactSystem): FactSystem {
  return {
    ...system,
    sources: system.sources.filter((source) => source.dated),
    derivations: system.derivations.filter((derivation) => derivation.dated),
  }
}

/** The facts that `rebuildDay` can tell; of all others a past day before the history says nothing. */
export function rebuiltFacts(system: FactSystem): ReadonlySet<string> {
  const { sources, derivations } = pastSystem(system)
  const told = [...sources, ...derivations].flatMap(({ definitions }) => definitions.map((fact) => fact.key))
  const except = new Set(sources.flatMap((source) => source.dated?.except ?? []))
  return new Set(told.filter((key) => !except.has(key)))
}

/**
 * Works out what was known of all accounts at the end of a past day, as if Banso had been there, and keeps it in the event
 * store. Answers of how many accounts anything was known.
 */
export async function rebuildDay(
  tools: RebuildTools,
  workspace: FactWorkspace,
  { day, signal }: { day: Day; signal: AbortSignal },
): Promise<number> {
  const rebuiltAt = tools.now().toISOString()
  let [after, known]: [AccountId | null, number] = [null, 0]
  let lines: string[] = []
  const send = async () => {
    if (lines.length > 0) await tools.events.insert('past_facts', Buffer.from(lines.join('\n')))
    lines = []
  }
  for (;;) {
    signal.throwIfAborted()
    const page = await pageOf(tools, workspace, day, after)
    for (const [id, cells] of page.rows) {
      const own = linesOf(
        page.keys,
        cells,
        `{"workspace_id":"${workspace.id}","account_id":"${id}","day":"${day}","rebuilt_at":"${rebuiltAt}","fact":`,
      )
      if (own.length === 0) continue
      known += 1
      lines.push(...own)
      if (lines.length >= linesAtOnce) await send()
    }
    if (page.last === null) break
    after = page.last
  }
  await send()
  return known
}

async function pageOf(tools: RebuildTools, workspace: FactWorkspace, day: Day, after: AccountId | null) {
  const system = pastSystem(tools.system)
  return tools.database.workspace(workspace.id, async (tx) => {
    const { rows } = await sql<{ id: AccountId }>`
      select id from accounts where workspace_id = ${workspace.id} and archived_at is null
        and (${after}::uuid is null or id > ${after}::uuid) order by id limit ${pageSize}
    `.execute(tx)
    const accounts = rows.map(({ id }) => id)
    const catalogue = await factCatalogue(tx, workspace, system)
    const layout = layoutOf(catalogue)
    const until = new Date(endOfDay(day, workspace.timeZone))
    const page = { tx, workspace, accounts, today: day, until, now: until, events: tools.events, past: true as const }
    const computed = await compute(page, system, { catalogue, layout, before: new Map() })
    const told = rebuiltFacts(tools.system)
    const keys = layout.facts.map(({ key, kept }) => (told.has(key) && kept !== false ? key : null))
    // A date that lies ahead (of a contract that was to begin) may have been written down only later.
    const dates = layout.facts.flatMap(({ type }, slot) => (type === 'date' ? [slot] : []))
    for (const cells of computed.rows.values())
      for (const slot of dates) if (cells[slot] !== null && String(cells[slot]) > day) cells[slot] = null
    return { keys, rows: computed.rows, last: accounts.length < pageSize ? null : accounts.at(-1)! }
  })
}

/** Nothing for an account of which that day knows nothing: neither a contract nor use nor a word. */
function linesOf(keys: readonly (string | null)[], cells: Cells, start: string): string[] {
  if (!cells.some((value, slot) => keys[slot] !== null && tells(value))) return []
  return keys.flatMap((key, slot) => {
    const value = cells[slot] ?? null
    if (value === null || key === null) return []
    const { number, text } = historyValue(value)
    return [`${start}"${key}","number":${number},"text":${text === null ? null : JSON.stringify(text)}}`]
  })
}

const tells = (value: FactValue) => value !== null && value !== 0 && value !== false && value !== 'none'
