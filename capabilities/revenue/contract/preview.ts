import { z } from 'zod'
import { daySchema, exchange, idSchema } from '#kernel/exchange.ts'
import { uncountedReasons } from '../core/counted.ts'
import { movementKinds } from '../core/ledger/movement.ts'
import {
  changeLineSchema,
  endContractSchema,
  endLineSchema,
  endPauseSchema,
  newContractSchema,
  newLineSchema,
  pauseSchema,
  refundSchema,
  renewSchema,
  updateSchema,
} from './schemas.ts'

const to = <Name extends string>(name: Name) => ({ to: z.literal(name) })

/** A change of contracts as the route that makes it takes it, and which one it is. */
export const contractChangeSchema = z.discriminatedUnion('to', [
  newContractSchema.extend({ ...to('contracts.create'), accountId: idSchema }),
  updateSchema.extend(to('contracts.update')),
  renewSchema.extend(to('contracts.renew')),
  endContractSchema.extend(to('contracts.end')),
  newLineSchema.extend({ ...to('lines.create'), id: idSchema }),
  changeLineSchema.extend(to('lines.change')),
  endLineSchema.extend(to('lines.end')),
  pauseSchema.extend(to('lines.pause')),
  refundSchema.extend(to('lines.refund')),
  endPauseSchema.extend(to('pauses.end')),
])

/** MRR in minor units of the effect's currency: as contracts are, and as they would be. */
const beforeAfterSchema = z.object({ before: z.number().int(), after: z.number().int() })

export const effectSchema = z.object({
  /** The one currency of all lines of the account, else the workspace's. */
  currency: z.string(),
  today: beforeAfterSchema,
  /** The year from the first day on which anything differs: opening + before = closing before, opening + after = closing after. null: nothing ever differs. */
  year: z
    .object({
      from: daySchema,
      until: daySchema,
      opening: z.number().int(),
      rows: z.array(beforeAfterSchema.extend({ on: daySchema, kind: z.enum(movementKinds), product: z.string() })),
      closing: beforeAfterSchema,
      first: beforeAfterSchema,
    })
    .nullable(),
  /** Lines of the contract that would count nothing on the first day of the year (today, where nothing differs), and why. */
  notCounted: z.array(z.object({ lineId: idSchema, product: z.string(), reason: z.enum(uncountedReasons) })),
})

/** What a change would do, before it is made. */
export const previewRoutes = {
  preview: exchange
    .route({
      method: 'POST',
      path: '/contracts/preview',
      tags: ['contracts'],
      summary:
        'What a change of contracts would do to MRR; it is refused as the change itself would be, and nothing is kept',
    })
    .meta({ mayCall: 'accounts.write', sees: ['money'] })
    .input(z.object({ change: contractChangeSchema }))
    .output(effectSchema),
}
