import { sql } from 'kysely'
import { groupKey } from '#capabilities/usage/core/event.ts'
import type { AccountId, WorkspaceId } from '#kernel/id.ts'
import { isId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { Entry } from './journalEntry.ts'

type Group = {
  key: string
  known: boolean
  account: AccountId | null
  traits: Record<string, unknown>
  firstSeen: number
  lastSeen: number
  dirty: boolean
}

/** The groups of a pass, and the accounts they stand for. */
export type Groups = {
  accountOf: (group: string | null) => AccountId | null
  /** Groups seen before that now stand for an account, which they did not do then: their events are to be moved. */
  resolved: ReadonlyMap<string, AccountId>
  save: () => Promise<void>
}

const minute = 60_000

/**
 * The groups that events name and users are tied to. Those that stand for no account yet are looked up: by external id of
 * their source, by an id that only one account has in whatever source, or by the account's own id.
 */
export async function readGroups(
  tx: Tx,
  workspaceId: WorkspaceId,
  entries: readonly Entry[],
  tied: ReadonlySet<string>,
  resolveAll: boolean,
): Promise<Groups> {
  const groups = await readKnown(tx, workspaceId, namesOf(entries, tied), resolveAll)
  for (const { event } of entries) {
    const key = groupKey(event)
    if (key === '') continue
    const group = groups.get(key) ?? newGroup(key, event.at)
    groups.set(key, group)
    if (event.at < group.firstSeen || event.at - group.lastSeen >= minute) group.dirty = true
    group.firstSeen = Math.min(group.firstSeen, event.at)
    group.lastSeen = Math.max(group.lastSeen, event.at)
    if (event.kind !== 'group' || Object.keys(event.traits).length === 0) continue
    Object.assign(group.traits, event.traits)
    group.dirty = true
  }
  const unknown = [...groups.values()].filter((group) => group.account === null)
  const found = await findAccounts(
    tx,
    workspaceId,
    unknown.map((group) => group.key),
  )
  const resolved = new Map<string, AccountId>()
  for (const group of unknown) {
    const account = found.get(group.key)
    if (!account) continue
    group.account = account
    group.dirty = true
    if (group.known) resolved.set(group.key, account)
  }
  return {
    accountOf: (group) => (group === null ? null : (groups.get(group)?.account ?? null)),
    resolved,
    save: () =>
      saveGroups(
        tx,
        workspaceId,
        [...groups.values()].filter((group) => group.dirty),
      ),
  }
}

function namesOf(entries: readonly Entry[], tied: ReadonlySet<string>): Set<string> {
  const names = new Set(tied)
  for (const { event } of entries) names.add(groupKey(event))
  names.delete('')
  return names
}

function newGroup(key: string, at: number): Group {
  return { key, known: false, account: null, traits: {}, firstSeen: at, lastSeen: at, dirty: true }
}

async function readKnown(
  tx: Tx,
  workspaceId: WorkspaceId,
  names: ReadonlySet<string>,
  resolveAll: boolean,
): Promise<Map<string, Group>> {
  const { rows } = await sql<{ group_key: string; account_id: AccountId | null; first_seen: Date; last_seen: Date }>`
    select group_key, account_id, first_seen, last_seen from usage_groups
    where workspace_id = ${workspaceId}
      and (group_key = any(${[...names]}::text[]) or (${resolveAll} and account_id is null))
  `.execute(tx)
  return new Map(
    rows.map((row) => [
      row.group_key,
      {
        key: row.group_key,
        known: true,
        account: row.account_id,
        traits: {},
        firstSeen: row.first_seen.getTime(),
        lastSeen: row.last_seen.getTime(),
        dirty: false,
      },
    ]),
  )
}

/** The accounts that groups (`source/id`) stand for, in one query. */
export async function findAccounts(
  tx: Tx,
  workspaceId: WorkspaceId,
  keys: readonly string[],
): Promise<Map<string, AccountId>> {
  if (keys.length === 0) return new Map()
  const parts = keys.map((key) => ({
    key,
    source: key.slice(0, key.indexOf('/')),
    id: key.slice(key.indexOf('/') + 1),
  }))
  const { rows } = await sql<{ group_key: string; account_id: AccountId }>`
    with wanted as (
      select * from unnest(${keys}::text[], ${parts.map((p) => p.source)}::text[], ${parts.map((p) => p.id)}::text[],
        ${parts.map((p) => (isId(p.id) ? p.id : null))}::uuid[]) as w (group_key, source, external_id, own_id)
    ), named as (
      select group_key, x.account_id, x.source = wanted.source as exact
      from account_external_ids x join wanted using (external_id)
      where x.workspace_id = ${workspaceId} and x.external_id = any(array(select external_id from wanted))
    )
    select group_key, account_id from named where exact
    union
    select group_key, min(account_id::text)::uuid from named
    where group_key not in (select group_key from named where exact)
    group by group_key having count(distinct account_id) = 1
    union
    select group_key, a.id from wanted join accounts a on a.workspace_id = ${workspaceId} and a.id = wanted.own_id
  `.execute(tx)
  return new Map(rows.map((row) => [row.group_key, row.account_id]))
}

async function saveGroups(tx: Tx, workspaceId: WorkspaceId, groups: readonly Group[]): Promise<void> {
  if (groups.length === 0) return
  await sql`
    insert into usage_groups (workspace_id, group_key, account_id, traits, first_seen, last_seen)
    select ${workspaceId}::uuid, * from unnest(
      ${groups.map((g) => g.key)}::text[], ${groups.map((g) => g.account)}::uuid[],
      ${groups.map((g) => JSON.stringify(g.traits))}::jsonb[],
      ${groups.map((g) => new Date(g.firstSeen))}::timestamptz[],
      ${groups.map((g) => new Date(g.lastSeen))}::timestamptz[])
    on conflict (workspace_id, group_key) do update set
      account_id = excluded.account_id, traits = usage_groups.traits || excluded.traits,
      first_seen = least(usage_groups.first_seen, excluded.first_seen),
      last_seen = greatest(usage_groups.last_seen, excluded.last_seen)
  `.execute(tx)
}
