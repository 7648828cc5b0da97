import { execFile } from 'node:child_process'
import path from 'node:path'
import { promisify } from 'node:util'
import type pg from 'pg'
import { expect } from 'vitest'
import { withClient } from '#platform/database/client.ts'
import { readPostmaster } from '#platform/database/embedded/postmaster.ts'
import { serverAt } from '#platform/database/embeddedServer.ts'
import { type Operated, operatedEnv } from './operated.ts'
import { clientOf } from './server.ts'

export { type Operated, startOn } from './operated.ts'

const start = path.resolve(import.meta.dirname, '../../start')
export const env = { ...operatedEnv, BANSO_BACKUP_PASSPHRASE: '合言葉 for the tests' }

/** Runs a command of `banso` to its end. */
export function banso(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  return promisify(execFile)(process.execPath, [path.join(start, 'cli.ts'), ...args], { env }).then(
    ({ stdout, stderr }) => ({ code: 0, out: stdout, err: stderr }),
    ({ code, stdout, stderr }) => ({ code, out: stdout, err: stderr }),
  )
}

/** How to look into the database of a Banso that runs. */
export const adminOf = (data: string): pg.ClientConfig =>
  serverAt(readPostmaster(path.join(data, 'postgres'))!.socketDirectory).admin('banso')

const person = { email: 'yamada@example.co.jp', password: 'correct horse 電池 staple' }

/** Makes the first workspace by the link that the first start prints, and signs its administrator in. */
export function setUp({ address, said }: Operated, workspace: object): Promise<Session> {
  const token = /#token=(\S+)/.exec(said)![1]
  const settings = {
    name: '試験商事',
    locale: 'en',
    timeZone: 'UTC',
    currency: 'USD',
    fiscalStartMonth: 1,
    ...workspace,
  }
  return session(`${address}/api/v1/setup`, { ...person, token, name: '山田', workspace: settings })
}

/** Signs the first administrator in. */
export const signIn = ({ address }: Operated) => session(`${address}/api/v1/session`, person)

/** Somebody who is signed in. */
export type Session = ReturnType<typeof clientOf> & { workspaceId: string }

async function session(address: string, body: object): Promise<Session> {
  const headers = { 'content-type': 'application/json' }
  const answer = await fetch(address, { method: 'POST', headers, body: JSON.stringify(body) })
  if (!answer.ok) throw new Error(await answer.text())
  const { workspace } = (await answer.json()) as { workspace: { id: string } }
  const cookie = answer.headers.getSetCookie()[0]!.split(';')[0]!
  return { workspaceId: workspace.id, ...clientOf(new URL(address).origin, cookie) }
}

/** Resolves once everything that came in is counted, in both stores. */
export async function settledAt(data: string): Promise<void> {
  const waiting = `select (select count(*) from journal where projected_to is null) + (select count(*) from dirty_accounts)
    + (select count(*) from queue.job where state in ('created', 'retry', 'active') and start_after <= now()) as left`
  await withClient(adminOf(data), (client) =>
    expect.poll(async () => Number((await client.query<{ left: string }>(waiting)).rows[0]!.left), patience).toBe(0),
  )
}

const patience = { timeout: 240_000, interval: 250 }
