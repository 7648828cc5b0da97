import { z } from 'zod'
import { conditionText } from '#capabilities/facts/contract/condition.ts'
import { idSchema, instantSchema, pageQuery } from '#kernel/exchange.ts'
import { longest } from '../core/template.ts'
import { broadcastMoves, broadcastStatuses, messageStatuses } from '../core/words.ts'
import { keySchema, languageSchema, manage, read, roleSchema, windowSchema } from './parts.ts'
import { previewedSchema } from './templates.ts'

const definition = {
  template: keySchema,
  condition: conditionText,
  roles: z.array(roleSchema).min(1).max(5),
  window: windowSchema,
  waitDays: z.number().int().min(0).max(30),
  /** A second subject that half of the recipients get; null: all get that of the template. */
  subjectB: z.object({ ja: z.string().max(longest.subject), en: z.string().max(longest.subject) }).nullable(),
  senderId: idSchema.nullable(),
}
const draftSchema = z.object({
  name: z.string().trim().min(1).max(120),
  ...definition,
  sendAt: instantSchema.nullable(),
})

const counts = z.object({
  of: z.number().int(),
  planned: z.number().int(),
  queued: z.number().int(),
  sent: z.number().int(),
  skipped: z.number().int(),
  failed: z.number().int(),
  replied: z.number().int(),
})

const broadcastSchema = draftSchema.extend({
  id: idSchema,
  version: z.number().int(),
  status: z.enum(broadcastStatuses),
  createdAt: instantSchema,
  createdBy: z.string().nullable(),
  finishedAt: instantSchema.nullable(),
  /** Whether all its mails are made; until then there are more to come. */
  isComplete: z.boolean(),
  counts,
})
export type BroadcastAnswer = z.infer<typeof broadcastSchema>

const messageSchema = z.object({
  id: idSchema,
  account: z.object({ id: idSchema, name: z.string() }),
  contact: z.object({ id: idSchema, name: z.string() }).nullable(),
  half: z.enum(['a', 'b']).nullable(),
  status: z.enum(messageStatuses),
  reason: z.string().nullable(),
  detail: z.string().nullable(),
  at: instantSchema,
  repliedAt: instantSchema.nullable(),
})

const one = z.object({ id: idSchema })
const change = one.extend({ version: z.number().int() })

export const broadcastRoutes = {
  list: read('/outreach/broadcasts', 'Mails to many, the newest first').output(
    z.object({ broadcasts: z.array(broadcastSchema) }),
  ),
  get: read('/outreach/broadcasts/{id}', 'One mail to many, with how far it is').input(one).output(broadcastSchema),
  messages: read('/outreach/broadcasts/{id}/messages', 'Its mails, each with what became of it')
    .input(one.extend({ ...pageQuery.shape, status: z.enum(messageStatuses).optional() }))
    .output(z.object({ rows: z.array(messageSchema), next: z.string().nullable() })),
  create: manage('POST', '/outreach/broadcasts', 'Write a mail to many, as a draft')
    .input(draftSchema)
    .output(broadcastSchema),
  update: manage('PUT', '/outreach/broadcasts/{id}', 'Change a draft')
    .input(change.extend(draftSchema.shape))
    .output(broadcastSchema),
  move: manage('PUT', '/outreach/broadcasts/{id}/status', 'Send, pause, go on, stop, or remove a draft')
    .input(change.extend({ move: z.enum(Object.keys(broadcastMoves) as [keyof typeof broadcastMoves]) }))
    .output(broadcastSchema),
  preview: manage(
    'POST',
    '/outreach/broadcasts/preview',
    'Whom a draft would reach, who is left out and why, and the first ten mails',
  )
    .input(draftSchema.pick({ template: true, condition: true, roles: true, subjectB: true }))
    .output(
      z.object({
        customers: z.number().int(),
        recipients: z.number().int(),
        excluded: z.array(
          z.object({ reason: z.enum(['nobody', 'no_address', 'suppressed', 'budget']), count: z.number().int() }),
        ),
        first: z.array(previewedSchema),
      }),
    ),
  test: manage(
    'POST',
    '/outreach/broadcasts/test',
    'Send it to oneself, filled in for the first customer it would reach',
  )
    .input(
      draftSchema
        .pick({ template: true, condition: true, roles: true, subjectB: true })
        .extend({ language: languageSchema }),
    )
    .output(z.object({ to: z.string() })),
}
