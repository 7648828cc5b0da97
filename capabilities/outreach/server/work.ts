import { sql } from 'kysely'
import type { WorkspaceId } from '#kernel/id.ts'
import type { Database } from '#platform/database/scope.ts'
import type { Live } from '#platform/http/live.ts'
import { outreachChannel } from './channel.ts'
import { companyById } from './company.ts'
import { workOnDue } from './due.ts'
import { expandNext, finishBroadcasts } from './expand.ts'
import { lookAtTrials } from './trials.ts'

/** What the loop works with. */
export type OutreachTools = {
  database: Database
  live: Live
  now: () => Date
  /** Whether it is this process that makes mails, of all that work on the same database. */
  mayWork: () => boolean
  onTrouble: (error: unknown) => void
}

/** How often it is looked whether a mail's moment has come, where nobody says that it has, ms. */
const pause = 15_000

/** Hands over mails whose moment has come, and makes those of broadcasts, page by page, until it is stopped. */
export async function startOutreach(tools: OutreachTools): Promise<{ stop: () => Promise<void> }> {
  const ending = new AbortController()
  const isStopped = () => ending.signal.aborted
  let again = true
  let wake = () => {}
  const listening = await tools.database.listen(outreachChannel, () => {
    again = true
    wake()
  })
  const run = async () => {
    while (!isStopped()) {
      again = false
      if (tools.mayWork()) await workOnce(tools, isStopped).catch(tools.onTrouble)
      if (isStopped() || again) continue
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, pause)
        wake = () => {
          clearTimeout(timer)
          resolve()
        }
      })
    }
  }
  const running = run()
  return {
    stop: async () => {
      ending.abort()
      wake()
      await listening.stop()
      await running
    },
  }
}

/** Does all that is due in every workspace, a page to a transaction. */
export async function workOnce(
  tools: Omit<OutreachTools, 'onTrouble' | 'mayWork'>,
  isStopped: () => boolean = () => false,
): Promise<void> {
  const { database, now } = tools
  const workspaces = await database.ask(sql<{ id: WorkspaceId }>`
    select workspace_id as id from outreach_messages where status = 'planned' and due_at <= ${now()}
    union select workspace_id from outreach_broadcasts where status in ('scheduled', 'running') and removed_at is null
      and coalesce(send_at <= ${now()}, true)
  `)
  for (const { id } of workspaces) await workIn(tools, id, isStopped)
}

async function workIn(
  { database, live, now }: Omit<OutreachTools, 'onTrouble' | 'mayWork'>,
  id: WorkspaceId,
  isStopped: () => boolean,
): Promise<void> {
  let more = true
  while (more && !isStopped()) {
    more = await database.workspace(id, async (tx) => {
      const company = await companyById(tx, id, now())
      const made = await expandNext(tx, company)
      const ended = await lookAtTrials(tx, company)
      const looked = await workOnDue(tx, company)
      const done = await finishBroadcasts(tx, company)
      if (made || ended > 0 || looked > 0 || done.length > 0) await live.publish(id, { topic: 'mail', ids: [] }, tx)
      return made || looked > 0
    })
  }
}
