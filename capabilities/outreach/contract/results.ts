import { z } from 'zod'
import { labelSchema } from '#capabilities/facts/contract/seen.ts'
import { read } from './parts.ts'

const figures = z.object({
  sent: z.number().int(),
  bounced: z.number().int(),
  replied: z.number().int(),
  unsubscribed: z.number().int(),
  skipped: z.number().int(),
  /** Mails with a purpose, long enough ago to be judged; and those after which it was reached in time. */
  judged: z.number().int(),
  reached: z.number().int(),
})

/** How mails did over some days, and what was reached without them where customers were held out. */
export const resultRoutes = {
  results: read('/outreach/results', 'What became of the mails, by template, sequence and step')
    .input(z.object({ days: z.coerce.number().int().min(7).max(730).default(90) }))
    .output(
      z.object({
        reachDays: z.number().int(),
        all: figures,
        templates: z.array(figures.extend({ key: z.string(), name: labelSchema })),
        mails: z.array(
          figures.extend({
            sequence: z.object({ key: z.string(), name: labelSchema }),
            mail: z.string(),
            template: labelSchema.nullable(),
            /** Those who got nothing of it on purpose. */
            heldOut: z.object({ judged: z.number().int(), reached: z.number().int() }),
          }),
        ),
        broadcasts: z.array(figures.extend({ id: z.string(), name: z.string(), half: z.enum(['a', 'b']).nullable() })),
      }),
    ),
}
