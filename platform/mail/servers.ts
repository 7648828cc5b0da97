import { sql } from 'kysely'
import type { WorkspaceId } from '#kernel/id.ts'
import type { Database, Tx } from '#platform/database/scope.ts'
import { unseal } from '#platform/identity/sealed.ts'
import type { MailServer, ServerTrouble } from './smtp.ts'

/** How fast mails may go out. */
export type Pace = { readonly perMinute: number; readonly perDomainMinute: number }

/** The server a workspace's mails go out by. */
export type Outlet = { readonly server: MailServer; readonly pace: Pace; readonly origin: string }

/** The installation's own server, for workspaces that name none; `origin` is Banso's address. */
export type Installation = { readonly server: MailServer | null; readonly origin: string }

export const defaultPace: Pace = { perMinute: 600, perDomainMinute: 200 }

/** Reads `smtp://user:password@host:587` (STARTTLS where the server offers it is required unless it is this machine). */
export function serverOfUrl(url: string): MailServer {
  const { protocol, hostname, port, username, password } = new URL(url)
  const tls = protocol === 'smtps:'
  const near = hostname === 'localhost' || hostname === '127.0.0.1' || hostname === '[::1]'
  return {
    host: hostname.replace(/^\[|\]$/g, ''),
    port: port ? Number(port) : tls ? 465 : 587,
    security: tls ? 'tls' : near ? 'none' : 'starttls',
    user: username ? decodeURIComponent(username) : null,
    password: password ? decodeURIComponent(password) : null,
    trusted: true,
  }
}

type Row = {
  host: string
  port: number
  security: MailServer['security']
  user_name: string | null
  password: string | null
  per_minute: number
  per_domain_minute: number
  origin: string
}

/** The server that a workspace's mails go out by: its own, else the installation's; null where there is neither. */
export async function outletOf(
  database: Database,
  workspaceId: WorkspaceId,
  installation: Installation,
): Promise<Outlet | null> {
  const { rows } = await database.workspace(workspaceId, (tx) => sql<Row>`select * from mail_servers`.execute(tx))
  const [row] = rows
  if (!row) {
    const { server, origin } = installation
    return server && { server, pace: defaultPace, origin }
  }
  return {
    server: {
      host: row.host,
      port: row.port,
      security: row.security,
      user: row.user_name,
      // One that can be read no more (a restore without its key) is refused by the server, and the settings say so.
      password: row.password === null ? null : await unseal(database, row.password).catch(() => ''),
    },
    pace: { perMinute: row.per_minute, perDomainMinute: row.per_domain_minute },
    origin: row.origin,
  }
}

/** Notes a trouble of the server, and hands nothing over for a while: a quarter of a minute, then ever longer. */
export async function noteTrouble(
  tx: Tx,
  workspaceId: WorkspaceId,
  { trouble, detail }: { trouble: ServerTrouble; detail: string },
): Promise<void> {
  await sql`
    insert into mail_server_states as s (workspace_id, trouble, detail, troubles, paused_until)
    values (${workspaceId}, ${trouble}, ${detail}, 1, now() + interval '15 seconds')
    on conflict (workspace_id) do update set
      trouble = excluded.trouble, detail = excluded.detail, troubles = s.troubles + 1,
      since = case when s.trouble is null then now() else s.since end,
      paused_until = now() + least(interval '15 seconds' * 2 ^ least(s.troubles, 6), interval '15 minutes')
    -- Several lines that break at once are one trouble.
    where s.paused_until is null or s.paused_until <= now() or s.trouble is distinct from excluded.trouble
  `.execute(tx)
}

/** The server does: what was wrong with it is over. */
export async function noteFine(tx: Tx, workspaceId: WorkspaceId): Promise<void> {
  await sql`
    update mail_server_states set trouble = null, detail = null, troubles = 0, paused_until = null, since = now()
    where workspace_id = ${workspaceId} and trouble is not null
  `.execute(tx)
}
