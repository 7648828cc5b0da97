import { implement } from '@orpc/server'
import type { CallContext } from '#platform/http/context.ts'
import { churnStudyRoutes as contract } from '#capabilities/renewals/contract/study.ts'
import { findStudy } from './find.ts'
import { lostCustomers } from './lost.ts'
import { readReasons } from './reasons.ts'

const os = implement(contract).$context<CallContext>()

/** The routes of the churn study, as their contract states them. */
export const churnStudyRoutes = os.router({
  find: os.find.handler(({ input, context }) => findStudy(context, input)),
  reasons: os.reasons.handler(({ input, context }) => context.transaction((tx) => readReasons(tx, context, input))),
  lost: os.lost.handler(async ({ input, context }) => ({ rows: await lostCustomers(context, input) })),
})
