import { implement } from '@orpc/server'
import type { CallContext } from '#platform/http/context.ts'
import { portalEntryRoutes } from '#capabilities/access/contract/portal.ts'
import { enter, leave, openLink, sendCode } from './entry.ts'

const on = implement(portalEntryRoutes).$context<CallContext>()
const done = { done: true } as const

/** The routes by which guests come in and go. */
export const portalEntry = on.router({
  open: on.open.handler(({ context, input }) => openLink(context, input.token)),
  sendCode: on.sendCode.handler(async ({ context, input }) => {
    await sendCode(context, input.token)
    return done
  }),
  enter: on.enter.handler(({ context, input }) => enter(context, input.token, digits(input.code))),
  leave: on.leave.handler(async ({ context }) => {
    await leave(context)
    return done
  }),
})

/** Full-width digits as a Japanese keyboard writes them, and spaces somebody copied. */
const digits = (code: string) => code.normalize('NFKC').replaceAll(/\D/g, '')
