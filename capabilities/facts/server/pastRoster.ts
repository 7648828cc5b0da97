import type { Catalogue } from '#capabilities/facts/core/catalogue.ts'
import { addColumns, emptyRoster, putRows, type Roster, type RosterRow } from '#capabilities/facts/core/roster.ts'
import type { AccountId, WorkspaceId } from '#kernel/id.ts'
import type { Database } from '#platform/database/scope.ts'
import type { EventStore } from '#platform/events/store.ts'
import type { FactValue } from '../core/fact.ts'
import type { PastGround } from '../core/pastGround.ts'
import { factOnDays } from './past.ts'
import { presence } from './pastGround.ts'
import { rebuiltAsOf } from './rebuild/read.ts'

/** Rosters of past days that are kept, those asked last; and how long (ms): a past is rarely, but sometimes, worked out anew. */
const most = 4
const fresh = 5 * 60_000

type Kept = { at: number; roster: Roster; columns: Map<string, Promise<void>> }

const kept = new WeakMap<Database, Map<string, Kept>>()

type Ground = { database: Database; events: EventStore; workspace: { id: WorkspaceId; timeZone: string } }

/**
 * All accounts that were there at the end of a past day, with these stored facts as the ground tells them: nobody where
 * nothing reaches the day. One question a fact to the event store, and none for those that were asked lately.
 */
export async function pastRosterOf(
  { database, events, workspace }: Ground,
  asked: { catalogue: Catalogue; ground: PastGround; facts: readonly string[] },
): Promise<Roster> {
  const { catalogue, ground } = asked
  if (ground.on === null || ground.from === 'nothing') return emptyRoster()
  const [day, there] = [ground.on, presence[ground.from]]
  const one = rosterAt(database, keyOf(workspace, ground))
  const read = async (key: string): Promise<RosterRow[]> => {
    if (ground.from === 'history') {
      const [values] = await factOnDays(events, workspace, { fact: catalogue.get(key)!, days: [day] })
      return [...values!].map(([id, value]) => ({ id, values: [value] }))
    }
    const rows = await rebuiltAsOf(events, workspace.id, { catalogue, facts: [key], day })
    return [...rows].map(([id, row]) => ({ id, values: [row[key] ?? null] }))
  }
  await column(one, there, async () => putRows(one.roster, [there], await read(there)))
  for (const key of new Set(asked.facts))
    await column(one, key, async () => addColumns(one.roster, [key], await read(key)))
  return one.roster
}

/** Gives a roster of the past what is not of the past: how its accounts are read aloud. Done once. */
export async function addToPast(
  { database, workspace }: Omit<Ground, 'events'>,
  asked: { ground: PastGround; key: string },
  valuesOf: () => Promise<ReadonlyMap<AccountId, FactValue>>,
): Promise<void> {
  const one = rosterAt(database, keyOf(workspace, asked.ground))
  await column(one, asked.key, async () => {
    const rows = [...(await valuesOf())].map(([id, value]) => ({ id, values: [value] }))
    addColumns(one.roster, [asked.key], rows)
  })
}

const keyOf = ({ id }: { id: WorkspaceId }, { from, on }: PastGround) => `${id} ${from} ${on}`

async function column(one: Kept, key: string, fill: () => Promise<void>): Promise<void> {
  const reading = one.columns.get(key) ?? fill()
  one.columns.set(key, reading)
  try {
    await reading
  } catch (error) {
    one.columns.delete(key)
    throw error
  }
}

function rosterAt(database: Database, key: string): Kept {
  const all = kept.get(database) ?? new Map<string, Kept>()
  kept.set(database, all)
  for (const [name, one] of all) if (Date.now() - one.at > fresh) all.delete(name)
  const one = all.get(key) ?? { at: Date.now(), roster: emptyRoster(), columns: new Map<string, Promise<void>>() }
  all.delete(key) // and set again: the one asked last stands last
  all.set(key, one)
  const [oldest] = all.keys()
  if (all.size > most) all.delete(oldest!)
  return one
}
