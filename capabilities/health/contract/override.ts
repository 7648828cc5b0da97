import { z } from 'zod'
import { daySchema, exchange, idSchema, instantSchema } from '#kernel/exchange.ts'
import { overrideStates } from '../core/override.ts'

const person = z.object({ id: idSchema, name: z.string() })
const account = z.object({ id: idSchema })
const points = z.number().int().min(0).max(100)

/** What somebody said a score is to count as. */
export const overrideSchema = z.object({
  id: idSchema,
  score: points,
  reason: z.string(),
  /** The last day on which it counts. */
  until: daySchema,
  at: instantSchema,
  person,
  state: z.enum(overrideStates),
  /** When and by whom it was ended before its time; null: it was not. */
  ended: z.object({ at: instantSchema, person }).nullable(),
})

const tags = ['health']
const one = account.extend({ overrideId: idSchema })

/** How a score is overridden: at most one holds for an account, the computed score is kept beside it. */
export const overrideContract = {
  list: exchange
    .route({
      method: 'GET',
      path: '/accounts/{id}/score-overrides',
      tags,
      summary: 'What people said the score is to count as, newest first',
    })
    .meta({ mayCall: 'health.read' })
    .input(account)
    .output(z.object({ overrides: z.array(overrideSchema) })),
  create: exchange
    .route({
      method: 'POST',
      path: '/accounts/{id}/score-overrides',
      tags,
      summary: 'Let the score count as another one for a time; it takes the place of the override that holds',
    })
    .meta({ mayCall: 'accounts.write' })
    .input(account.extend({ score: points, reason: z.string().trim().min(1).max(1_000), until: daySchema }))
    .output(overrideSchema),
  end: exchange
    .route({
      method: 'POST',
      path: '/accounts/{id}/score-overrides/{overrideId}/end',
      tags,
      summary: 'Let the computed score count again',
    })
    .meta({ mayCall: 'accounts.write' })
    .input(one)
    .output(overrideSchema),
  reopen: exchange
    .route({
      method: 'POST',
      path: '/accounts/{id}/score-overrides/{overrideId}/reopen',
      tags,
      summary: 'Let an override that was ended before its time hold again, in place of the one that holds',
    })
    .meta({ mayCall: 'accounts.write' })
    .input(one)
    .output(overrideSchema),
}
