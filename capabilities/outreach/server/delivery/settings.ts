import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { recordChange } from '#capabilities/access/server/index.ts'
import type { MailSettings, Sender } from '#capabilities/outreach/contract/delivery.ts'
import { missingOf } from '#capabilities/outreach/core/delivery/senderBlock.ts'
import { inTurn } from '#platform/database/inTurn.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { CallContext } from '#platform/http/context.ts'
import { changedMeanwhile, notFound, refused } from '#platform/http/refusal.ts'
import { linkHash } from '#platform/identity/oneTimeLink.ts'
import { seal, unseal } from '#platform/identity/sealed.ts'
import { mailAddress, oneLine } from '#platform/mail/address.ts'
import { mailChannel } from '#platform/mail/outbox.ts'
import { doorPath, hookPath } from './door/paths.ts'

type ServerRow = {
  host: string
  port: number
  security: 'tls' | 'starttls' | 'none'
  user: string | null
  hasPassword: boolean
  perMinute: number
  perDomainMinute: number
  version: number
}
type TroubleRow = { trouble: string; detail: string | null; since: Date; until: Date | null }
type DoorRow = { token: string; received: number; unread: number; lastReceivedAt: Date | null }

/** How a workspace sends mail, as its settings show it. */
export async function readSettings(context: CallContext, installation: boolean): Promise<MailSettings> {
  const found = await context.transaction(async (tx) => {
    const server = await sql<ServerRow>`
      select host, port, security, user_name as "user", password is not null as "hasPassword", per_minute as "perMinute",
        per_domain_minute as "perDomainMinute", version from mail_servers
    `.execute(tx)
    const trouble = await sql<TroubleRow>`
      select trouble, detail, since, paused_until as until from mail_server_states where trouble is not null
    `.execute(tx)
    const door = await sql<DoorRow>`
      select token, received, unread, last_received_at as "lastReceivedAt" from mail_doors
    `.execute(tx)
    const waiting = await sql<{ count: number }>`
      select count(*) from (
        select from mails where status = 'queued' and not_before <= now() limit 100000
      ) as due
    `.execute(tx)
    return {
      server: server.rows[0] ?? null,
      trouble: trouble.rows[0],
      door: door.rows[0],
      waiting: waiting.rows[0]!.count,
      senders: await readSenders(tx),
    }
  })
  const { trouble, door } = found
  const { origin } = context.visit
  // After a restore without the key that it was sealed with, a new one is made by the button.
  const key = door ? await unseal(context.database, door.token).catch(() => '') : ''
  return {
    server: found.server,
    installation,
    senders: found.senders,
    waiting: found.waiting,
    trouble: trouble
      ? { ...trouble, since: trouble.since.toISOString(), until: trouble.until?.toISOString() ?? null }
      : null,
    door: door
      ? {
          address: `${origin}${doorPath}/${key}`,
          hook: `${origin}${hookPath}`,
          key,
          received: door.received,
          unread: door.unread,
          lastReceivedAt: door.lastReceivedAt?.toISOString() ?? null,
        }
      : null,
  }
}

async function readSenders(tx: Tx): Promise<Sender[]> {
  const { rows } = await sql<Omit<Sender, 'missing'>>`
    select id, name, address, reply_to as "replyTo", company, postal_address as "postalAddress", contact,
      is_default as "isDefault", version
    from mail_senders where archived_at is null order by is_default desc, created_at, id
  `.execute(tx)
  return rows.map((row) => ({ ...row, missing: missingOf(row) }))
}

type Server = Pick<ServerRow, 'host' | 'port' | 'security' | 'user' | 'perMinute' | 'perDomainMinute' | 'version'> & {
  password?: string | null | undefined
}

/** Names the server; its password is kept sealed and never shown again. What waits is tried by it at once. */
export async function putServer(context: CallContext, given: Server): Promise<void> {
  const { workspaceId } = context.caller
  const { password, version, ...rest } = given
  const sealed = password ? await seal(context.database, password) : null
  if (!/^[\w.:-]{1,253}$/.test(given.host))
    throw refused([{ field: 'host', rule: 'mail.host_form', value: given.host }])
  await context.transaction(async (tx) => {
    await inTurn(tx, `mail server ${workspaceId}`)
    const { rows: known } = await sql<ServerRow>`
      select host, port, security, user_name as "user", per_minute as "perMinute", per_domain_minute as "perDomainMinute",
        version from mail_servers
    `.execute(tx)
    const now = known[0]?.version ?? 0
    if (now !== version) throw changedMeanwhile(now)
    await sql`
      insert into mail_servers (workspace_id, host, port, security, user_name, password, per_minute, per_domain_minute, origin)
      values (${workspaceId}, ${given.host}, ${given.port}, ${given.security}, ${given.user}, ${sealed}, ${given.perMinute},
        ${given.perDomainMinute}, ${context.visit.origin})
      on conflict (workspace_id) do update set host = excluded.host, port = excluded.port, security = excluded.security,
        user_name = excluded.user_name, per_minute = excluded.per_minute, per_domain_minute = excluded.per_domain_minute,
        password = case when ${password === undefined} then mail_servers.password else excluded.password end,
        origin = excluded.origin, version = mail_servers.version + 1, updated_at = now()
    `.execute(tx)
    const { version: _, ...before } = known[0] ?? { version: 0 }
    await recordChange(tx, {
      by: context.caller,
      action: 'mail_server.update',
      subjectId: workspaceId,
      before: known[0] ? before : null,
      after: { ...rest, ...(password === undefined ? {} : { password: '•••' }) },
    })
    await tryAtOnce(tx, context)
  })
}

/** Names no server of its own any more. */
export async function removeServer(context: CallContext): Promise<void> {
  await context.transaction(async (tx) => {
    const { rows } = await sql<{ host: string }>`delete from mail_servers returning host`.execute(tx)
    if (rows.length === 0) return
    const { workspaceId } = context.caller
    await recordChange(tx, {
      by: context.caller,
      action: 'mail_server.remove',
      subjectId: workspaceId,
      before: rows[0]!,
    })
    await tryAtOnce(tx, context)
  })
}

type Fields = Pick<Sender, 'name' | 'address' | 'replyTo' | 'company' | 'postalAddress' | 'contact'>

/** Adds a sender; the first one is the one to send in. */
export async function addSender(context: CallContext, given: Fields): Promise<void> {
  const fields = checked(given)
  await context.transaction(async (tx) => {
    const id = context.newId<string>()
    await sql`
      insert into mail_senders (workspace_id, id, name, address, reply_to, company, postal_address, contact, is_default)
      values (${context.caller.workspaceId}, ${id}, ${fields.name}, ${fields.address}, ${fields.replyTo}, ${fields.company},
        ${fields.postalAddress}, ${fields.contact},
        not exists (select from mail_senders where is_default and archived_at is null))
    `.execute(tx)
    await recordChange(tx, { by: context.caller, action: 'mail_sender.create', subjectId: id, after: fields })
    await tryAtOnce(tx, context)
  })
}

/** Changes a sender; mails that were handed over before keep the address they went out with. */
export async function putSender(context: CallContext, id: string, version: number, given: Fields): Promise<void> {
  const fields = checked(given)
  await context.transaction(async (tx) => {
    await inTurn(tx, `mail sender ${id}`)
    const before = (await readSenders(tx)).find((one) => one.id === id)
    if (!before) throw notFound()
    if (before.version !== version) throw changedMeanwhile(before.version)
    await sql`
      update mail_senders set name = ${fields.name}, address = ${fields.address}, reply_to = ${fields.replyTo},
        company = ${fields.company}, postal_address = ${fields.postalAddress}, contact = ${fields.contact},
        version = version + 1
      where id = ${id}
    `.execute(tx)
    const changed = (Object.keys(fields) as (keyof Fields)[]).filter((key) => fields[key] !== before[key])
    const only = (from: Fields) => Object.fromEntries(changed.map((key) => [key, from[key]]))
    await recordChange(tx, {
      by: context.caller,
      action: 'mail_sender.update',
      subjectId: id,
      before: only(before),
      after: only(fields),
    })
    await tryAtOnce(tx, context)
  })
}

/** Sends in this name unless a mail says otherwise. */
export async function makeDefault(context: CallContext, id: string): Promise<void> {
  await context.transaction(async (tx) => {
    if (!(await readSenders(tx)).some((one) => one.id === id)) throw notFound()
    await sql`update mail_senders set is_default = false where is_default and id <> ${id}`.execute(tx)
    await sql`update mail_senders set is_default = true where id = ${id}`.execute(tx)
    await recordChange(tx, { by: context.caller, action: 'mail_sender.default', subjectId: id })
    await tryAtOnce(tx, context)
  })
}

/** Puts a sender aside, or takes it up again; the default one goes last. */
export async function setSenderAside(context: CallContext, id: string, aside: boolean): Promise<void> {
  await context.transaction(async (tx) => {
    const senders = await readSenders(tx)
    if (aside && senders.length > 1 && senders.find((one) => one.id === id)?.isDefault) {
      throw refused([{ field: '', rule: 'mail.default_sender' }])
    }
    const { rows } = await sql`
      update mail_senders set archived_at = ${aside ? context.now() : null}, is_default = ${!aside && senders.length === 0}
      where id = ${id} and (archived_at is null) = ${aside} returning 1
    `.execute(tx)
    if (rows.length === 0) {
      const { rows: known } = await sql`select from mail_senders where id = ${id}`.execute(tx)
      if (known.length === 0) throw notFound()
      return
    }
    const action = aside ? 'mail_sender.archive' : 'mail_sender.restore'
    await recordChange(tx, { by: context.caller, action, subjectId: id })
    await tryAtOnce(tx, context)
  })
}

/** Makes the door for bounces and answers, or gives it another key: the one before opens nothing any more. */
export async function openDoor(context: CallContext): Promise<void> {
  const key = randomBytes(24).toString('base64url')
  const sealed = await seal(context.database, key)
  const { workspaceId } = context.caller
  await context.transaction(async (tx) => {
    await sql`
      insert into mail_doors (workspace_id, token_hash, token) values (${workspaceId}, ${linkHash(key)}, ${sealed})
      on conflict (workspace_id) do update set token_hash = excluded.token_hash, token = excluded.token
    `.execute(tx)
    await recordChange(tx, { by: context.caller, action: 'mail_door.secret', subjectId: workspaceId })
    await context.live.publish(workspaceId, { topic: 'mail', ids: [] }, tx)
  })
}

function checked(given: Fields): Fields {
  const [address, replyTo] = [mailAddress(given.address), given.replyTo ? mailAddress(given.replyTo) : null]
  const wrong = [
    ...(address === null ? [{ field: 'address', rule: 'mail.address_form', value: given.address }] : []),
    ...(given.replyTo && replyTo === null
      ? [{ field: 'replyTo', rule: 'mail.address_form', value: given.replyTo }]
      : []),
  ]
  if (wrong.length > 0 || address === null) throw refused(wrong)
  const { name, company, postalAddress, contact } = given
  const texts = { name: oneLine(name), company: oneLine(company), postalAddress: oneLine(postalAddress) }
  return { ...texts, contact: oneLine(contact), address, replyTo }
}

/** What was in the way may be gone: whoever waits is tried again now. */
async function tryAtOnce(tx: Tx, context: CallContext): Promise<void> {
  await sql`update mail_server_states set paused_until = null, troubles = 0`.execute(tx)
  await sql`select pg_notify(${mailChannel}, '')`.execute(tx)
  await context.live.publish(context.caller.workspaceId, { topic: 'mail', ids: [] }, tx)
}
