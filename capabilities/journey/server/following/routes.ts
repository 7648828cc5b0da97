import { implement } from '@orpc/server'
import type { CallContext } from '#platform/http/context.ts'
import { followingContract } from '#capabilities/journey/contract/following.ts'
import { readCards, readColumns } from './board.ts'

const os = implement(followingContract).$context<CallContext>()

/** How all customers go along a map, over HTTP. */
export const followingRoutes = os.router({
  columns: os.columns.handler(({ context, input }) =>
    context.transaction((tx) => readColumns(tx, context.caller.workspaceId, input, context.today())),
  ),
  cards: os.cards.handler(({ context, input }) =>
    context.transaction((tx) => readCards(tx, context.caller.workspaceId, input, context.today())),
  ),
})
