import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'kysely'
import type { RetentionKind } from '#capabilities/access/core/retention.ts'
import { recordChange } from '#capabilities/access/server/audit.ts'
import { dayOf } from '#kernel/day.ts'
import type { WorkspaceId } from '#kernel/id.ts'
import type { Retention, RetentionTools } from './kind.ts'
import { cutOff } from './rules.ts'

type Tools = RetentionTools & {
  kinds: readonly Retention[]
  now: () => Date
  mayWork: () => boolean
  onTrouble: (error: unknown) => void
}
type Rule = { workspaceId: WorkspaceId; timeZone: string; kind: RetentionKind; days: number }

const everyMs = 60_000
const atMost = 500 // in one transaction

/** Runs every rule once in each day of its workspace, by the one process that leads; one that broke off goes on. */
export function startRetention(tools: Tools): { stop: () => Promise<void> } {
  const ending = new AbortController()
  const run = async () => {
    while (!ending.signal.aborted) {
      if (tools.mayWork()) await runRetention(tools, ending.signal).catch(tools.onTrouble)
      await wait(everyMs, undefined, { signal: ending.signal }).catch(() => {})
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

/** Runs what was not run to its end today, piece by piece. One rule that fails keeps no other from being run. */
export async function runRetention(tools: Tools, ending?: AbortSignal): Promise<void> {
  const rules = await tools.database.ask(sql<Rule>`
    select r.workspace_id as "workspaceId", w.time_zone as "timeZone", r.kind, r.days
    from retention_rules r join workspaces w on w.workspace_id = r.workspace_id order by r.workspace_id, r.kind`)
  for (const rule of rules) {
    if (ending?.aborted) return
    await runRule(tools, rule, ending).catch(tools.onTrouble)
  }
}

async function runRule(tools: Tools, { workspaceId, timeZone, kind, days }: Rule, ending?: AbortSignal): Promise<void> {
  const { database } = tools
  const day = dayOf(tools.now().getTime(), timeZone)
  const isDue = await database.workspace(workspaceId, async (tx) => {
    const { rows } = await sql`
      insert into retention_runs as r (workspace_id, kind, day, days) values (${workspaceId}, ${kind}, ${day}, ${days})
      on conflict (workspace_id, kind, day) do update set ended_at = null, days = excluded.days
        where r.ended_at is null or r.days <> excluded.days
      returning r.kind`.execute(tx)
    return rows.length > 0
  })
  if (!isDue) return
  const older = { workspaceId, before: cutOff(day, days, timeZone) }
  const noteTaken = (taken: number) =>
    database.workspace(workspaceId, (tx) =>
      sql`update retention_runs set touched = touched + ${taken} where kind = ${kind} and day = ${day}`.execute(tx),
    )
  for (const { take } of tools.kinds.filter((one) => one.kind === kind))
    for (;;) {
      if (ending?.aborted || !tools.mayWork()) return
      const taken = await take(tools, older, atMost)
      if (taken === 0) break
      await noteTaken(taken)
    }
  await database.workspace(workspaceId, async (tx) => {
    const { rows } = await sql<{ touched: number }>`
      update retention_runs set ended_at = now() where kind = ${kind} and day = ${day} returning touched::int`.execute(
      tx,
    )
    const { touched } = rows[0]!
    const after = { kind, days, touched }
    if (touched > 0)
      await recordChange(tx, { by: { workspaceId, system: true }, action: 'retention.run', subjectId: kind, after })
  })
}
