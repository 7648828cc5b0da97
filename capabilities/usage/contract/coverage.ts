import { z } from 'zod'
import { daySchema, exchange, idSchema } from '#kernel/exchange.ts'

const labelSchema = z.object({ ja: z.string().trim().max(80), en: z.string().trim().max(80) })
const linkSchema = z.object({
  key: z.string().regex(/^[a-z0-9_-]{1,40}$/),
  label: labelSchema,
  /** Events of the product that show it; none: somebody has to report it. */
  events: z.array(z.string().min(1).max(200)).max(50).readonly(),
})
const chainSchema = z.object({ version: z.number().int(), links: z.array(linkSchema) })
const stateSchema = z.enum(['measured', 'reported', 'blind'])
const outsideSchema = z.object({
  id: idSchema,
  link: z.string(),
  on: daySchema,
  note: z.string(),
  by: z.string().nullable(),
})
const read = { mayCall: 'accounts.read' } as const
const write = { mayCall: 'accounts.write' } as const
const tags = ['usage']

export const coverageRoutes = {
  chain: exchange
    .route({ method: 'GET', path: '/value-chain', tags, summary: 'The links from use to result that are followed' })
    .meta(read)
    .output(chainSchema),
  keepChain: exchange
    .route({ method: 'PUT', path: '/value-chain', tags, summary: 'Change the links from use to result' })
    .meta({ mayCall: 'fields.manage' })
    .input(z.object({ links: z.array(linkSchema).max(12), basedOn: z.number().int().min(0) }))
    .output(chainSchema),
  account: exchange
    .route({ method: 'GET', path: '/accounts/{id}/coverage', tags, summary: 'Which links are seen of a customer' })
    .meta(read)
    .input(z.object({ id: idSchema }))
    .output(
      z.object({
        links: z.array(
          z.object({
            key: z.string(),
            label: labelSchema,
            state: stateSchema,
            /** When it was last seen or reported, in the last 90 days. */
            lastOn: daySchema.nullable(),
          }),
        ),
        /** Per cent of the links; null without a chain. */
        blindShare: z.number().nullable(),
        /** What was reported in the last 90 days, the latest first. */
        reported: z.array(outsideSchema),
      }),
    ),
  all: exchange
    .route({ method: 'GET', path: '/adoption/coverage', tags, summary: 'Of how many customers each link is seen' })
    .meta(read)
    .output(
      z.object({
        accounts: z.number().int(),
        links: z.array(
          z.object({
            key: z.string(),
            label: labelSchema,
            measured: z.number().int(),
            reported: z.number().int(),
            blind: z.number().int(),
          }),
        ),
      }),
    ),
  report: exchange
    .route({
      method: 'POST',
      path: '/accounts/{id}/outside-activities',
      tags,
      summary: 'Report what happened outside the product',
    })
    .meta(write)
    .input(
      z.object({ id: idSchema, link: z.string().max(40), on: daySchema, note: z.string().trim().max(400).default('') }),
    )
    .output(outsideSchema),
  withdraw: exchange
    .route({ method: 'POST', path: '/outside-activities/{id}/archive', tags, summary: 'Take back a reported activity' })
    .meta(write)
    .input(z.object({ id: idSchema }))
    .output(z.object({ archived: z.literal(true) })),
  restore: exchange
    .route({
      method: 'POST',
      path: '/outside-activities/{id}/restore',
      tags,
      summary: 'Bring a reported activity back',
    })
    .meta(write)
    .input(z.object({ id: idSchema }))
    .output(z.object({ restored: z.literal(true) })),
}
