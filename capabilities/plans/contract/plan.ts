import { z } from 'zod'
import { clauseSchema, labelSchema } from '#capabilities/facts/contract/seen.ts'
import { daySchema, idSchema } from '#kernel/exchange.ts'
import { blockers } from '../core/blockers.ts'
import { reasons } from '../core/forecast.ts'
import { closers, planStatuses, sides, standings } from '../core/words.ts'
import { roleSchema, stepContent } from './parts.ts'

const personSchema = z.object({ id: idSchema, name: z.string() })

/** How far a step has come, as it is told and as it is asked for. */
export const stateSchema = z.discriminatedUnion('is', [
  /** `watched`: facts may close it. */
  z.object({ is: z.literal('open'), watched: z.boolean() }),
  z.object({ is: z.literal('doing'), since: daySchema }),
  z.object({ is: z.literal('done'), on: daySchema, by: z.enum(closers) }),
  z.object({ is: z.literal('skipped'), on: daySchema, reason: z.string().trim().min(1).max(500) }),
])
export type StateAnswer = z.infer<typeof stateSchema>

const stepSchema = stepContent.extend({
  id: idSchema,
  version: z.number().int(),
  stageId: idSchema,
  side: z.enum(sides),
  /** Who has the role in this plan. */
  who: z.string().nullable(),
  agreedDueOn: daySchema.nullable(),
  after: z.array(idSchema),
  state: stateSchema,
  /** All that it depends on is over. */
  isReady: z.boolean(),
  startOn: daySchema,
  dueOn: daySchema,
  /** When it ended, or the earliest day it can end. */
  endOn: daySchema,
  baselineStartOn: daySchema,
  baselineDueOn: daySchema,
  /** Business days: how late it is now, and how far its end is from the baseline (negative: before it). */
  lateDays: z.number().int(),
  slipDays: z.number().int(),
  closedBy: z.string().nullable(),
  /** Closed by one of theirs, in the portal. */
  inPortal: z.boolean(),
  /** Closed by facts: the clauses that held. */
  because: z.array(clauseSchema),
  /** Its condition in words; null where there is none or words cannot say it. */
  said: labelSchema.nullable(),
})
export type StepAnswer = z.infer<typeof stepSchema>

const partSchema = z.object({
  role: roleSchema,
  side: z.enum(sides),
  version: z.number().int(),
  contact: personSchema.nullable(),
  person: personSchema.nullable(),
  duty: z.string(),
  hoursAWeek: z.number().nullable(),
  agreedOn: daySchema.nullable(),
  agreement: z.string(),
  /** Whose agreement a plan needs. */
  agrees: z.boolean(),
})
export type PartAnswer = z.infer<typeof partSchema>

export const goalSchema = z.object({
  name: z.string().trim().min(1).max(120),
  /** The figure from before, and the one that is aimed at, in the customer's own words. */
  before: z.string().trim().max(120),
  target: z.string().trim().max(120),
})

export const planSchema = z.object({
  id: idSchema,
  version: z.number().int(),
  account: personSchema,
  template: z.object({ key: z.string(), version: z.number().int(), name: labelSchema }),
  name: z.string(),
  status: z.enum(planStatuses),
  kickOffOn: daySchema,
  targetOn: daySchema.nullable(),
  purpose: z.string(),
  policy: z.string(),
  goals: z.array(goalSchema),
  closedOn: daySchema.nullable(),
  reason: z.string(),
  baselineFinishOn: daySchema,
  /** Expected; null: not to be told, since a role has no time for what is left. */
  finishOn: daySchema.nullable(),
  because: z.array(z.object({ reason: z.enum(reasons), days: z.number().int() })),
  noTimeOf: roleSchema.nullable(),
  slipDays: z.number().int().nullable(),
  /** Of a running plan. */
  standing: z.enum(standings).nullable(),
  lateSteps: z.number().int(),
  heldUpBy: idSchema.nullable(),
  donePercent: z.number(),
  stages: z.array(z.object({ id: idSchema, name: labelSchema })),
  steps: z.array(stepSchema),
  people: z.array(partSchema),
  agreementMissing: z.array(roleSchema),
  /** What stands in its way while it runs, the gravest first. */
  blockers: z.array(z.enum(blockers)),
})
export type PlanAnswer = z.infer<typeof planSchema>
