import { recordChange } from '#capabilities/access/server/index.ts'
import { implement } from '@orpc/server'
import type { z } from 'zod'
import { dayOf } from '#kernel/day.ts'
import type { CallContext } from '#platform/http/context.ts'
import { type pastSchema, pastRoutes as contract } from '#capabilities/facts/contract/past.ts'
import { historyBegins } from '../past.ts'
import { askRebuild, readRebuild } from './job.ts'

const router = implement(contract).$context<CallContext>()

/** What is known of the time before Banso, over HTTP. */
export const pastRoutes = router.router({
  find: router.find.handler(({ context }) => find(context)),
  rebuild: router.rebuild.handler(async ({ context }) => {
    const { workspaceId, personId } = context.caller
    await context.transaction(async (tx) => {
      if (await askRebuild(tx, context.queue, workspaceId, personId))
        await recordChange(tx, { by: context.caller, action: 'past.rebuild', subjectId: workspaceId })
    })
    return find(context)
  }),
})

async function find(context: CallContext): Promise<z.infer<typeof pastSchema>> {
  const { workspace } = context.caller
  const [begins, rebuilt] = await Promise.all([
    historyBegins(context.events, workspace.id),
    context.transaction(readRebuild),
  ])
  return {
    begins: begins === null ? null : dayOf(begins, workspace.timeZone),
    rebuilt: rebuilt && {
      state: rebuilt.state,
      done: rebuilt.done,
      total: rebuilt.total,
      from: rebuilt.days[0] ?? null,
      to: rebuilt.days.at(-1) ?? null,
      months: rebuilt.days.length,
      askedAt: rebuilt.askedAt.toISOString(),
      endedAt: rebuilt.endedAt?.toISOString() ?? null,
      problem: rebuilt.problem,
    },
  }
}
