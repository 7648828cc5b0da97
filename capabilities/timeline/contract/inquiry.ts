import { z } from 'zod'
import { exchange, idSchema, instantSchema, pageQuery } from '#kernel/exchange.ts'
import { severities } from '../core/words.ts'

const moment = z.iso.datetime({ offset: true })

/** What a person may write about an inquiry. Left out: leave as it is. null: clear. */
export const inquiryChangeSchema = z.object({
  subject: z.string().trim().max(500).optional(),
  body: z.string().max(100_000).optional(),
  topic: z.string().trim().max(100).nullable().optional(),
  severity: z.enum(severities).nullable().optional(),
  contactId: idSchema.nullable().optional(),
  externalId: z.string().trim().max(200).nullable().optional(),
  openedAt: moment.optional(),
  firstAnsweredAt: moment.nullable().optional(),
  solvedAt: moment.nullable().optional(),
  /** 1 to 5, as the customer judged. */
  satisfaction: z.number().min(1).max(5).nullable().optional(),
  escalated: z.boolean().optional(),
})

export const inquirySchema = z.object({
  id: idSchema,
  accountId: idSchema,
  version: z.number().int(),
  externalId: z.string().nullable(),
  subject: z.string(),
  body: z.string(),
  topic: z.string().nullable(),
  severity: z.enum(severities).nullable(),
  contact: z.object({ id: idSchema, name: z.string() }).nullable(),
  openedAt: instantSchema,
  firstAnsweredAt: instantSchema.nullable(),
  solvedAt: instantSchema.nullable(),
  satisfaction: z.number().nullable(),
  escalated: z.boolean(),
  archivedAt: instantSchema.nullable(),
  updatedAt: instantSchema,
})

const inquiry = (method: 'GET' | 'POST' | 'PATCH', path: `/${string}`, summary: string) =>
  exchange
    .route({ method, path, tags: ['inquiries'], summary })
    .meta({ mayCall: method === 'GET' ? 'accounts.read' : 'accounts.write' })

const byId = z.object({ id: idSchema })

export const inquiryRoutes = {
  list: inquiry('GET', '/accounts/{id}/inquiries', 'The inquiries of an account, latest first')
    .meta({ mayCall: 'accounts.read', bulk: 'timeline' })
    .input(byId.extend({ ...pageQuery.shape, state: z.enum(['all', 'open', 'solved']).default('all') }))
    .output(z.object({ rows: z.array(inquirySchema), next: z.string().nullable() })),
  create: inquiry('POST', '/accounts/{id}/inquiries', 'Write down an inquiry')
    .input(inquiryChangeSchema.extend({ id: idSchema, subject: z.string().trim().min(1).max(500) }))
    .output(inquirySchema),
  update: inquiry('PATCH', '/inquiries/{id}', 'Change an inquiry')
    .input(inquiryChangeSchema.extend({ id: idSchema, version: z.number().int() }))
    .output(z.object({ inquiry: inquirySchema, undo: inquiryChangeSchema.extend({ version: z.number().int() }) })),
  archive: inquiry('POST', '/inquiries/{id}/archive', 'Archive an inquiry').input(byId).output(inquirySchema),
  restore: inquiry('POST', '/inquiries/{id}/restore', 'Bring an archived inquiry back')
    .input(byId)
    .output(inquirySchema),
}
