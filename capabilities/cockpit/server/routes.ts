import { implement } from '@orpc/server'
import { startOfDay } from '#capabilities/facts/server/index.ts'
import type { AccountId } from '#kernel/id.ts'
import type { CallContext } from '#platform/http/context.ts'
import { cockpitContract } from '../contract.ts'
import { calendarOf } from './calendar.ts'
import { ctaRoutes } from './ctaRoutes.ts'
import { ruleRoutes } from './ruleRoutes.ts'
import { readSignals } from './signalRead.ts'
import { readTeam } from './teamRead.ts'
import { countToday } from './todayPick.ts'
import { readToday } from './todayRead.ts'

const os = implement(cockpitContract).$context<CallContext>()

/** What the cockpit answers over HTTP. */
export const cockpitRoutes = os.router({
  today: os.today.handler(({ context, input }) =>
    context.transaction(async (tx) => {
      const { workspace, workspaceId, personId } = context.caller
      const today = context.today()
      const whose = { of: input.of, person: personId }
      const asked = { workspaceId, whose, today, calendar: calendarOf(workspace) }
      const { items, parked } = await readToday(tx, workspace, asked, input.limit)
      const dayStart = new Date(startOfDay(today, workspace.timeZone))
      const counts = await countToday(tx, { ...asked, limit: 0 }, dayStart)
      const minutes = items.reduce((sum, item) => sum + item.effortMinutes, 0)
      return { day: today, items, parked, counts, minutes }
    }),
  ),
  team: os.team.handler(({ context }) =>
    context.transaction(async (tx) => ({ people: await readTeam(tx, context.caller.workspace, context.today()) })),
  ),
  ctas: ctaRoutes,
  signals: os.signals.handler(({ context, input }) =>
    context.transaction(async (tx) => ({
      signals: await readSignals(tx, context.caller.workspaceId, input.id as AccountId),
    })),
  ),
  rules: ruleRoutes,
})
