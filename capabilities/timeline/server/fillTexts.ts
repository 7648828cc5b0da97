import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'kysely'
import type { WorkspaceId } from '#kernel/id.ts'
import type { Database, Tx } from '#platform/database/scope.ts'
import type { EntryType } from '../core/words.ts'

const atOnce = 500 // entries: some tenths of a second, so that nobody waits long for one of them
const rest = 50 // ms between pieces, as long for others
const untilAnother = 5000 // ms, after trouble

type Fill = { workspaceId: WorkspaceId; type: EntryType; after: string }
type TextFill = { done: Promise<void>; stop: () => Promise<void> }

/**
 * Makes what was written before there was a search findable, some entries at a time; what is written meanwhile is so by
 * itself. A restart goes on where it was, and several processes share the work. `done` once there is nothing left.
 */
export function startTextFill({
  database,
  onTrouble,
}: {
  database: Database
  onTrouble: (error: unknown) => void
}): TextFill {
  const stopping = new AbortController()
  const pause = (ms: number) => wait(ms, undefined, { signal: stopping.signal }).catch(() => {})
  const done = (async () => {
    while (!stopping.signal.aborted) {
      try {
        if (!(await database.system(fillSome))) return
        await pause(rest)
      } catch (error) {
        onTrouble(error)
        await pause(untilAnother)
      }
    }
  })()
  return {
    done,
    stop: async () => {
      stopping.abort()
      await done
    },
  }
}

/** One piece of what is left; false where nothing is left, or others are at all of it. */
async function fillSome(tx: Tx): Promise<boolean> {
  const { rows } = await sql<Fill>`
    select workspace_id as "workspaceId", type, after from timeline_fills where done_at is null
    order by workspace_id, type limit 1 for update skip locked
  `.execute(tx)
  const [fill] = rows
  if (!fill) return false
  // Locked, so that nobody takes back in the meantime what was read.
  const kept = await sql<{ count: number; last: string | null }>`
    with piece as (
      select t from ${sql.id(tables[fill.type])} t where workspace_id = ${fill.workspaceId} and id > ${fill.after}
      order by id limit ${atOnce} for share
    ), kept as materialized (select (t).id, keep_text(t) from piece)
    select count(*)::int as count, max(id::text) as last from kept
  `.execute(tx)
  const { count, last } = kept.rows[0]!
  await sql`
    update timeline_fills set after = coalesce(${last}::uuid, after), done_at = ${count < atOnce ? sql`now()` : null}
    where workspace_id = ${fill.workspaceId} and type = ${fill.type}
  `.execute(tx)
  return true
}

const tables: Record<EntryType, string> = { activity: 'activities', inquiry: 'inquiries', survey: 'survey_answers' }
