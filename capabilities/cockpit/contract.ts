import { z } from 'zod'
import { clauseSchema, labelSchema } from '#capabilities/facts/contract/seen.ts'
import { daySchema, exchange, idSchema, instantSchema, moneySchema } from '#kernel/exchange.ts'
import { rulesContract } from './contract/rules.ts'
import { ctaKinds, ctaMoves, ctaStatuses, outcomes } from './core/words.ts'

const personSchema = z.object({ id: idSchema, name: z.string() })
const kindSchema = z.enum(ctaKinds)

/** A condition over facts that has just become true, with the facts of that moment. */
export const signalSchema = z.object({
  id: idSchema,
  /** `id`: the version that fired; it leads to the rule as it is now. */
  rule: z.object({
    id: idSchema,
    key: z.string(),
    version: z.number().int(),
    label: labelSchema,
    condition: z.string(),
  }),
  accountId: idSchema,
  firedAt: instantSchema,
  because: labelSchema,
  clauses: z.array(clauseSchema),
  ctaId: idSchema.nullable(),
  /** Whether the condition has held ever since; null: the rule no longer watches. */
  holds: z.boolean().nullable(),
})

export const ctaSchema = z.object({
  id: idSchema,
  version: z.number().int(),
  account: z.object({ id: idSchema, name: z.string() }),
  kind: kindSchema,
  title: labelSchema,
  /** What a person wrote beside it. */
  note: z.string(),
  /** Why it is there, in a sentence with the facts of the moment it was raised; null where a person made it. */
  because: labelSchema.nullable(),
  signalId: idSchema.nullable(),
  ruleKey: z.string().nullable(),
  /** The version of the rule that raised it; it leads to the rule as it is now. */
  ruleId: idSchema.nullable(),
  status: z.enum(ctaStatuses),
  owner: personSchema.nullable(),
  dueOn: daySchema,
  effortMinutes: z.number().int(),
  pinned: z.boolean(),
  snoozed: z.object({ until: daySchema, reason: z.string().nullable() }).nullable(),
  closed: z
    .object({ outcome: z.enum(outcomes), note: z.string().nullable(), by: personSchema.nullable(), at: instantSchema })
    .nullable(),
  createdBy: personSchema.nullable(),
  createdAt: instantSchema,
  /** What may be done now; `why` names the rule that stands against it. */
  moves: z.array(z.object({ move: z.enum(ctaMoves), allowed: z.boolean(), why: z.string().nullable() })),
})
export type CtaAnswer = z.infer<typeof ctaSchema>

/** value at stake × chance it matters × urgency ÷ effort, each with what it was made of. */
export const rankSchema = z.object({
  /** Minor units of the workspace's currency per hour of work. */
  value: z.number(),
  stake: z.object({
    /** ARR × share. */
    amount: moneySchema,
    arr: moneySchema,
    /** What share of the ARR this kind of thing is about, percent. */
    share: z.number(),
    /** The account has no ARR: the median of the list stands in for it. */
    assumed: z.boolean(),
  }),
  chance: z.object({
    percent: z.number(),
    /** What the rule states; then how many of its closed CTAs were of use (not the not needed and wrong alarms). */
    prior: z.number(),
    useful: z.number().int(),
    closed: z.number().int(),
    /** The account's grade moves it: a risk is likelier in bad health, an opportunity in good health. */
    grade: z.enum(['healthy', 'watch', 'risk', 'unknown']),
    gradeFactor: z.number(),
  }),
  urgency: z.object({ factor: z.number(), businessDays: z.number().int() }),
  effort: z.object({ minutes: z.number().int() }),
})

export const todayItemSchema = ctaSchema.extend({
  rank: rankSchema,
  health: z.object({
    score: z.number().nullable(),
    grade: z.enum(['healthy', 'watch', 'risk', 'unknown']),
    /** Somebody put the score in the place of the computed one. */
    overridden: z.boolean(),
  }),
  phase: z.string().nullable(),
  renewalOn: daySchema.nullable(),
  /** For what does not fit into today: the business day it is proposed for. */
  parkedFor: daySchema.nullable(),
})
export type TodayItem = z.infer<typeof todayItemSchema>

const one = z.object({ id: idSchema })
/** The version that was seen: a change made meanwhile is not overwritten. */
const change = one.extend({ version: z.number().int() })
const title = z.string().trim().min(1).max(200)
const note = z.string().trim().max(5000)
const effort = z.number().int().min(1).max(2400)
const get = (path: `/${string}`, summary: string) => exchange.route({ method: 'GET', path, tags: ['cockpit'], summary })
const post = (path: `/${string}`, summary: string) =>
  exchange.route({ method: 'POST', path, tags: ['cockpit'], summary }).meta({ mayCall: 'ctas.work' })

export const cockpitContract = {
  today: get('/today', 'What to do today, ranked, each with its reason')
    .meta({ mayCall: 'signals.read' })
    .input(
      z.object({
        /** `mine`: mine and those nobody owns. */
        of: z.enum(['mine', 'all', 'nobody']).default('mine'),
        limit: z.coerce.number().int().min(1).max(50).default(15),
      }),
    )
    .output(
      z.object({
        day: daySchema,
        items: z.array(todayItemSchema),
        /** What does not fit into the day, in the same order; at most 200. */
        parked: z.array(todayItemSchema),
        counts: z.object({
          open: z.number().int(),
          overdue: z.number().int(),
          snoozed: z.number().int(),
          doneToday: z.number().int(),
        }),
        minutes: z.number().int(),
      }),
    ),
  team: get('/today/team', 'Who has how much open, overdue and for how long')
    .meta({ mayCall: 'signals.read' })
    .output(
      z.object({
        people: z.array(
          z.object({
            person: personSchema.nullable(),
            open: z.number().int(),
            overdue: z.number().int(),
            snoozed: z.number().int(),
            minutes: z.number().int(),
            oldestDays: z.number().int(),
            closed28d: z.number().int(),
          }),
        ),
      }),
    ),
  ctas: {
    ofAccount: get('/accounts/{id}/ctas', "An account's CTAs, open ones first")
      .meta({ mayCall: 'signals.read' })
      .input(one.extend({ closed: z.enum(['with', 'without']).default('without') }))
      .output(z.object({ ctas: z.array(ctaSchema) })),
    get: get('/ctas/{id}', 'One CTA').meta({ mayCall: 'signals.read' }).input(one).output(ctaSchema),
    create: post('/ctas', 'Create a CTA')
      .input(
        z.object({
          accountId: idSchema,
          kind: kindSchema,
          title,
          note: note.default(''),
          /** Left out: whoever creates it. */
          ownerId: idSchema.nullable().optional(),
          /** Left out: the third business day from today. */
          dueOn: daySchema.optional(),
          effortMinutes: effort.default(30),
        }),
      )
      .output(ctaSchema),
    update: exchange
      .route({ method: 'PATCH', path: '/ctas/{id}', tags: ['cockpit'], summary: 'Change what a CTA says' })
      .meta({ mayCall: 'ctas.work' })
      .input(
        change.extend({
          kind: kindSchema.optional(),
          title: title.optional(),
          note: note.optional(),
          dueOn: daySchema.optional(),
          effortMinutes: effort.optional(),
        }),
      )
      .output(ctaSchema),
    snooze: post('/ctas/{id}/snooze', 'Put a CTA off until a day')
      .input(change.extend({ until: daySchema, reason: z.string().trim().max(500).optional() }))
      .output(ctaSchema),
    reopen: post('/ctas/{id}/reopen', 'Take a CTA up again').input(change).output(ctaSchema),
    delegate: post('/ctas/{id}/delegate', 'Give a CTA to somebody else, or to nobody')
      .input(change.extend({ ownerId: idSchema.nullable() }))
      .output(ctaSchema),
    close: post('/ctas/{id}/close', 'Say that a CTA is done, and what came of it')
      .input(change.extend({ outcome: z.enum(outcomes), note: z.string().trim().max(2000).optional() }))
      .output(ctaSchema),
    pin: post('/ctas/{id}/pin', 'Keep a CTA on top of the day, or no longer')
      .input(change.extend({ pinned: z.boolean() }))
      .output(ctaSchema),
    undo: post('/ctas/{id}/undo', 'Take back the change that made this version').input(change).output(ctaSchema),
  },
  signals: get('/accounts/{id}/signals', "An account's signals, each with the facts of its moment")
    .meta({ mayCall: 'signals.read' })
    .input(one)
    .output(z.object({ signals: z.array(signalSchema) })),
  rules: rulesContract,
}
