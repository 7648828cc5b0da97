import { z } from 'zod'
import { daySchema, exchange, idSchema } from '#kernel/exchange.ts'

const percent = z.number()

const accuracySchema = z.object({
  count: z.number().int(),
  right: percent,
  forecast: z.number().int(),
  actual: z.number().int(),
  error: percent.nullable(),
  brier: z.number(),
  calibration: z.array(
    z.object({ from: percent, until: percent, count: z.number().int(), came: percent, low: percent, high: percent }),
  ),
})

export const accuracyRoute = exchange
  .route({
    method: 'GET',
    path: '/renewals/accuracy',
    tags: ['renewals'],
    summary: 'What forecasts kept so many days before terms ended were worth, for all and for each person',
  })
  .meta({ mayCall: 'accounts.read', sees: ['money'] })
  .input(
    z.object({
      daysBefore: z.coerce
        .number()
        .pipe(z.literal([90, 60, 30]))
        .default(60),
    }),
  )
  .output(
    z.object({
      /** What people said; null: nothing that they said is old enough. */
      all: accuracySchema.nullable(),
      /** `person` null: nobody had them. */
      people: z.array(accuracySchema.extend({ person: z.object({ id: idSchema, name: z.string() }).nullable() })),
      /** What the model alone said, where no person had judged. */
      model: accuracySchema.nullable(),
      /** Terms that ended before this day could have been told; null: no week was kept yet. */
      since: daySchema.nullable(),
    }),
  )
