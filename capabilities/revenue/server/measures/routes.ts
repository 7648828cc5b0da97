import { implement } from '@orpc/server'
import type { CallContext } from '#platform/http/context.ts'
import { measureRoutes } from '#capabilities/revenue/contract/measures.ts'
import { keepAssumptions } from './assumptions.ts'
import { readCohortAccounts } from './cohortAccounts.ts'
import { readCohorts } from './cohorts.ts'
import { readEffect } from './effect.ts'
import { readLifetime } from './lifetime.ts'
import { readLifetimes } from './lifetimes.ts'
import { readDeriving, readNotCounted } from './notCounted.ts'
import { readTrend } from './trend.ts'

const os = implement(measureRoutes).$context<CallContext>()

/** The routes of measures over many months. */
export const measureHandlers = os.router({
  trend: os.trend.handler(({ context, input }) => context.transaction((tx) => readTrend(tx, context, input))),
  cohorts: os.cohorts.handler(({ context, input }) => context.transaction((tx) => readCohorts(tx, context, input))),
  cohortAccounts: os.cohortAccounts.handler(({ context, input }) =>
    context.transaction((tx) => readCohortAccounts(tx, context, input)),
  ),
  lifetime: os.lifetime.handler(({ context, input }) =>
    context.transaction((tx) => readLifetime(tx, context, input.segment)),
  ),
  lifetimes: os.lifetimes.handler(({ context, input }) =>
    context.transaction((tx) => readLifetimes(tx, context, input)),
  ),
  assume: os.assume.handler(({ context, input }) => context.transaction((tx) => keepAssumptions(tx, context, input))),
  effect: os.effect.handler(({ context, input }) =>
    context.transaction((tx) => readEffect(tx, context, input.conventions)),
  ),
  deriving: os.deriving.handler(({ context }) => context.transaction((tx) => readDeriving(tx, context))),
  notCounted: os.notCounted.handler(({ context, input }) =>
    context.transaction((tx) => readNotCounted(tx, context, input)),
  ),
})
