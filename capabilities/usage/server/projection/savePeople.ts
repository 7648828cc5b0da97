import { sql } from 'kysely'
import type { WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { People, UserKey } from './people.ts'

/** Writes what a pass has learnt about users. */
export async function savePeople(tx: Tx, workspaceId: WorkspaceId, people: People): Promise<void> {
  const users = [...people.keys.values()].filter((user) => user.dirty)
  await saveUsers(tx, workspaceId, users)
  await saveAliases(tx, workspaceId, people)
  await saveTies(tx, workspaceId, people)
  await linkContacts(
    tx,
    workspaceId,
    users.filter((user) => user.email !== null),
  )
}

async function saveUsers(tx: Tx, workspaceId: WorkspaceId, users: readonly UserKey[]): Promise<void> {
  if (users.length === 0) return
  await sql`
    insert into product_users
      (workspace_id, user_key, account_id, canonical_key, name, email, traits, first_seen, last_seen)
    select ${workspaceId}::uuid, * from unnest(
      ${users.map((u) => u.key)}::text[], ${users.map((u) => u.account)}::uuid[],
      ${users.map((u) => u.canonical)}::text[], ${users.map((u) => u.name)}::text[],
      ${users.map((u) => u.email)}::text[], ${users.map((u) => JSON.stringify(u.traits))}::jsonb[],
      ${users.map((u) => new Date(u.firstSeen))}::timestamptz[],
      ${users.map((u) => new Date(u.lastSeen))}::timestamptz[])
    on conflict (workspace_id, user_key) do update set
      account_id = coalesce(excluded.account_id, product_users.account_id),
      canonical_key = coalesce(product_users.canonical_key, excluded.canonical_key),
      name = coalesce(excluded.name, product_users.name), email = coalesce(excluded.email, product_users.email),
      traits = product_users.traits || excluded.traits,
      first_seen = least(product_users.first_seen, excluded.first_seen),
      last_seen = greatest(product_users.last_seen, excluded.last_seen)
  `.execute(tx)
}

/** Aliases of what is now itself an alias point to the end of the chain. */
async function saveAliases(tx: Tx, workspaceId: WorkspaceId, people: People): Promise<void> {
  const linked = [...people.linked]
  if (linked.length === 0) return
  await sql`
    update product_users set canonical_key = chain.root
    from unnest(${linked}::text[], ${linked.map(people.rootOf)}::text[]) as chain (alias, root)
    where workspace_id = ${workspaceId} and canonical_key = chain.alias
  `.execute(tx)
  await sql`
    delete from user_ties where workspace_id = ${workspaceId} and user_key = any(${linked}::text[])
  `.execute(tx)
}

async function saveTies(tx: Tx, workspaceId: WorkspaceId, people: People): Promise<void> {
  const changed = [...people.changed].filter((root) => people.tiesOf(root) !== people.savedTies(root))
  if (changed.length === 0) return
  const ties = changed.flatMap((root) => people.tiesOf(root).map((tie) => ({ root, ...tie })))
  await sql`
    delete from user_ties where workspace_id = ${workspaceId} and user_key = any(${changed}::text[])
  `.execute(tx)
  await sql`
    insert into user_ties (workspace_id, user_key, from_at, group_key)
    select ${workspaceId}::uuid, * from unnest(
      ${ties.map((tie) => tie.root)}::text[], ${ties.map((tie) => new Date(tie.from))}::timestamptz[],
      ${ties.map((tie) => tie.group)}::text[])
  `.execute(tx)
}

/** A user with the address of exactly one contact is that contact. */
async function linkContacts(tx: Tx, workspaceId: WorkspaceId, users: readonly UserKey[]): Promise<void> {
  if (users.length === 0) return
  await sql`
    update product_users set contact_id = found.id
    from (
      select user_key, min(contacts.id::text)::uuid as id
      from unnest(${users.map((u) => u.key)}::text[], ${users.map((u) => u.email!.toLowerCase())}::text[])
        as u (user_key, address)
      join contacts on contacts.workspace_id = ${workspaceId} and lower(contacts.email) = address
        and contacts.archived_at is null
      group by user_key having count(*) = 1
    ) as found
    where product_users.workspace_id = ${workspaceId} and product_users.user_key = found.user_key
      and product_users.contact_id is distinct from found.id
  `.execute(tx)
}
