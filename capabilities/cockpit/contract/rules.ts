import { z } from 'zod'
import { conditionText } from '#capabilities/facts/contract/condition.ts'
import { labelSchema } from '#capabilities/facts/contract/seen.ts'
import { daySchema, exchange, idSchema, instantSchema } from '#kernel/exchange.ts'
import { ctaKinds, outcomes } from '../core/words.ts'

const personSchema = z.object({ id: idSchema, name: z.string() })
const gradeSchema = z.enum(['healthy', 'watch', 'risk', 'unknown'])
const text = z.string().max(2000)
const writtenLabel = z.object({ ja: text, en: text })

const ownerSchema = z.discriminatedUnion('of', [
  z.object({ of: z.literal('csm') }),
  z.object({ of: z.literal('nobody') }),
  z.object({ of: z.literal('person'), personId: idSchema }),
])

/** A rule as it is written. What is wrong with it is answered field by field; `{fact.key}` in a text is filled in. */
const draftSchema = z.object({
  label: writtenLabel,
  help: writtenLabel,
  condition: conditionText,
  /** For whom, as a condition; blank: for everybody. */
  scope: conditionText,
  holdDays: z.number(),
  coolDownDays: z.number(),
  raises: z.object({
    kind: z.enum(ctaKinds),
    title: writtenLabel,
    /** null: the facts that held are listed. */
    because: writtenLabel.nullable(),
    /** Left out: the account's CSM. */
    owner: ownerSchema.optional(),
    effortMinutes: z.number(),
    dueBusinessDays: z.number(),
    sharePercent: z.number(),
    chancePercent: z.number(),
  }),
})

const recordSchema = z.object({
  fired: z.number().int(),
  open: z.number().int(),
  closed: z.number().int(),
  helped: z.number().int(),
  wrong: z.number().int(),
  /** What came of those that are closed. */
  outcomes: z.record(z.enum(outcomes), z.number().int()),
  /** Share of closed CTAs that were of use, percent; null with none closed. */
  precision: z.number().nullable(),
  /** So few were of use, of enough closed ones, that the rule should be looked at. */
  isLow: z.boolean(),
})

export const ruleSchema = z.object({
  id: idSchema,
  key: z.string(),
  version: z.number().int(),
  isOn: z.boolean(),
  isArchived: z.boolean(),
  label: labelSchema,
  help: labelSchema,
  /** Both in the condition language; `scope` says whom the rule is for. */
  condition: z.string(),
  scope: z.string(),
  /** The condition and the scope in words; null where words cannot say them. */
  said: z.object({ condition: labelSchema.nullable(), scope: labelSchema.nullable() }),
  holdDays: z.number(),
  coolDownDays: z.number(),
  raises: z.object({
    kind: z.enum(ctaKinds),
    title: labelSchema,
    /** null: the facts that held are listed. */
    because: labelSchema.nullable(),
    owner: ownerSchema.optional(),
    effortMinutes: z.number().int(),
    dueBusinessDays: z.number().int(),
    sharePercent: z.number(),
    chancePercent: z.number(),
  }),
  /** How it has done so far. */
  record: recordSchema,
})

const versionSchema = z.object({
  version: z.number().int(),
  at: instantSchema,
  by: personSchema.nullable(),
  note: z.string().nullable(),
  draft: draftSchema,
})

const oneSchema = z.object({
  rule: ruleSchema,
  /** As it is written, with the gaps that are filled in later. */
  draft: draftSchema,
  /** The newest first. */
  versions: z.array(versionSchema),
})

const shareSchema = z
  .object({ hits: z.number().int(), of: z.number().int(), share: z.number(), low: z.number(), high: z.number() })
  .nullable()
const accountSchema = z.object({ id: idSchema, name: z.string() })

const replaySchema = z.object({
  /** Null where nothing was kept yet. */
  from: daySchema.nullable(),
  to: daySchema,
  /** Days between a firing and a loss within which it counts for it. */
  horizon: z.number().int(),
  /** Facts that are asked about and whose past is not kept: nothing can be said then. */
  unkept: z.array(z.object({ key: z.string(), label: labelSchema })),
  customers: z.number().int(),
  fired: z.number().int(),
  accounts: z.number().int(),
  losses: z.number().int(),
  caught: z.number().int(),
  precision: shareSchema,
  recall: shareSchema,
  /** How often any customer was lost within the horizon: what the precision is to be better than. */
  usual: shareSchema,
  /** How many more losses are needed before shares say anything; 0: enough. */
  missing: z.number().int(),
  leadDays: z.number().int().nullable(),
  weekly: z.object({ mean: z.number(), low: z.number().int(), high: z.number().int() }).nullable(),
  weeks: z.array(
    z.object({
      from: daySchema,
      to: daySchema,
      /** Firings before a loss, before none, and those of which it is not known yet. */
      lost: z.number().int(),
      kept: z.number().int(),
      open: z.number().int(),
      /** Losses it fired before, and those it missed. */
      caught: z.number().int(),
      missed: z.number().int(),
    }),
  ),
  /** The newest first, at most 200. */
  firings: z.array(
    z.object({
      account: accountSchema,
      on: daySchema,
      outcome: z.enum(['lost', 'kept', 'open']),
      lostOn: daySchema.nullable(),
    }),
  ),
  /** Losses, missed ones first, at most 200. */
  lost: z.array(z.object({ account: accountSchema, on: daySchema, firedOn: daySchema.nullable() })),
  /** For how many it would fire as soon as it is published and on: what holds already and is not reported yet. */
  atOnce: z.number().int(),
  /** How many days a CTA is taken to stay open. */
  openDays: z.number(),
  /** How long the answer took, ms. */
  tookMs: z.number(),
})

const note = z.string().trim().max(500).optional()
const one = z.object({ id: idSchema })
/** The version that was seen: one published meanwhile is not overwritten. */
const based = one.extend({ basedOn: z.number().int() })

const route = (method: 'GET' | 'POST' | 'PUT', path: `/${string}`, summary: string) =>
  exchange.route({ method, path, tags: ['cockpit'], summary })
const read = (path: `/${string}`, summary: string) => route('GET', path, summary).meta({ mayCall: 'signals.read' })
const manage = (method: 'POST' | 'PUT', path: `/${string}`, summary: string) =>
  route(method, path, summary).meta({ mayCall: 'signals.manage' })

export const rulesContract = {
  list: read('/signal-rules', 'The rules that watch facts, archived ones too, and how they have done').output(
    z.object({ rules: z.array(ruleSchema) }),
  ),
  get: read('/signal-rules/{id}', 'One rule as it is written, with its versions; the id of any version leads to it')
    .input(one)
    .output(oneSchema),
  afterwards: read('/signal-rules/{id}/afterwards', 'What became of the accounts 30 and 90 days after the rule fired')
    .input(one)
    .output(
      z.object({
        horizons: z.array(
          z.object({
            days: z.number().int(),
            /** Firings that are so long ago. */
            signals: z.number().int(),
            /** Those whose account was still a customer. */
            customers: z.number().int(),
            /** The mean score on the day of the firing and then, of those that had both. */
            score: z.object({ of: z.number().int(), before: z.number(), after: z.number() }).nullable(),
            grades: z.record(gradeSchema, z.number().int()),
          }),
        ),
      }),
    ),
  open: read('/signal-rules/{id}/open', 'The CTAs that a rule raised and nobody has closed, at most 200')
    .input(one)
    .output(
      z.object({
        ctas: z.array(
          z.object({
            id: idSchema,
            account: accountSchema,
            title: labelSchema,
            owner: z.object({ id: idSchema, name: z.string() }).nullable(),
            dueOn: daySchema,
            snoozedUntil: daySchema.nullable(),
          }),
        ),
      }),
    ),
  replay: manage('POST', '/signal-rules/replay', 'When a draft would have fired in the past, and before which losses')
    .input(
      draftSchema.pick({ condition: true, scope: true, holdDays: true, coolDownDays: true }).extend({
        /** The rule that the draft is to replace. */
        id: idSchema.optional(),
        days: z.number().int().min(28).max(730).default(180),
        horizon: z.number().int().min(7).max(365).default(90),
      }),
    )
    .output(replaySchema),
  offered: read(
    '/signal-rules/offered',
    'Ready-made rules that came after the workspace was made and are not in use yet',
  ).output(z.object({ rules: z.array(z.object({ key: z.string(), label: labelSchema, help: labelSchema })) })),
  take: manage('POST', '/signal-rules/offered', 'Take up a ready-made rule, switched on')
    .input(z.object({ key: z.string().max(64) }))
    .output(oneSchema),
  create: manage('POST', '/signal-rules', 'Publish a new rule')
    .input(z.object({ draft: draftSchema, note, isOn: z.boolean().default(true) }))
    .output(oneSchema),
  publish: manage('PUT', '/signal-rules/{id}', 'Publish a new version of a rule')
    .input(based.extend({ draft: draftSchema, note }))
    .output(oneSchema),
  restore: manage('POST', '/signal-rules/{id}/restore', 'Publish an earlier version of a rule again')
    .input(based.extend({ version: z.number().int() }))
    .output(oneSchema),
  archive: manage('PUT', '/signal-rules/{id}/archived', 'Put a rule away, or take it back')
    .input(one.extend({ archived: z.boolean() }))
    .output(oneSchema),
  turn: manage('PUT', '/signal-rules/{key}/on', 'Switch a rule on or off')
    .input(z.object({ key: z.string().max(64), isOn: z.boolean() }))
    .output(ruleSchema),
}
