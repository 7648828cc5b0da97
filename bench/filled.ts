import { setTimeout as pause } from 'node:timers/promises'
import { sql } from 'kysely'
import { reactOnce } from '#capabilities/facts/server/index.ts'
import { withClient } from '#platform/database/client.ts'
import type { Database } from '#platform/database/scope.ts'
import type { Workspace } from '#platform/http/context.ts'
import { facts } from '#start/catalogue.ts'
import { generate, type Grounds } from './generate.ts'
import { benchWorkspace } from './ground.ts'

/** The workspace of a run before, or a new one with made-up customers and their facts computed. */
export async function filledWorkspace(ground: Grounds, accounts: number): Promise<Workspace> {
  const { database } = ground
  const { rows } = await database.system((tx) =>
    sql<Workspace>`select workspace_id as id, name, locale, time_zone as "timeZone", currency,
      fiscal_start_month as "fiscalStartMonth" from workspaces limit 1`.execute(tx),
  )
  if (rows[0]) return rows[0]
  const workspace = await benchWorkspace(database)
  await generate(ground, workspace, accounts)
  const quiet = { live: { publish: async () => {} }, onMalformed: () => {}, onFailure: () => {}, now: () => new Date() }
  const turns = new Map()
  while (await reactOnce({ system: facts, database, events: ground.events, ...quiet }, turns));
  await withClient(ground.stores.server.login('owner'), (owner) => owner.query('vacuum analyze'))
  return workspace
}

/** Waits until facts are computed and their history has reached the event store: both would be measured along. */
export async function settled(database: Database): Promise<void> {
  const waiting = () =>
    database.system(async (tx) => {
      const { rows } = await sql<{ left: number }>`
        select (select count(*) from journal where projected_to is null) + (select count(*) from dirty_accounts) as left`.execute(
        tx,
      )
      return rows[0]!.left
    })
  while ((await waiting()) > 0) await pause(500)
}
