import { z } from 'zod'
import { daySchema, exchange, instantSchema } from '#kernel/exchange.ts'

const tags = ['limits']
const manage = { mayCall: 'workspace.manage' } as const
const count = z.number().int().min(0)
const levelSchema = z.enum(['fine', 'near', 'full'])

const standingSchema = z.object({
  used: z.number().min(0),
  limit: z.number().min(0),
  share: z.number().min(0),
  level: levelSchema,
  /** When it will be full at the present pace; null: not within ten years, or nobody can tell. */
  fullOn: daySchema.nullable(),
})

/** What limits promise: how much of what there is is used, and when it will be full. */
export const limitsContract = {
  read: exchange
    .route({ method: 'GET', path: '/limits', tags, summary: 'Use against limits, and when the disk will be full' })
    .meta(manage)
    .output(
      z.object({
        /** Of the whole installation, in bytes. */
        disk: standingSchema.extend({
          /** By how much the stores grow; null: nothing came yet. */
          perDay: z.number().nullable(),
        }),
        database: count,
        /** Null: it is not reached at present. */
        events: count.nullable(),
        files: count,
        /** `limit`: the greatest number that the product was measured with. */
        accounts: standingSchema,
        eventsPerDay: z.object({
          /** A day of the last seven, without today. */
          mean: count,
          most: count,
        }),
        /** The busiest minute of the last day; null where no mail server is set. */
        mails: standingSchema.nullable(),
        /** Keys that called in the last minutes, the busiest first: calls of their last minute. */
        keys: z.array(z.object({ name: z.string(), at: instantSchema, ...standingSchema.shape })),
      }),
    ),
  warning: exchange
    .route({
      method: 'GET',
      path: '/limits/warning',
      tags,
      summary: 'Whether the disk is nearly full, and what is refused',
    })
    .meta({ mayCall: 'signedIn' })
    .output(
      z.object({
        /** What is taken in: `little`: what grows is refused. Everybody is told. */
        taking: z.enum(['all', 'little', 'nothing']),
        /** Told to who manages the workspace, like the bytes that are free; `fine` and null to others. */
        level: levelSchema,
        free: count.nullable(),
      }),
    ),
}
