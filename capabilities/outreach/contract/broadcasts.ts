import { z } from 'zod'
import { conditionText } from '#capabilities/facts/contract/condition.ts'
import { daySchema, idSchema, instantSchema, pageQuery } from '#kernel/exchange.ts'
import { longest } from '../core/template.ts'
import { halves } from '../core/trial.ts'
import { broadcastMoves, broadcastStatuses, heldBack, messageStatuses } from '../core/words.ts'
import { keySchema, languageSchema, manage, read, roleSchema, windowSchema } from './parts.ts'
import { previewedSchema } from './templates.ts'

const goalSchema = z.discriminatedUnion('is', [
  z.object({ is: z.literal('replied') }),
  z.object({ is: z.literal('reached'), condition: conditionText, days: z.number().int().min(1).max(60) }),
])
const trialSchema = z.object({
  /** Percent of the recipients on whom both are tried; 100: nobody waits for the outcome. */
  share: z.number().int().min(5).max(100),
  goal: goalSchema,
  /** Of each half, before anything is said. */
  atLeast: z.number().int().min(10).max(10_000),
  days: z.number().int().min(1).max(30),
  otherwise: z.enum(halves),
})
const sideSchema = z.object({ sent: z.number().int(), did: z.number().int() })

const definition = {
  template: keySchema,
  condition: conditionText,
  roles: z.array(roleSchema).min(1).max(5),
  window: windowSchema,
  waitDays: z.number().int().min(0).max(30),
  /** The subject of the second text; null: that of its template. */
  subjectB: z.object({ ja: z.string().max(longest.subject), en: z.string().max(longest.subject) }).nullable(),
  /** The template of the second text; null: the same. */
  templateB: keySchema.nullable().default(null),
  /** How it is found out which of two texts the rest gets; null: each half of all gets one. */
  trial: trialSchema.nullable().default(null),
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
  /** How the trial stands or ended; null where there is none, or it has not begun. */
  outcome: z
    .object({
      a: sideSchema,
      b: sideSchema,
      leads: z.enum(halves),
      /** How probable it is that the leading one is the better one, 0.5 to 1. */
      sure: z.number(),
      /** From which probability on it ends by itself. */
      bar: z.number(),
      winner: z.enum(halves).nullable(),
      because: z.enum(['too_few', 'not_sure', 'sure', 'last_day']),
      endedAt: instantSchema.nullable(),
      /** The day on which it ends whatever is known. */
      lastOn: daySchema,
      /** Recipients who wait for the outcome. */
      waiting: z.number().int(),
    })
    .nullable(),
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

/** What of a draft says whom it reaches, and how it reads. */
const previewed = {
  template: true,
  condition: true,
  roles: true,
  subjectB: true,
  templateB: true,
  trial: true,
  window: true,
  sendAt: true,
} as const
const person = {
  account: z.object({ id: idSchema, name: z.string() }),
  contact: z.object({ id: idSchema, name: z.string() }).nullable(),
}

export const broadcastRoutes = {
  list: read('/outreach/broadcasts', 'Mails to many, the newest first').output(
    z.object({ broadcasts: z.array(broadcastSchema) }),
  ),
  get: read('/outreach/broadcasts/{id}', 'One mail to many, with how far it is').input(one).output(broadcastSchema),
  messages: read('/outreach/broadcasts/{id}/messages', 'Its mails, each with what became of it')
    .meta({ mayCall: 'accounts.read', bulk: 'mails' })
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
    'Whom a draft would reach, who is held back and why, and the first ten mails',
  )
    .meta({ mayCall: 'outreach.manage', bulk: 'mails' })
    .input(draftSchema.pick(previewed))
    .output(
      z.object({
        customers: z.number().int(),
        recipients: z.number().int(),
        /** By reason, and by field where one is missing. */
        excluded: z.array(z.object({ reason: z.enum(heldBack), detail: z.string(), count: z.number().int() })),
        /** When the first of them go out, where that is not at once or at the time that was chosen. */
        opensAt: instantSchema.nullable(),
        /** There are more customers than are looked at: figures are of the first of them. */
        more: z.boolean(),
        first: z.array(previewedSchema),
      }),
    ),
  recipients: manage('POST', '/outreach/broadcasts/recipients', 'Who is behind a figure of the preview')
    .meta({ mayCall: 'outreach.manage', bulk: 'mails' })
    .input(
      draftSchema.pick(previewed).extend({
        ...pageQuery.shape,
        /** Null: those it reaches. */
        reason: z.enum(heldBack).nullable(),
        detail: z.string().max(200).default(''),
      }),
    )
    .output(z.object({ rows: z.array(z.object(person)), next: z.string().nullable() })),
  test: manage(
    'POST',
    '/outreach/broadcasts/test',
    'Send it to oneself, filled in for the first customer it would reach',
  )
    .input(draftSchema.pick(previewed).extend({ language: languageSchema }))
    .output(z.object({ to: z.string() })),
}
