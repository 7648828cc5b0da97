import { implement } from '@orpc/server'
import type { AccountId } from '#kernel/id.ts'
import type { CallContext } from '#platform/http/context.ts'
import { followingContract } from '#capabilities/journey/contract/following.ts'
import { addBlocker, changeBlocker, removeBlocker, resolveBlocker } from './blockerWrite.ts'
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
  addBlocker: os.addBlocker.handler(({ context, input: { id, ...told } }) =>
    context.transaction((tx) => addBlocker(tx, context, id as AccountId, told)),
  ),
  changeBlocker: os.changeBlocker.handler(({ context, input: { id, blockerId, ...told } }) =>
    context.transaction((tx) => changeBlocker(tx, context, { id, blockerId }, told)),
  ),
  resolveBlocker: os.resolveBlocker.handler(({ context, input }) =>
    context.transaction((tx) => resolveBlocker(tx, context, input)),
  ),
  removeBlocker: os.removeBlocker.handler(({ context, input }) =>
    context.transaction((tx) => removeBlocker(tx, context, input)),
  ),
})
