import { implement } from '@orpc/server'
import { limitsContract } from '#capabilities/limits/contract.ts'
import type { CallContext } from '#platform/http/context.ts'
import { readLimits, readWarning } from './read.ts'

const on = implement(limitsContract).$context<CallContext>()

/** The routes of what is used of what there is. */
export const limitsRoutes = on.router({
  read: on.read.handler(({ context }) => readLimits(context)),
  warning: on.warning.handler(({ context }) => readWarning(context)),
})
