import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'kysely'
import { addPerson } from '#capabilities/access/server/index.ts'
import { markDirty } from '#capabilities/facts/server/index.ts'
import type { AccountId, WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { App } from '#start/app.ts'

/** What became of the mail of a broadcast to one contact: in the broadcast, and in the outbox where it was handed over. */
export type Reached = { id: string; contact: string; status: string; reason: string | null; mail: string | null }

/** The server mails go out by, and in whose name. */
export async function sendThrough(tx: Tx, workspaceId: WorkspaceId, smtpPort: number): Promise<void> {
  await sql`insert into mail_servers (workspace_id, host, port, security, per_minute, per_domain_minute, origin)
    values (${workspaceId}, '127.0.0.1', ${smtpPort}, 'none', 60000, 60000, 'http://localhost')`.execute(tx)
  await sql`insert into mail_senders (workspace_id, id, name, address, company, postal_address, contact, is_default)
    values (${workspaceId}, gen_random_uuid(), '試験商事', 'cs@shiken.example.co.jp', '試験商事', '東京都', '03-0000-0000', true)`.execute(
    tx,
  )
}

/**
 * Customers with two people each; an address belongs to several of them, as where somebody looks after many companies, so
 * that whoever unsubscribes has mails to come. Resolves with the session of an administrator once all facts are known.
 */
export async function fill(app: App, workspaceId: WorkspaceId, contacts: number, addresses: number): Promise<string> {
  const email = 'chaos@shiken.example.co.jp'
  const userId = await app.identity.create({ email, name: '試験 太郎', password: 'correct horse battery staple' })
  await app.database.workspace(workspaceId, async (tx) => {
    await addPerson(tx, workspaceId, { userId, name: '試験 太郎', email, role: 'admin' })
    const { rows } = await sql<{ id: AccountId }>`
      insert into accounts (workspace_id, id, name)
      select ${workspaceId}, gen_random_uuid(), '顧客 ' || n || '株式会社' from generate_series(0, ${Math.ceil(contacts / 2)} - 1) as n
      returning id`.execute(tx)
    await sql`
      insert into contacts (workspace_id, id, account_id, name, email, roles)
      select workspace_id, gen_random_uuid(), id, '担当者 ' || n, 'person' || n % ${addresses}::int || '@example' || n % 7 || '.co.jp',
        '{promoter}'
      from (select *, row_number() over (order by id) as n from accounts, generate_series(1, 2)) as each
      where n <= ${contacts}::int`.execute(tx)
    await markDirty(
      tx,
      workspaceId,
      rows.map(({ id }) => id),
    )
  })
  const unknown = () =>
    app.database.ask(sql`select 1 from accounts a
      where not exists (select from account_facts f where f.workspace_id = a.workspace_id and f.account_id = a.id) limit 1`)
  while ((await unknown()).length > 0) await wait(100)
  return app.identity.openSession(userId, workspaceId)
}

/** Everybody a broadcast is for, with what became of their mail; whoever has none stands there with an empty id. */
export async function reachedBy(tx: Tx, workspaceId: WorkspaceId): Promise<Reached[]> {
  const { rows } = await sql<Reached>`
    select coalesce(m.id::text, '') as id, c.id as contact, coalesce(m.status, 'none') as status, m.reason, o.status as mail
    from contacts c
      left join outreach_messages m on m.workspace_id = c.workspace_id and m.contact_id = c.id and m.broadcast_id is not null
      left join mails o on o.workspace_id = m.workspace_id and o.id = m.id
    where c.workspace_id = ${workspaceId}`.execute(tx)
  return rows
}
