import type { WorkspaceId } from '#kernel/id.ts'
import type { EventStore } from '#platform/events/store.ts'
import type { Groups } from './groups.ts'
import { rollUp } from './rollUp.ts'
import { nobody } from './rows.ts'

/** A key whose earlier events are to be attributed again: the person it belongs to, and whose they were from when on. */
export type Mover = { key: string; root: string; ties: readonly { from: number; account: string }[] }

type Move = { events: EventStore; workspaceId: WorkspaceId; groups: Groups; nextVersion: () => Promise<number> }

const moversAtOnce = 300

/** The keys of users with events that named one of these groups themselves. */
export async function usersNaming(
  events: EventStore,
  workspaceId: WorkspaceId,
  groups: readonly string[],
): Promise<string[]> {
  if (groups.length === 0) return []
  const rows = await events.query<{ user: string }>(
    `select distinct user_key as user from events
     where workspace_id = {workspaceId:UUID} and group_key in {groups:Array(String)}`,
    { workspaceId, groups },
  )
  return rows.map((row) => row.user)
}

/**
 * Attributes events that are in the store already once more: those that follow their user, and those that name a group
 * which was nobody's before. Their days are rolled up again. Answers with the accounts that lost or gained use.
 */
export async function moveEvents(move: Move, movers: readonly Mover[]): Promise<Set<string>> {
  const accounts = new Set<string>()
  for (let from = 0; from < movers.length; from += moversAtOnce)
    for (const account of await moveSome(move, movers.slice(from, from + moversAtOnce))) accounts.add(account)
  accounts.delete(nobody)
  return accounts
}

async function moveSome(move: Move, movers: readonly Mover[]): Promise<Set<string>> {
  const { events, workspaceId, groups } = move
  const resolved = [...groups.resolved]
  const params = {
    workspaceId,
    users: movers.map((mover) => mover.key),
    roots: movers.map((mover) => mover.root),
    froms: movers.map((mover) => mover.ties.map((tie) => tie.from)),
    accounts: movers.map((mover) => mover.ties.map((tie) => tie.account)),
    groups: resolved.map(([group]) => group),
    groupAccounts: resolved.map(([, account]) => account),
    version: await move.nextVersion(),
  }
  const before = await events.query<{ account: string }>(
    `select distinct toString(account_id) as account from events final where gone = 0 and ${touched}`,
    params,
  )
  const accounts = new Set([...before.map((row) => row.account), ...params.accounts.flat(), ...params.groupAccounts])
  await events.command(moveSql, params)
  await rollUp(move, { users: params.users, accounts: [...accounts] })
  return accounts
}

const touched = `workspace_id = {workspaceId:UUID} and user_key in {users:Array(String)}
  and (tied or group_key in {groups:Array(String)})`

// One row for where the event was and one for where it belongs, in one insert; a row that stays where it is (its person
// alone is another) has the same key, and is replaced.
const moveSql = `
insert into events
select * except (own, i, j, target, person, place, places) replace (
  place.1 as account_id, place.2 as person_key, place.3 as gone, {version:UInt64} as version)
from (
  select *,
    indexOf({users:Array(String)}, user_key) as i,
    {froms:Array(Array(Int64))}[i] as own,
    greatest(arrayLastIndex(moment -> moment <= toUnixTimestamp64Milli(at), own), 1) as j,
    multiIf(
      not tied, {groupAccounts:Array(UUID)}[indexOf({groups:Array(String)}, group_key)],
      empty(own), account_id,
      {accounts:Array(Array(UUID))}[i][j]) as target,
    {roots:Array(String)}[i] as person,
    multiIf(
      target != account_id, [(account_id, person_key, 1), (target, person, 0)],
      person != person_key, [(target, person, 0)],
      []) as places
  from events final where gone = 0 and ${touched}
)
array join places as place`
