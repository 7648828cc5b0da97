import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'kysely'
import { acceptEvents } from '#capabilities/usage/server/index.ts'
import type { WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { App } from '../app.ts'
import { type Moment, moments } from './moments.ts'
import { type Random, randomFrom } from './random.ts'
import { trackNow } from './track.ts'

/** ms between bursts of use; after the first quarter of an hour it calms down, so that a demo left alone stays small. */
const lively = { use: 1500, moment: 25_000, until: 15 * 60_000 }
const calm = { use: 20_000, moment: 300_000 }

/** Lets the demo company's customers go on using the product and, now and then, something happen that is worth a look. */
export function runDemo(app: App): { stop: () => Promise<void> } {
  const stopping = new AbortController()
  const random = randomFrom(Date.now() >>> 0)
  const began = Date.now()
  const pace = () => (Date.now() - began < lively.until ? lively : calm)
  const every = async (ms: () => number, act: () => Promise<void>) => {
    while (!stopping.signal.aborted) {
      await wait(ms(), undefined, { signal: stopping.signal }).catch(() => {})
      if (stopping.signal.aborted) return
      await act().catch((error: unknown) => app.log.warn({ part: 'demo', err: error }, 'the demo missed a beat'))
    }
  }
  const told: Moment[] = []
  const next = (): Moment => {
    if (told.length === 0) told.push(...moments)
    return told.shift()!
  }
  const running = Promise.all([
    every(
      () => pace().use,
      () => inDemo(app, (tx, workspace) => useNow(tx, workspace, app, random)),
    ),
    every(
      () => pace().moment,
      () => inDemo(app, (tx, workspace) => next()({ tx, workspace, random, now: app.now(), live: app.live })),
    ),
  ])
  return {
    stop: async () => {
      stopping.abort()
      await running
    },
  }
}

async function inDemo(app: App, work: (tx: Tx, workspace: WorkspaceId) => Promise<void>): Promise<void> {
  const { rows } = await app.database.system((tx) =>
    sql<{ id: WorkspaceId }>`select workspace_id as id from workspaces order by created_at limit 1`.execute(tx),
  )
  if (rows[0]) await app.database.workspace(rows[0].id, (tx) => work(tx, rows[0]!.id))
}

async function useNow(tx: Tx, workspace: WorkspaceId, app: App, random: Random): Promise<void> {
  const { rows } = await sql<{ user_key: string; group_key: string }>`
    select u.user_key, x.external_id as group_key from product_users u
    join account_external_ids x on x.workspace_id = u.workspace_id and x.account_id = u.account_id and x.source = 'product'
    where u.workspace_id = ${workspace} and u.last_seen > ${app.now()}::timestamptz - interval '20 days'
    order by random() limit ${random.whole(2, 7)}
  `.execute(tx)
  await acceptEvents(
    tx,
    workspace,
    rows.map((row) => trackNow(row.user_key, row.group_key, random, app.now())),
  )
}
