import { z } from 'zod'
import { daySchema, exchange, idSchema, instantSchema } from '#kernel/exchange.ts'
import { movementKinds } from '../core/ledger/movement.ts'
import { versionSchema } from './schemas.ts'

/** What became of a line, version by version. */
export const historyRoutes = {
  history: exchange
    .route({
      method: 'GET',
      path: '/contract-lines/{id}/history',
      tags: ['contracts'],
      summary: 'The versions of a line, and the movements each caused',
    })
    .meta({ mayCall: 'accounts.read', sees: ['money'] })
    .input(z.object({ id: idSchema }))
    .output(
      z.object({
        contractId: idSchema,
        lineId: idSchema,
        product: z.string(),
        plan: z.string().nullable(),
        /** The line's currency; `native` is in minor units of it. */
        currency: z.string(),
        /** The workspace's currency; `amount` is in minor units of it. */
        reporting: z.string(),
        versions: z.array(
          versionSchema.extend({
            createdAt: instantSchema,
            movements: z.array(
              z.object({
                on: daySchema,
                kind: z.enum(movementKinds),
                amount: z.number().int(),
                native: z.number().int(),
              }),
            ),
          }),
        ),
      }),
    ),
}
