import { implement } from '@orpc/server'
import { sql } from 'kysely'
import { accountFacts } from '#capabilities/facts/server/index.ts'
import type { AccountId } from '#kernel/id.ts'
import type { CallContext } from '#platform/http/context.ts'
import type { Tx } from '#platform/database/scope.ts'
import { notFound } from '#platform/http/refusal.ts'
import { journeyContract } from '../contract.ts'
import { mapRoutes } from './mapRoutes.ts'
import { mapsTried } from '../core/mapOf.ts'
import { readMaps } from './maps.ts'
import { type PathParts, presentPath, readPath, shownMap } from './pathRead.ts'
import { confirmMilestone, movePhase, unconfirmMilestone, undoMove } from './pathWrite.ts'

const os = implement(journeyContract).$context<CallContext>()

/** An account's path, its row held while a change is made; 404 where the account is not there. */
async function partsOf(tx: Tx, call: CallContext, id: AccountId, changing: boolean): Promise<PathParts> {
  const { workspace, workspaceId } = call.caller
  const { rows } = await sql`
    select 1 from accounts where workspace_id = ${workspaceId} and id = ${id} ${changing ? sql`for update` : sql``}
  `.execute(tx)
  if (rows.length === 0) throw notFound()
  const facts = await accountFacts(tx, workspace, id, call.today())
  const parts = await readPath(tx, workspace, id, facts)
  if (!parts) throw notFound()
  return parts
}

/** Makes a change to an account's path and answers the path as it is then. */
function change(call: CallContext, id: AccountId, work: (tx: Tx, parts: PathParts) => Promise<void>) {
  return call.transaction(async (tx) => {
    await work(tx, await partsOf(tx, call, id, true))
    return presentPath(await partsOf(tx, call, id, false))
  })
}

/** What the journey answers over HTTP. */
export const journeyRoutes = os.router({
  editor: mapRoutes,
  maps: os.maps.handler(({ context }) =>
    context.transaction(async (tx) => {
      const maps = await readMaps(tx, context.caller.workspaceId)
      return { maps: mapsTried(maps).map(shownMap) }
    }),
  ),
  path: os.path.handler(({ context, input }) =>
    context.transaction(async (tx) => presentPath(await partsOf(tx, context, input.id as AccountId, false))),
  ),
  move: os.move.handler(({ context, input }) =>
    change(context, input.id as AccountId, (tx, parts) => movePhase(tx, context, parts, input.phase, input.reason)),
  ),
  undoMove: os.undoMove.handler(({ context, input }) =>
    change(context, input.id as AccountId, (tx, parts) => undoMove(tx, context, parts, input.entryId)),
  ),
  reach: os.reach.handler(({ context, input }) =>
    change(context, input.id as AccountId, (tx, parts) => confirmMilestone(tx, context, parts, input)),
  ),
  unreach: os.unreach.handler(({ context, input }) =>
    change(context, input.id as AccountId, (tx, parts) => unconfirmMilestone(tx, context, parts, input.milestone)),
  ),
})
