import { implement } from '@orpc/server'
import { ledgerRoutes } from '#capabilities/revenue/contract/ledger.ts'
import {
  type Authority,
  authorities,
  conventionChoices,
  presets,
} from '#capabilities/revenue/core/conventionChoices.ts'
import { usualConventions } from '#capabilities/revenue/core/conventions.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { CallContext } from '#platform/http/context.ts'
import { keepConventions, readConventions } from './conventions.ts'
import { readMovements } from './movements.ts'
import { putRates, readRates, removeRate } from './rates.ts'
import { readRetention } from './retention.ts'
import { readWaterfall } from './waterfall.ts'

const os = implement(ledgerRoutes).$context<CallContext>()

const choices = Object.entries(conventionChoices).map(([key, values]) => ({ key, values: [...values] }))
const ofAuthorities = authorities.map((authority: Authority) => ({ authority, conventions: presets[authority] }))

const ratesOf = async (tx: Tx, { caller }: CallContext) => ({
  currency: caller.workspace.currency,
  rates: await readRates(tx, caller.workspaceId),
})

/** The routes of the ledger of movements. */
export const ledgerHandlers = os.router({
  waterfall: os.waterfall.handler(({ context, input }) =>
    context.transaction((tx) => readWaterfall(tx, context, input)),
  ),
  movements: os.movements.handler(({ context, input }) =>
    context.transaction((tx) => readMovements(tx, context, input)),
  ),
  retention: os.retention.handler(({ context, input }) =>
    context.transaction((tx) => readRetention(tx, context, input)),
  ),
  conventions: os.conventions.handler(({ context }) =>
    context.transaction(async (tx) => ({
      ...(await readConventions(tx, context.caller.workspaceId)),
      usual: usualConventions,
      choices,
      presets: ofAuthorities,
    })),
  ),
  keepConventions: os.keepConventions.handler(({ context, input }) =>
    context.transaction((tx) => keepConventions(tx, context, input)),
  ),
  rates: os.rates.handler(({ context }) => context.transaction((tx) => ratesOf(tx, context))),
  putRates: os.putRates.handler(({ context, input }) =>
    context.transaction(async (tx) => {
      await putRates(tx, context, input.rates)
      return ratesOf(tx, context)
    }),
  ),
  removeRate: os.removeRate.handler(({ context, input }) =>
    context.transaction(async (tx) => {
      await removeRate(tx, context, input)
      return ratesOf(tx, context)
    }),
  ),
})
