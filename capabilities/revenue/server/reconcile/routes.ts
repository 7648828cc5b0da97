import { implement } from '@orpc/server'
import type { CallContext } from '#platform/http/context.ts'
import { reconcileRoutes } from '#capabilities/revenue/contract/reconcile.ts'
import { listReconciliations, readListIssues, readReconciled, theReconciliation } from './read.ts'
import { keepReconciliation, removeReconciliation } from './store.ts'

const os = implement(reconcileRoutes).$context<CallContext>()

/** The routes of comparisons with lists of others. */
export const reconcileHandlers = os.router({
  list: os.list.handler(({ context }) =>
    context.transaction(async (tx) => ({ rows: await listReconciliations(tx, context) })),
  ),
  find: os.find.handler(({ context, input }) => context.transaction((tx) => theReconciliation(tx, context, input.id))),
  rows: os.rows.handler(({ context, input }) => context.transaction((tx) => readReconciled(tx, context, input))),
  issues: os.issues.handler(({ context, input }) => context.transaction((tx) => readListIssues(tx, context, input))),
  keep: os.keep.handler(({ context, input }) =>
    context.transaction(async (tx) => {
      await keepReconciliation(tx, context, input)
      const { form: _form, counts: _counts, totals: _totals, ...brief } = await theReconciliation(tx, context, input.id)
      return brief
    }),
  ),
  remove: os.remove.handler(({ context, input }) =>
    context.transaction(async (tx) => {
      await removeReconciliation(tx, context, input.id)
      return {}
    }),
  ),
})
