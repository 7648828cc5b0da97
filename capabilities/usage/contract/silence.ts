import { z } from 'zod'
import { daySchema, exchange } from '#kernel/exchange.ts'

export const silenceRoute = exchange
  .route({ method: 'GET', path: '/usage/silence', tags: ['usage'], summary: 'Since when nobody was seen at all' })
  .meta({ mayCall: 'accounts.read' })
  .output(
    z.object({
      /** The last day with use, where a week has passed since without any, of any customer; null: there is some, or never was. */
      lastOn: daySchema.nullable(),
    }),
  )
