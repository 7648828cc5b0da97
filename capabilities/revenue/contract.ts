import { z } from 'zod'
import { daySchema, exchange, idSchema } from '#kernel/exchange.ts'
import { apartRoutes } from './contract/apart.ts'
import { catalogueRoutes } from './contract/catalogue.ts'
import { checkRoutes } from './contract/checks.ts'
import { historyRoutes } from './contract/history.ts'
import { ledgerRoutes } from './contract/ledger.ts'
import { lineRoutes } from './contract/lines.ts'
import { measureRoutes } from './contract/measures.ts'
import { reconcileRoutes } from './contract/reconcile.ts'
import { previewRoutes } from './contract/preview.ts'
import {
  amountSchema,
  churnRecordSchema,
  contractSchema,
  contractUndoSchema,
  endContractSchema,
  newContractSchema,
  renewSchema,
  termsSchema,
  text,
  updateSchema,
} from './contract/schemas.ts'

const route = (method: 'GET' | 'POST' | 'PATCH' | 'DELETE', path: `/${string}`, summary: string) =>
  exchange
    .route({ method, path, tags: ['contracts'], summary })
    .meta({ mayCall: method === 'GET' ? 'accounts.read' : 'accounts.write', sees: ['money'] })

const byId = z.object({ id: idSchema })

/** What revenue promises: contracts with their lines and prices, and the records of churn. */
export const revenueContract = {
  ledger: ledgerRoutes,
  measures: measureRoutes,
  reconciliations: reconcileRoutes,
  ...lineRoutes,
  ...previewRoutes,
  ...historyRoutes,
  ...checkRoutes,
  ...catalogueRoutes,
  ...apartRoutes,
  list: route('GET', '/accounts/{id}/contracts', 'The contracts of an account with what each line counts for')
    .input(byId.extend({ archived: z.enum(['without', 'with']).default('without') }))
    .output(
      z.object({
        asOf: daySchema,
        currency: z.string(),
        /** MRR and ARR of the account in the workspace's currency, minor units. */
        mrr: z.number().int(),
        arr: z.number().int(),
        rows: z.array(contractSchema),
        churns: z.array(churnRecordSchema),
      }),
    ),
  create: route('POST', '/accounts/{id}/contracts', 'Write down a contract, with its lines')
    .input(newContractSchema.extend({ id: idSchema }))
    .output(contractSchema),
  update: route('PATCH', '/contracts/{id}', 'Change the terms of a contract')
    .input(updateSchema)
    .output(z.object({ contract: contractSchema, undo: termsSchema.extend({ version: z.number().int() }) })),
  renew: route('POST', '/contracts/{id}/renew', 'Renew a contract for another term, at the same or other prices')
    .input(renewSchema)
    .output(z.object({ contract: contractSchema, undo: contractUndoSchema })),
  end: route('POST', '/contracts/{id}/end', 'End a contract on a day, with the reason: it renews no more')
    .input(endContractSchema)
    .output(z.object({ contract: contractSchema, undo: contractUndoSchema })),
  revert: route('POST', '/contracts/{id}/revert', 'Take a renewal or an end back, unless it was changed since')
    .input(z.object({ id: idSchema, undo: contractUndoSchema }))
    .output(contractSchema),
  archive: route('POST', '/contracts/{id}/archive', 'Archive a contract: it counts no more')
    .input(byId)
    .output(contractSchema),
  restore: route('POST', '/contracts/{id}/restore', 'Bring an archived contract back')
    .input(byId)
    .output(contractSchema),
  churns: {
    create: route('POST', '/accounts/{id}/churn-records', 'Write down that a customer left, and why')
      .input(
        z.object({
          id: idSchema,
          churnedOn: daySchema,
          reason: text(200).optional(),
          feedback: text(5000).optional(),
          refundAmount: amountSchema.nullable().optional(),
          isReactivation: z.boolean().default(false),
        }),
      )
      .output(churnRecordSchema),
    remove: route('DELETE', '/churn-records/{id}', 'Remove a record of churn written by mistake')
      .input(byId)
      .output(churnRecordSchema),
  },
}
