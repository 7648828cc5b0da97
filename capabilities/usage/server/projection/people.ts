import { sql } from 'kysely'
import { type Tie, withTie } from '#capabilities/usage/core/attribution.ts'
import { groupKey, type Props, userKey } from '#capabilities/usage/core/event.ts'
import type { WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { Entry } from './journalEntry.ts'

/** One key under which a user is seen, and what this pass has learnt about it. */
export type UserKey = {
  key: string
  /** Whether it was known before this pass: only then can the store hold earlier events of it. */
  known: boolean
  /** The key it is an alias of; null: it stands for itself. */
  canonical: string | null
  firstSeen: number
  lastSeen: number
  savedLastSeen: number
  account: string | null
  traits: Record<string, unknown>
  email: string | null
  name: string | null
  dirty: boolean
}

/** The users of a pass: who they are, and to which group they belong when. */
export type People = {
  keys: ReadonlyMap<string, UserKey>
  /** The key a person is counted under. */
  rootOf: (key: string) => string
  tiesOf: (key: string) => readonly Tie[]
  /** Roots whose earlier events may belong elsewhere now: they were tied, or turned out to be somebody else. */
  changed: ReadonlySet<string>
  /** Roots whose ties came out of order, so that ties left out as repetitions would matter after all. */
  late: ReadonlySet<string>
  /** Keys that became aliases in this pass. */
  linked: ReadonlySet<string>
  setTies: (root: string, ties: readonly Tie[]) => void
  savedTies: (root: string) => readonly Tie[]
}

/** Reads what is known of the users of these events, and learns from the events, in the order in which they happened. */
export async function learnPeople(tx: Tx, workspaceId: WorkspaceId, entries: readonly Entry[]): Promise<People> {
  const names = new Set<string>()
  for (const { event } of entries)
    for (const key of [event.userId, event.anonymousId, event.previousId]) if (key !== null) names.add(key)
  const keys = await readKeys(tx, workspaceId, names)
  const saved = await readTies(tx, workspaceId, [...keys.keys()])
  const ties = new Map<string, readonly Tie[]>(saved)
  const changed = new Set<string>()
  const late = new Set<string>()
  const linked = new Set<string>()
  const aliases = Map.groupBy(
    [...keys.values()].filter((user) => user.canonical !== null),
    (user) => user.canonical!,
  )

  const person = (key: string, at: number): UserKey => {
    const found = keys.get(key)
    if (found) return found
    const made = newKey(key, at)
    keys.set(key, made)
    return made
  }
  const rootOf = (key: string) => keys.get(key)?.canonical ?? key
  const tie = (root: string, one: Tie) => {
    const before = ties.get(root) ?? []
    const after = withTie(before, one)
    if (after === before) return
    const { known, savedLastSeen } = keys.get(root)!
    if (known && before.length > 0 && one.from <= savedLastSeen) late.add(root)
    ties.set(root, after)
    changed.add(root)
  }
  const link = (from: string, to: string, at: number) => {
    const alias = person(from, at)
    person(to, at)
    const root = rootOf(to)
    if (alias.canonical !== null || root === from) return
    alias.canonical = root
    alias.dirty = true
    linked.add(from)
    changed.add(root)
    if (!keys.has(root)) keys.set(root, newKey(root, at))
    for (const one of ties.get(from) ?? []) tie(root, one)
    ties.delete(from)
    const followers = [alias, ...(aliases.get(from) ?? [])]
    for (const other of followers) other.canonical = root
    aliases.set(root, [...(aliases.get(root) ?? []), ...followers])
  }

  for (const { event } of entries.toSorted((a, b) => a.event.at - b.event.at)) {
    const key = userKey(event)
    if (key === '') continue
    const user = person(key, event.at)
    seen(user, event.at)
    if (event.kind === 'alias' && event.previousId !== null && event.previousId !== key)
      link(event.previousId, key, event.at)
    else if (event.userId !== null && event.anonymousId !== null && event.userId !== event.anonymousId)
      link(event.anonymousId, event.userId, event.at)
    if (event.kind === 'identify') describe(user, event.traits)
    if (event.kind === 'group') tie(rootOf(key), { from: event.at, group: groupKey(event) })
  }
  return {
    keys,
    rootOf,
    tiesOf: (key) => ties.get(rootOf(key)) ?? [],
    changed,
    late,
    linked,
    setTies: (root, some) => ties.set(root, some),
    savedTies: (root) => saved.get(root) ?? [],
  }
}

function newKey(key: string, at: number): UserKey {
  const email = /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(key) ? key : null
  const moments = { firstSeen: at, lastSeen: at, savedLastSeen: at }
  return { key, known: false, canonical: null, ...moments, account: null, traits: {}, email, name: null, dirty: true }
}

const minute = 60_000

/** Last seen is kept to the minute: it need not cost a write with every event. */
function seen(user: UserKey, at: number): void {
  if (at < user.firstSeen) user.dirty = true
  user.firstSeen = Math.min(user.firstSeen, at)
  user.lastSeen = Math.max(user.lastSeen, at)
  if (user.lastSeen - user.savedLastSeen >= minute) user.dirty = true
}

function describe(user: UserKey, traits: Props): void {
  Object.assign(user.traits, traits)
  const { email, name, firstName, lastName } = traits
  if (typeof email === 'string' && email !== '') user.email = email
  if (typeof name === 'string' && name !== '') user.name = name
  else if (typeof firstName === 'string' || typeof lastName === 'string')
    user.name = [lastName, firstName].filter((part) => typeof part === 'string').join(' ')
  user.dirty = true
}

async function readKeys(tx: Tx, workspaceId: WorkspaceId, names: ReadonlySet<string>): Promise<Map<string, UserKey>> {
  // Those asked for, and those they are aliases of: an alias always names the last of its chain. Moments as numbers: reading
  // thousands of dates takes longer than finding them.
  const { rows } = await sql<{
    user_key: string
    canonical_key: string | null
    account_id: string | null
    first_seen: number
    last_seen: number
  }>`
    with known as not materialized (
      select user_key, canonical_key, account_id, date_part('epoch', first_seen) * 1000 as first_seen,
        date_part('epoch', last_seen) * 1000 as last_seen from product_users where workspace_id = ${workspaceId}
    ), asked as (select * from known where user_key = any(${[...names]}::text[]))
    select * from asked
    union all
    select * from known
    where user_key = any(array(select canonical_key from asked where canonical_key is not null))
  `.execute(tx)
  return new Map(
    rows.map((row) => {
      const lastSeen = Math.round(row.last_seen)
      const user: UserKey = {
        ...newKey(row.user_key, Math.round(row.first_seen)),
        known: true,
        canonical: row.canonical_key,
        lastSeen,
        savedLastSeen: lastSeen,
        account: row.account_id,
        email: null,
        dirty: false,
      }
      return [row.user_key, user]
    }),
  )
}

async function readTies(tx: Tx, workspaceId: WorkspaceId, keys: readonly string[]): Promise<Map<string, Tie[]>> {
  const { rows } = await sql<{ user_key: string; from_at: Date; group_key: string }>`
    select user_key, from_at, group_key from user_ties
    where workspace_id = ${workspaceId} and user_key = any(${keys}::text[]) order by user_key, from_at
  `.execute(tx)
  const ties = new Map<string, Tie[]>()
  for (const row of rows) {
    const tie = { from: row.from_at.getTime(), group: row.group_key }
    const known = ties.get(row.user_key)
    if (known) known.push(tie)
    else ties.set(row.user_key, [tie])
  }
  return ties
}
