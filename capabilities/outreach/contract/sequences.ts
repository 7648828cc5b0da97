import { z } from 'zod'
import { conditionText } from '#capabilities/facts/contract/condition.ts'
import { idSchema, instantSchema } from '#kernel/exchange.ts'
import { mostMails } from '../core/sequence.ts'
import { keySchema, manage, nameSchema, noteSchema, read, roleSchema, windowSchema, writtenLabel } from './parts.ts'

const days = z.number().int().min(-120).max(250)
const ofStep = <At extends string>(at: At) => z.object({ at: z.literal(at), step: keySchema, days: days.min(0) })

const mailSchema = z.object({
  key: keySchema,
  template: keySchema,
  when: z.discriminatedUnion('at', [
    ofStep('ready'),
    ofStep('before_due'),
    ofStep('after_due'),
    ofStep('done'),
    z.object({ at: z.literal('begin'), days }),
    z.object({ at: z.literal('previous'), days: days.min(0) }),
  ]),
  condition: conditionText,
  role: roleSchema,
  purpose: z.discriminatedUnion('is', [
    z.object({ is: z.literal('step'), step: keySchema }),
    z.object({ is: z.literal('condition'), condition: conditionText }),
    z.object({ is: z.literal('none') }),
  ]),
})

/** A sequence as it is written. */
export const sequenceDraftSchema = z.object({
  name: nameSchema,
  aim: writtenLabel(500),
  follows: z.discriminatedUnion('what', [
    z.object({ what: z.literal('plan'), template: keySchema }),
    z.object({ what: z.literal('phase'), phase: z.string().max(64) }),
    z.object({ what: z.literal('date'), fact: z.string().max(63) }),
  ]),
  scope: conditionText,
  window: windowSchema,
  holdOutPercent: z.number().int().min(0).max(50),
  waitDays: z.number().int().min(0).max(30),
  mails: z.array(mailSchema).max(mostMails),
})

const figures = z.object({
  /** Customers it follows now, and those that get nothing of it on purpose. */
  running: z.number().int(),
  heldOut: z.number().int(),
  planned: z.number().int(),
  sent: z.number().int(),
  skipped: z.number().int(),
  replied: z.number().int(),
})

const sequenceSchema = sequenceDraftSchema.extend({
  key: z.string(),
  version: z.number().int(),
  isOn: z.boolean(),
  note: z.string(),
  publishedAt: instantSchema,
  publishedBy: z.string().nullable(),
  figures,
})
export type SequenceAnswer = z.infer<typeof sequenceSchema>

const simulationSchema = z.object({
  days: z.number().int(),
  /** Customers it would follow, of them held out, and mails in the days ahead. */
  customers: z.number().int(),
  heldOut: z.number().int(),
  mails: z.array(
    z.object({
      key: z.string(),
      due: z.number().int(),
      nobody: z.number().int(),
      later: z.number().int(),
      reached: z.number().int(),
    }),
  ),
  /** Hours that people would have needed to write as much by hand. */
  hoursSaved: z.number(),
  /** Who is first, at most 20. */
  first: z.array(
    z.object({ account: z.object({ id: idSchema, name: z.string() }), mail: z.string(), at: instantSchema }),
  ),
})

const one = z.object({ key: keySchema })
const all = z.object({ sequences: z.array(sequenceSchema) })

export const sequenceRoutes = {
  list: read('/outreach/sequences', 'The sequences of mails, and how many customers they follow').output(all),
  versions: read('/outreach/sequences/{key}/versions', 'The versions of a sequence, the newest first')
    .input(one)
    .output(z.object({ versions: z.array(sequenceSchema.omit({ figures: true })) })),
  publish: manage('PUT', '/outreach/sequences/{key}', 'Publish a new version of a sequence, or the first of a new one')
    .input(one.extend({ version: z.number().int(), note: noteSchema, draft: sequenceDraftSchema }))
    .output(all),
  turn: manage('PUT', '/outreach/sequences/{key}/on', 'Switch a sequence on or off')
    .input(one.extend({ isOn: z.boolean() }))
    .output(all),
  remove: manage('PUT', '/outreach/sequences/{key}/removed', 'Take a sequence away, or bring it back switched off')
    .input(one.extend({ removed: z.boolean() }))
    .output(all),
  simulate: manage('POST', '/outreach/sequences/simulate', 'Which mails a draft would send to how many customers')
    .input(one.extend({ draft: sequenceDraftSchema }))
    .output(simulationSchema),
}
