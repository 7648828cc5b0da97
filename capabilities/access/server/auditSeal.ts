import { sql } from 'kysely'
import type { WorkspaceId } from '#kernel/id.ts'
import type { Database } from '#platform/database/scope.ts'

type Tools = { database: Database; now: () => Date; onTrouble: (error: unknown) => void }

const pause = 1000 // ms between two seals
const atMost = 20_000 // rows of one seal
const dropEvery = 3600 // rounds between two looks at what was kept long enough: about an hour

/** Seals the record of changes as it grows, and lets go of what was kept long enough, until it is stopped. */
export function startSealing(tools: Tools): { stop: () => Promise<void> } {
  const ending = new AbortController()
  let round = 0
  const run = async () => {
    while (!ending.signal.aborted) {
      await sealAudit(tools.database).catch(tools.onTrouble)
      if (round++ % dropEvery === 0) await dropOldAudit(tools.database, tools.now()).catch(tools.onTrouble)
      if (ending.signal.aborted) return
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, pause)
        ending.signal.addEventListener(
          'abort',
          () => {
            clearTimeout(timer)
            resolve()
          },
          { once: true },
        )
      })
    }
  }
  const running = run()
  return {
    stop: async () => {
      ending.abort()
      await running
    },
  }
}

/** Seals all that is written and not yet sealed, in every workspace; how many rows. */
export async function sealAudit(database: Database): Promise<number> {
  const workspaces = await database.ask(
    sql<{ id: WorkspaceId }>`select distinct workspace_id as id from audit_proofs where seal is null`,
  )
  let sealed = 0
  for (const { id } of workspaces) {
    let last = atMost
    while (last === atMost) {
      const { rows } = await database.system((tx) =>
        sql<{ entries: number }>`select audit_seal(${id}, ${atMost}) as entries`.execute(tx),
      )
      last = rows[0]!.entries
      sealed += last
    }
  }
  return sealed
}

/** Removes what workspaces kept as long as they said; the seals stay, so that what is left can still be proven. */
export async function dropOldAudit(database: Database, now: Date): Promise<void> {
  await database.system((tx) =>
    sql`select audit_drop(workspace_id, ${now}::timestamptz - keep_months * interval '1 month')
      from audit_settings where keep_months is not null`.execute(tx),
  )
}
