import type { Catalogue } from '#capabilities/facts/core/catalogue.ts'
import { factsOf } from '#capabilities/facts/core/condition/tree.ts'
import type { FactDefinition } from '#capabilities/facts/core/fact.ts'
import { matching, readRoster } from '#capabilities/facts/core/roster.ts'
import type { Place } from '#capabilities/facts/core/rosterOrder.ts'
import { rosterOf } from '#capabilities/facts/server/index.ts'
import type { Database, Tx } from '#platform/database/scope.ts'
import type { Cursor } from '../core/listing.ts'
import { type ListRow, type Picking, presentRows } from './listQuery.ts'

/** What is read of a list: so many accounts after the cursor, in the order of a fact. */
export type PageAsked = {
  catalogue: Catalogue
  columns: readonly FactDefinition[]
  order: Order
  after: Cursor | null
  limit: number
}

/** The order of a list; a clock fact is sorted by the date it counts from. */
export type Order = { fact: FactDefinition; descending: boolean }

/** A row of a page and the place it has in the list. */
export type Picked = { row: ListRow; place: Place }

/**
 * Reads the next accounts of a list: which they are off the roster, the rows themselves off the tables. Some of the
 * roster's may turn out to be gone by then, or not searched for: more are read in their stead.
 */
export async function pickPage(tx: Tx, database: Database, picking: Picking, page: PageAsked): Promise<Picked[]> {
  const { workspaceId, condition, moment, found } = picking
  const { fact, descending } = page.order
  const key = fact.derived?.of ?? fact.key
  const roster = await rosterOf(
    tx,
    { database, workspaceId },
    storedFacts(page.catalogue, [key, ...factsOf(condition)]),
  )
  const wanted = matching(roster, condition, moment)
  const direction = descending !== (fact.derived?.measure === 'days_since') ? 'down' : 'up'
  const among = found.is === 'some' ? new Set(found.ids) : undefined
  const picked: Picked[] = []
  for (let after: Place | null = page.after, limit = page.limit; ; limit = Math.min(limit * 2, 2000)) {
    const places = readRoster(roster, { matching: wanted, key, direction, after, limit, ...(among ? { among } : {}) })
    const rows = await presentRows(
      tx,
      picking,
      page.columns,
      places.map(({ id }) => id),
    )
    const placeOf = new Map(places.map((place) => [place.id, place]))
    picked.push(...rows.map((row) => ({ row, place: placeOf.get(row.id)! })))
    if (picked.length >= page.limit || places.length < limit) return picked.slice(0, page.limit)
    after = places.at(-1)!
  }
}

function storedFacts(catalogue: Catalogue, keys: readonly string[]): FactDefinition[] {
  return [...new Set(keys)].flatMap((key) => {
    const fact = catalogue.get(key)
    return fact && !fact.derived ? [fact] : []
  })
}
