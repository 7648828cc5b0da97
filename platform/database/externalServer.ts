import { createHmac } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import type pg from 'pg'
import { StartRefused } from '#platform/startRefused.ts'
import { withClient } from './client.ts'
import { ensureRoles, type UnprivilegedRole } from './roles.ts'
import type { DatabaseServer } from './server.ts'
import { valueTypes } from './types.ts'
import { isUnavailable } from './unavailable.ts'

/**
 * A PostgreSQL (15 or newer) of the operator. Its URL logs in as the owner of the tables, which also makes the two
 * unprivileged roles; their password is `rolesPassword`, or else follows from the URL's own, so that every process
 * with the same URL knows it and none has to keep it. See docs/decisions/external-database.md. `onWaiting` is told once
 * where the server does not answer yet.
 */
export async function externalServer(
  url: string,
  rolesPassword?: string,
  onWaiting: () => void = () => {},
): Promise<DatabaseServer> {
  const owner = { connectionString: url, types: valueTypes }
  const own = new URL(url)
  const derived = own.password && createHmac('sha256', decodeURIComponent(own.password)).update('banso').digest('hex')
  const password = rolesPassword || derived || null
  const login = (role: UnprivilegedRole) => {
    const as = new URL(url)
    as.username = role
    as.password = password ?? ''
    return { connectionString: as.href, types: valueTypes }
  }
  await patiently(owner, onWaiting, async (client) => {
    const { rows } = await client.query<{ version: number }>(
      `select current_setting('server_version_num')::int as version`,
    )
    if (rows[0]!.version < 150_000) throw tooOld(rows[0]!.version)
    await ensureRoles(client, password, (role) => logsIn(login(role)))
  })
  return { login: (role) => (role === 'owner' ? owner : login(role)), stop: async () => {} }
}

/** The server may be starting at the same moment as we are: up to half a minute is waited for it. */
async function patiently(
  login: pg.ClientConfig,
  onWaiting: () => void,
  work: (client: pg.Client) => Promise<void>,
): Promise<void> {
  let told = false
  for (const until = Date.now() + 30_000; ; ) {
    try {
      return await withClient(login, work)
    } catch (cause) {
      if (cause instanceof StartRefused) throw cause
      if (!isUnavailable(cause) || Date.now() > until) throw unreachable(cause)
      if (!told) onWaiting()
      told = true
      await wait(500)
    }
  }
}

async function logsIn(login: pg.ClientConfig): Promise<boolean> {
  try {
    await withClient(login, async () => {})
    return true
  } catch (error) {
    if ((error as { code?: string }).code?.startsWith('28')) return false
    throw error
  }
}

function unreachable(cause: unknown): StartRefused {
  const why = cause instanceof Error ? cause.message || (cause as NodeJS.ErrnoException).code : String(cause)
  return new StartRefused(
    {
      ja: `DATABASE_URL のデータベースに接続できません（${why}）。データベースが起動しているか、URL が正しいかを確かめてください。`,
      en: `The database of DATABASE_URL cannot be reached (${why}). Check that it runs and that the URL is right.`,
    },
    { cause },
  )
}

function tooOld(version: number): StartRefused {
  const major = Math.floor(version / 10_000)
  return new StartRefused({
    ja: `PostgreSQL ${major} では動きません。15 以上を指定してください。`,
    en: `PostgreSQL ${major} is too old: Banso needs 15 or newer.`,
  })
}
