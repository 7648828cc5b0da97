import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { sql } from 'kysely'
import { createWorkspace } from '#capabilities/access/server/index.ts'
import { newWriteKey, writeKeyHash } from '#capabilities/usage/server/writeKeys.ts'
import type { WorkspaceId } from '#kernel/id.ts'
import type { App } from '#start/app.ts'
import { seeds } from '#start/catalogue.ts'
import { serve } from '#start/serve.ts'
import { readSettings } from '#start/settings.ts'
import type { Outcome } from '../outcome.ts'
import { seeded } from '../seeded.ts'
import { accounts, companies, type Company, message, reckoning, shuffled } from './messages.ts'

export type RepeatRun = { events: number; seed: number; say: (text: string) => void }
type Sender = { id: WorkspaceId; key: string }
type Told = { accepted: number; duplicates: number; conflicts: number; else: number }

const perRequest = 250
const callers = 8

/**
 * Two companies send messages of 35 days over HTTP in an order that is drawn, each message twice, at any distance, then
 * again among messages that bear an id of before with another content; both use the same ids. What is counted by account,
 * day and event must be a reckoning's of our own, and each conflict is told and kept to be looked at. Throws where a use
 * that is counted twice on purpose goes unseen.
 */
export async function repeatAll({ events, seed, say }: RepeatRun): Promise<Outcome> {
  const directory = await mkdtemp(path.join(os.tmpdir(), 'banso-chaos-'))
  const random = seeded(seed)
  const { app, address, stop } = await serve(readSettings(['--data', directory], { PORT: '0' }))
  try {
    const now = Date.now()
    const senders = { a: await sender(app, 'a'), b: await sender(app, 'b') }
    // Of a company's messages: each twice, then each fiftieth with another content and each tenth once more.
    const count = Math.floor(events / companies.length / 2.12)
    const everyTenth = { count: Math.ceil(count / 10), other: Math.ceil(count / 50) }
    const send = async (plan: Uint32Array, of: (at: number) => { n: number; other: boolean }) => {
      const told: Told = { accepted: 0, duplicates: 0, conflicts: 0, else: 0 }
      let next = 0
      const caller = async () => {
        while (next < plan.length) {
          const part = plan.subarray(next, (next += perRequest))
          for (const company of companies) {
            const batch = Array.from(part, (at) => message(company, of(at).n, { seed, now, other: of(at).other }))
            add(told, await post(address, senders[company].key, batch))
          }
        }
      }
      await Promise.all(Array.from({ length: callers }, caller))
      return told
    }
    const first = await send(shuffled(count, 2, random), (n) => ({ n, other: false }))
    say(`each of ${count} messages of two companies twice: ${JSON.stringify(first)}`)
    const later = await send(shuffled(everyTenth.count + everyTenth.other, 1, random), (at) =>
      at < everyTenth.count ? { n: at * 10, other: false } : { n: (at - everyTenth.count) * 50, other: true },
    )
    say(`once more, and others under an id of before: ${JSON.stringify(later)}`)
    await app.ingest.projector.settled()
    const [twice, tenth, wrong] = [2 * count, 2 * everyTenth.count, 2 * everyTenth.other]
    const violations = [
      ...differing('the first time', first, { accepted: twice, duplicates: twice, conflicts: 0, else: 0 }),
      ...differing('later', later, { accepted: 0, duplicates: tenth, conflicts: wrong, else: 0 }),
    ]
    for (const company of companies) {
      const kept = await conflictsKept(app, senders[company].id)
      if (kept !== everyTenth.other) violations.push(`${company} is shown ${kept} of ${everyTenth.other} conflicts`)
      violations.push(...(await miscounted(app, senders[company].id, company, reckoning(company, count, now))))
    }
    await plantOne(app, senders.a.id)
    if ((await miscounted(app, senders.a.id, 'a', reckoning('a', count, now))).length === 0)
      throw new Error('a use that was counted twice on purpose went unseen: the check checks nothing')
    return { cases: 2 * twice + tenth + wrong, violations }
  } finally {
    await stop()
    await rm(directory, { recursive: true, force: true })
  }
}

/** A company in Tokyo with customers that its product knows by an id, and a write key. */
async function sender(app: App, name: Company): Promise<Sender> {
  const id = crypto.randomUUID() as WorkspaceId
  const key = newWriteKey()
  const [locale, timeZone, currency] = ['ja', 'Asia/Tokyo', 'JPY'] as const
  const workspace = { id, name, locale, timeZone, currency, fiscalStartMonth: 4 }
  await app.database.workspace(id, async (tx) => {
    await createWorkspace(tx, workspace, seeds)
    await sql`insert into accounts (workspace_id, id, name)
      select ${id}, gen_random_uuid(), 'acc-' || n from generate_series(0, ${accounts} - 1) as n`.execute(tx)
    await sql`insert into account_external_ids (workspace_id, source, external_id, account_id)
      select workspace_id, 'product', name, id from accounts`.execute(tx)
    await sql`insert into write_keys (workspace_id, id, name, key_hash, prefix)
      values (${id}, gen_random_uuid(), 'chaos', ${writeKeyHash(key)}, ${key.slice(0, 8)})`.execute(tx)
  })
  return { id, key }
}

async function post(address: string, key: string, batch: readonly object[]): Promise<Told> {
  const answer = await fetch(`${address}/v1/batch`, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(`${key}:`)}` },
    body: JSON.stringify({ batch }),
  })
  // Where nothing of it could be used the status says so too, and the body the same as ever.
  if (answer.status !== 200 && answer.status !== 400) throw new Error(`${answer.status} ${await answer.text()}`)
  const told = (await answer.json()) as { accepted: number; duplicates: number; rejected: { rule: string }[] }
  const conflicts = told.rejected.filter(({ rule }) => rule === 'conflict').length
  return { accepted: told.accepted, duplicates: told.duplicates, conflicts, else: told.rejected.length - conflicts }
}

function add(sum: Told, one: Told): void {
  for (const what of ['accepted', 'duplicates', 'conflicts', 'else'] as const) sum[what] += one[what]
}

function differing(when: string, told: Told, expected: Told): string[] {
  const [is, ought] = [JSON.stringify(told), JSON.stringify(expected)]
  return is === ought ? [] : [`${when} it was answered ${is} instead of ${ought}`]
}

async function conflictsKept(app: App, id: WorkspaceId): Promise<number> {
  const { rows } = await app.database.workspace(id, (tx) =>
    sql<{
      n: number
    }>`select count(*)::int as n from event_quarantine where rule = 'conflict' and state = 'waiting'`.execute(tx),
  )
  return rows[0]!.n
}

/** Where the product counts otherwise than the reckoning, by account, day and event. */
async function miscounted(
  app: App,
  workspace: WorkspaceId,
  company: Company,
  expected: ReadonlyMap<string, number>,
): Promise<string[]> {
  const named = await app.database.workspace(workspace, (tx) =>
    sql<{ id: string; name: string }>`select id, name from accounts`.execute(tx),
  )
  const nameOf = new Map(named.rows.map(({ id, name }) => [id, name]))
  const rows = await app.events.query<{ account: string; day: string; event: string; uses: number }>(
    `select account_id as account, toString(day) as day, event, sum(uses) as uses from usage_days final
     where gone = 0 and workspace_id = {workspace:UUID} group by account_id, day, event`,
    { workspace },
  )
  const found = new Map(rows.map((row) => [`${nameOf.get(row.account) ?? '?'} ${row.day} ${row.event}`, row.uses]))
  const keys = new Set([...expected.keys(), ...found.keys()])
  return [...keys].flatMap((key) =>
    expected.get(key) === found.get(key)
      ? []
      : [`${company}, ${key}: ${found.get(key) ?? 0} instead of ${expected.get(key) ?? 0}`],
  )
}

/** One use too many, as a projection that counts twice would leave it. */
async function plantOne(app: App, workspace: WorkspaceId): Promise<void> {
  await app.events.command(
    `insert into usage_days select * replace (chunk + 1000000 as chunk, 'planted' as user_key)
     from usage_days final where gone = 0 and workspace_id = {workspace:UUID} limit 1`,
    { workspace },
  )
}
