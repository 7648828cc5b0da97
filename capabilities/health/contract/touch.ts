import { z } from 'zod'
import { touchModels } from '#capabilities/accounts/core/words.ts'
import { labelSchema } from '#capabilities/facts/contract/seen.ts'
import { exchange, idSchema } from '#kernel/exchange.ts'
import { touchRoles, touchVerdicts } from '../core/touch.ts'

/** At least every so many days, and at most so many within 30 days. */
const norm = z.object({ everyDays: z.number().int().min(1).max(1_000), most: z.number().int().min(1).max(300) })
const ofModel = z.object({ decision_maker: norm, promoter: norm, operator: norm })
const norms = z.object({ high: ofModel, low: ofModel, tech: ofModel })

/** How much we are in touch with a customer, two-sided, by role. It stands beside the score and is no part of it. */
export const touchSchema = z.object({
  /** 0 to 100; null: nobody is known, or there is no customer any longer. */
  score: z.number().int().nullable(),
  verdict: z.enum(touchVerdicts),
  /** The touch model whose norms are used. */
  model: z.enum(touchModels),
  sentence: labelSchema,
  roles: z.array(
    z.object({
      role: z.enum(touchRoles),
      verdict: z.enum(touchVerdicts),
      points: z.number().int().nullable(),
      /** −1: far too little, 1: far too much; between −⅓ and ⅓ it is right. */
      position: z.number().nullable(),
      /** Days since the last touch; null: there was none. */
      days: z.number().int().nullable(),
      /** Touches within 30 days. */
      count: z.number().int(),
      norm,
    }),
  ),
})

const tags = ['health']

export const touchContract = {
  ofAccount: exchange
    .route({ method: 'GET', path: '/accounts/{id}/touch', tags, summary: 'How much we are in touch, against the norm' })
    .meta({ mayCall: 'health.read' })
    .input(z.object({ id: idSchema }))
    .output(touchSchema),
  norms: exchange
    .route({
      method: 'GET',
      path: '/touch-norms',
      tags,
      summary: 'How often we want to be in touch, by model and role',
    })
    .meta({ mayCall: 'health.read' })
    .output(z.object({ norms, ready: norms })),
  setNorms: exchange
    .route({ method: 'PUT', path: '/touch-norms', tags, summary: 'Say how often we want to be in touch' })
    .meta({ mayCall: 'health.manage' })
    .input(z.object({ norms }))
    .output(z.object({ norms })),
}
