import { print } from '#capabilities/facts/core/condition/print.ts'
import type { WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import { guessSql, type ListRow, type PageAsked, type Picking, sievedSql, walkSql } from './listQuery.ts'

/**
 * Reads the next accounts of a list. There are two ways, each a hundred times slower than the other where it is the wrong
 * one: to walk along the sorted index until enough match, or to find all that match and sort them. Which is right hangs
 * on how many match and on where they lie in that order; the first can be guessed, the second only be tried. So where many
 * should match, a walk is tried as far as it cannot cost more than the other way, which is taken where that was not enough.
 */
export async function pickPage(tx: Tx, picking: Picking, page: PageAsked): Promise<ListRow[]> {
  const everybody = picking.condition.is === 'constant' && picking.condition.value
  if (picking.found.is === 'some' || (picking.condition.is === 'constant' && !everybody))
    return sieve(tx, picking, page)
  if (everybody && picking.found.is === 'everything') return walk(tx, picking, page)
  const { matching, all } = await guessed(tx, picking)
  if (matching < all * worthWalking) return sieve(tx, picking, page)
  const reach = Math.max(shortestWalk, picking.found.is === 'many' ? all : matching)
  const missing = page.after?.value === null
  const walked = await walkSql(picking, page, { missing, reach }).execute(tx)
  return walked.rows.length >= page.limit ? walked.rows : sieve(tx, picking, page)
}

/** Where less than this share of accounts should match, they are found first. */
const worthWalking = 0.01
/** A walk may always go this far, and as far as there are matches: it then costs no more than finding and sorting them. */
const shortestWalk = 2000

async function sieve(tx: Tx, picking: Picking, page: PageAsked): Promise<ListRow[]> {
  return (await sievedSql(picking, page).execute(tx)).rows
}

/** Everybody, in the order of the index: those with a value, then those without. */
async function walk(tx: Tx, picking: Picking, page: PageAsked): Promise<ListRow[]> {
  const rows: ListRow[] = []
  for (const missing of page.after?.value === null ? [true] : [false, true]) {
    const limit = page.limit - rows.length
    if (limit > 0) rows.push(...(await walkSql(picking, { ...page, limit }, { missing }).execute(tx)).rows)
  }
  return rows
}

/** Guesses are kept for a minute: what they are taken for is no matter of seconds. */
const fresh = 60_000
const guesses = new Map<WorkspaceId, { at: number; all: number; rows: Map<string, number> }>()

/** How many accounts should match, and of how many, as PostgreSQL guesses. */
async function guessed(tx: Tx, picking: Picking): Promise<{ matching: number; all: number }> {
  const { workspaceId, moment } = picking
  let known = guesses.get(workspaceId)
  if (!known || Date.now() - known.at > fresh || known.rows.size > 500) {
    const all = await guess(tx, { ...picking, condition: { is: 'constant', value: true }, found: { is: 'everything' } })
    known = { at: Date.now(), all, rows: new Map() }
    guesses.set(workspaceId, known)
  }
  // What a search found so much of does not matter here: it is looked at account by account on either way.
  const key = `${moment.today} ${print(picking.condition)}`
  let rows = known.rows.get(key)
  if (rows === undefined) {
    rows = await guess(tx, { ...picking, found: { is: 'everything' } })
    known.rows.set(key, rows)
  }
  return { matching: rows, all: known.all }
}

async function guess(tx: Tx, picking: Picking): Promise<number> {
  const { rows } = await guessSql(picking).execute(tx)
  return rows[0]!['QUERY PLAN'][0].Plan['Plan Rows']
}
