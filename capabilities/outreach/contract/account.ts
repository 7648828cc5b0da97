import { z } from 'zod'
import { labelSchema } from '#capabilities/facts/contract/seen.ts'
import { daySchema, idSchema, instantSchema } from '#kernel/exchange.ts'
import { longest } from '../core/template.ts'
import { messageKinds, messageStatuses, recipientRoles, stopReasons } from '../core/words.ts'
import { ask, keySchema, languageSchema, manage, read, work } from './parts.ts'
import { previewedSchema } from './templates.ts'

const budgetSchema = z.object({
  contactUsed: z.number().int(),
  contactWeek: z.number().int(),
  accountUsed: z.number().int(),
  accountWeek: z.number().int(),
  left: z.number().int(),
})

const messageSchema = z.object({
  id: idSchema,
  kind: z.enum(messageKinds),
  runId: idSchema.nullable(),
  /** What it is: the subject once it was filled in, else the name of its template. */
  subject: z.string(),
  template: labelSchema.nullable(),
  /** Of a step mail: whom it is for, and the plan's step that it speaks of. */
  role: z.enum(recipientRoles).nullable(),
  step: labelSchema.nullable(),
  contact: z.object({ id: idSchema, name: z.string() }).nullable(),
  by: z.string().nullable(),
  status: z.enum(messageStatuses),
  reason: z.string().nullable(),
  detail: z.string().nullable(),
  at: instantSchema,
  /** Its moment came, and it waits for room in the contact budget. */
  waits: z.boolean(),
  reachedAt: instantSchema.nullable(),
  repliedAt: instantSchema.nullable(),
  /** What was answered, the earliest first, as it stands on the timeline. */
  answers: z.array(z.string()),
})

const accountSchema = z.object({
  budget: budgetSchema,
  runs: z.array(
    z.object({
      id: idSchema,
      sequence: z.object({ key: z.string(), name: labelSchema }),
      planId: idSchema.nullable(),
      beganOn: daySchema,
      heldOut: z.boolean(),
      stopped: z.object({ at: instantSchema, reason: z.enum(stopReasons), by: z.string().nullable() }).nullable(),
    }),
  ),
  /** What is planned, the next first, then what was, the latest first; at most 200. */
  messages: z.array(messageSchema),
})
export type AccountOutreach = z.infer<typeof accountSchema>

const one = z.object({ id: idSchema })
const settingsSchema = z.object({
  contactWeek: z.number().int().min(0).max(50),
  accountWeek: z.number().int().min(0).max(200),
  reachDays: z.number().int().min(1).max(180),
  version: z.number().int(),
})

export const accountRoutes = {
  ofAccount: read('/accounts/{id}/outreach', 'The mail of a customer: planned, sent, or left out and why')
    .input(
      one.extend({
        /** Only what follows this plan. */
        planId: idSchema.optional(),
      }),
    )
    .output(accountSchema),
  takeOver: work(
    'PUT',
    '/accounts/{id}/outreach/taken-over',
    'A person takes over: no sequence writes to the customer; or lets them go on',
  )
    .input(one.extend({ takenOver: z.boolean() }))
    .output(accountSchema),
  fill: ask('/accounts/{id}/mails/filled', 'A template filled in for somebody at a customer, to be sent by hand')
    .input(one.extend({ contactId: idSchema, template: keySchema, language: languageSchema.optional() }))
    .output(z.object({ preview: previewedSchema, budget: budgetSchema })),
  budget: read(
    '/accounts/{id}/contact-budget',
    'How often somebody was approached within seven days, against the limits',
  )
    .input(one.extend({ contactId: idSchema.optional() }))
    .output(budgetSchema),
  send: work('POST', '/accounts/{id}/mails', 'Send a mail to somebody at a customer, in one’s own words')
    .input(
      one.extend({
        contactId: idSchema,
        template: keySchema.nullable(),
        subject: z.string().trim().min(1).max(longest.subject),
        text: z.string().trim().min(1).max(longest.body),
        /** Why, where the contact budget is used up. */
        reason: z.string().trim().max(300),
      }),
    )
    .output(accountSchema),
  replied: work(
    'PUT',
    '/outreach/messages/{id}/replied',
    'Say that a mail was answered; its sequence ends for the customer',
  )
    .input(one)
    .output(accountSchema),
  settings: read(
    '/outreach/settings',
    'The contact budget, and how long a mail is credited with what was reached',
  ).output(settingsSchema),
  setSettings: manage('PUT', '/outreach/settings', 'Change the contact budget')
    .input(settingsSchema)
    .output(settingsSchema),
}
