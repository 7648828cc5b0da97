import { implement } from '@orpc/server'
import type { AccountId } from '#kernel/id.ts'
import type { CallContext } from '#platform/http/context.ts'
import { followingContract } from '#capabilities/journey/contract/following.ts'
import { addBlocker, changeBlocker, removeBlocker, resolveBlocker } from './blockerWrite.ts'
import { readCards, readColumns } from './board.ts'
import { readFlow, readStaysBehind } from './flow.ts'
import { readProposals } from './proposals.ts'
import { readStuck } from './stuck.ts'
import { readTime, readVersions } from './tenures.ts'

const os = implement(followingContract).$context<CallContext>()

/** How all customers go along a map, over HTTP. */
export const followingRoutes = os.router({
  columns: os.columns.handler(({ context, input }) =>
    context.transaction((tx) => readColumns(tx, context.caller.workspaceId, input, context.today())),
  ),
  cards: os.cards.handler(({ context, input }) =>
    context.transaction((tx) => readCards(tx, context.caller.workspaceId, input, context.today())),
  ),
  flow: os.flow.handler(({ context, input }) =>
    context.transaction((tx) => readFlow(tx, context.caller.workspaceId, input, context.today())),
  ),
  time: os.time.handler(({ context, input }) =>
    context.transaction((tx) => readTime(tx, context.caller.workspaceId, input, context.today())),
  ),
  stuck: os.stuck.handler(({ context, input }) =>
    context.transaction((tx) => readStuck(tx, context.caller.workspaceId, input, context.today())),
  ),
  versions: os.versions.handler(({ context, input }) =>
    context.transaction((tx) => readVersions(tx, context.caller.workspace, input, context.today())),
  ),
  stays: os.stays.handler(({ context, input }) =>
    context.transaction((tx) => readStaysBehind(tx, context.caller.workspaceId, input, context.today())),
  ),
  proposals: os.proposals.handler(({ context, input }) =>
    context.transaction((tx) => readProposals(tx, context.caller.workspaceId, input.map)),
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
    context.transaction(async (tx) => {
      await removeBlocker(tx, context, input)
      return { removed: true as const }
    }),
  ),
})
