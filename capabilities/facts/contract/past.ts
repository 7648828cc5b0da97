import { z } from 'zod'
import { daySchema, exchange, instantSchema } from '#kernel/exchange.ts'

const tags = ['facts']

/** What an answer about the end of a past day stands on. */
export const pastGroundSchema = z.object({
  /** What was kept then; what was worked out afterwards of the month end before it; or nothing reaches it. */
  from: z.enum(['history', 'month_end', 'nothing']),
  /** The day of which the answer is; null where nothing reaches the one asked for. */
  on: daySchema.nullable(),
  /** The first day of the history; null: nothing is kept yet. */
  begins: daySchema.nullable(),
})

/** What is known of the time before Banso: where its own history begins, and which month ends were worked out. */
export const pastSchema = z.object({
  /** The first day of the history that Banso itself kept; null: nothing yet. */
  begins: daySchema.nullable(),
  rebuilt: z
    .object({
      state: z.enum(['waiting', 'working', 'done', 'failed']),
      /** Month ends worked out, of those that are looked at at most. */
      done: z.number().int(),
      total: z.number().int(),
      from: daySchema.nullable(),
      to: daySchema.nullable(),
      months: z.number().int(),
      askedAt: instantSchema,
      endedAt: instantSchema.nullable(),
      problem: z.string().nullable(),
    })
    .nullable(),
})

export const pastRoutes = {
  find: exchange
    .route({ method: 'GET', path: '/facts/past', tags, summary: 'What is known of the time before Banso' })
    .meta({ mayCall: 'health.read' })
    .output(pastSchema),
  rebuild: exchange
    .route({
      method: 'POST',
      path: '/facts/past',
      tags,
      summary: 'Work out the past anew, from contracts, usage, inquiries and answers with dates of their own',
    })
    .meta({ mayCall: 'health.manage' })
    .output(pastSchema),
}
