import { implement } from '@orpc/server'
import type { AccountId } from '#kernel/id.ts'
import type { Day } from '#kernel/day.ts'
import type { CallContext } from '#platform/http/context.ts'
import { coverageRoutes } from '../contract/coverage.ts'
import { ofAccount } from './accountRead.ts'
import { readChain, readCoverage, readCoverageOfAll } from './coverageRead.ts'
import { keepChain, reportOutside, setOutsideArchived } from './coverageWrite.ts'

const on = implement(coverageRoutes).$context<CallContext>()

/** The routes of the value chain. */
export const coverageHandlers = on.router({
  chain: on.chain.handler(({ context }) => context.transaction((tx) => readChain(tx, context.caller.workspaceId))),
  keepChain: on.keepChain.handler(({ context, input }) => context.transaction((tx) => keepChain(tx, context, input))),
  account: on.account.handler(({ context, input }) => ofAccount(context, input.id, readCoverage)),
  all: on.all.handler(({ context }) => readCoverageOfAll(context)),
  report: on.report.handler(({ context, input }) =>
    context.transaction((tx) =>
      reportOutside(tx, context, { ...input, id: input.id as AccountId, on: input.on as Day }),
    ),
  ),
  withdraw: on.withdraw.handler(({ context, input }) =>
    context.transaction(async (tx) => {
      await setOutsideArchived(tx, context, input.id, true)
      return { archived: true as const }
    }),
  ),
  restore: on.restore.handler(({ context, input }) =>
    context.transaction(async (tx) => {
      await setOutsideArchived(tx, context, input.id, false)
      return { restored: true as const }
    }),
  ),
})
