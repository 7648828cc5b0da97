import { implement } from '@orpc/server'
import { catalogueRoutes } from '#capabilities/revenue/contract/catalogue.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { CallContext } from '#platform/http/context.ts'
import { describe, forget, putInOrder } from './describe.ts'
import { previewMerge } from './previewMerge.ts'
import { readCatalogue } from './read.ts'
import { putSuccess } from './success.ts'
import { merge, rename, undoRenaming } from './rename.ts'

const os = implement(catalogueRoutes.catalogue).$context<CallContext>()

/** Does something to the catalogue, and answers with the whole of it. */
const changing = (context: CallContext, change: (tx: Tx) => Promise<void>) =>
  context.transaction(async (tx) => {
    await change(tx)
    return readCatalogue(tx, context.caller.workspaceId)
  })

/** The routes of products and plans. */
export const catalogueHandlers = os.router({
  list: os.list.handler(({ context }) => context.transaction((tx) => readCatalogue(tx, context.caller.workspaceId))),
  put: os.put.handler(({ context, input }) => changing(context, (tx) => describe(tx, context, input))),
  putSuccess: os.putSuccess.handler(({ context, input }) => changing(context, (tx) => putSuccess(tx, context, input))),
  remove: os.remove.handler(({ context, input }) => changing(context, (tx) => forget(tx, context, input))),
  order: os.order.handler(({ context, input }) => changing(context, (tx) => putInOrder(tx, context, input))),
  rename: os.rename.handler(({ context, input }) =>
    context.transaction(async (tx) => ({ undo: await rename(tx, context, input) })),
  ),
  merge: os.merge.handler(({ context, input }) =>
    context.transaction(async (tx) => ({ undo: await merge(tx, context, input) })),
  ),
  previewMerge: os.previewMerge.handler(({ context, input }) =>
    context.transaction((tx) => previewMerge(tx, context, input)),
  ),
  undo: os.undo.handler(({ context, input }) => changing(context, (tx) => undoRenaming(tx, context, input.id))),
})
