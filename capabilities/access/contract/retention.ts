import { z } from 'zod'
import { daySchema, exchange, fieldClasses, idSchema, instantSchema } from '#kernel/exchange.ts'
import { retentionDays, retentionKinds } from '../core/retention.ts'

const manage = { mayCall: 'workspace.manage' } as const
const taking = { ...manage, proof: 'fresh', sees: fieldClasses } as const

const kindSchema = z.enum(retentionKinds)
const daysSchema = z.coerce.number().int().min(retentionDays.least).max(retentionDays.most)

const runSchema = z.object({
  kind: kindSchema,
  day: daySchema,
  days: z.number().int(),
  touched: z.number().int(),
  /** null: it broke off or is under way, and goes on by itself. */
  endedAt: instantSchema.nullable(),
})

const holdSchema = z.object({
  id: idSchema,
  account: z.object({ id: idSchema, name: z.string() }),
  reason: z.string(),
  heldAt: instantSchema,
  by: z.string().nullable(),
})

const retentionSchema = z.object({
  /** Every kind; days null: kept for ever. */
  rules: z.array(z.object({ kind: kindSchema, days: z.number().int().nullable() })),
  /** The latest first. */
  runs: z.array(runSchema),
  holds: z.array(holdSchema),
})
export type Retained = z.infer<typeof retentionSchema>

/** For how long personal data is kept, and which customers nothing is taken away of. */
export const retentionRoutes = {
  read: exchange
    .route({ method: 'GET', path: '/privacy/retention', tags: ['privacy'], summary: 'For how long data is kept' })
    .meta(manage)
    .output(retentionSchema),
  preview: exchange
    .route({
      method: 'GET',
      path: '/privacy/retention/{kind}/preview',
      tags: ['privacy'],
      summary: 'How much a rule would take away today',
    })
    .meta(manage)
    .input(z.object({ kind: kindSchema, days: daysSchema }))
    .output(z.object({ touched: z.number().int(), held: z.number().int() })),
  set: exchange
    .route({
      method: 'PUT',
      path: '/privacy/retention/{kind}',
      tags: ['privacy'],
      summary: 'Say for how long a kind of data is kept',
    })
    .meta(taking)
    .input(z.object({ kind: kindSchema, days: daysSchema.nullable() }))
    .output(retentionSchema),
  hold: exchange
    .route({
      method: 'POST',
      path: '/privacy/holds',
      tags: ['privacy'],
      summary: 'Take nothing away of a customer (legal hold)',
    })
    .meta(taking)
    .input(z.object({ accountId: idSchema, reason: z.string().trim().min(1).max(500) }))
    .output(retentionSchema),
  release: exchange
    .route({ method: 'DELETE', path: '/privacy/holds/{id}', tags: ['privacy'], summary: 'End a legal hold' })
    .meta(taking)
    .input(z.object({ id: idSchema }))
    .output(retentionSchema),
}
