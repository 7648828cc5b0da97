import { z } from 'zod'
import { clauseSchema, labelSchema, seenSchema } from '#capabilities/facts/contract/seen.ts'
import { proofRoutes } from './contract/proof.ts'
import { overrideContract, overrideSchema } from './contract/override.ts'
import { riskRoutes } from './contract/risk.ts'
import { studyRoutes } from './contract/study.ts'
import { daySchema, exchange, idSchema, instantSchema } from '#kernel/exchange.ts'
import { cardsContract } from './contract/cards.ts'
import { curveSchema, dimensionKeySchema, gradeSchema, missingSchema, scorecardSchema } from './contract/scorecard.ts'
import { touchContract } from './contract/touch.ts'
import { measureStates } from './core/words.ts'

/** A measure as it stood in a score. Shares are percent of the whole score, contributions points of it, both in tenths. */
const measuredSchema = z.object({
  key: z.string(),
  label: labelSchema,
  seen: seenSchema,
  /** Since when the value is as it is; null where that is not known. */
  knownAt: instantSchema.nullable(),
  /** For a dated value (a survey's answer): the day it stands for. */
  datedOn: daySchema.nullable(),
  state: z.enum(measureStates),
  /** Points of the curve, 0 to 100 in whole numbers; null where it takes no part. */
  points: z.number().int().nullable(),
  weight: z.number(),
  share: z.number(),
  contribution: z.number(),
  /** What it would give at 100 points, less what it gives. */
  lost: z.number(),
  missing: missingSchema,
  curve: curveSchema,
  /** Its place among other customers, where the curve compares and somebody is known. */
  place: z
    .object({
      /** 0: the lowest value, 100: the highest, in tenths; null: the value is missing, or too few are known. */
      percentile: z.number().nullable(),
      /** With how many customers it is compared. */
      among: z.number().int(),
      /** In which group, or would be; null: among all. */
      group: seenSchema.nullable(),
      /** The group has fewer than 20 customers, or the account is in none: all stand in for it. */
      fellBack: z.boolean(),
    })
    .nullable(),
})

const movedSchema = z.object({
  dimension: dimensionKeySchema,
  measure: z.string(),
  label: labelSchema,
  before: seenSchema,
  after: seenSchema,
  /** Points of the score, in tenths, with sign. */
  difference: z.number(),
})

const comparisonSchema = z.object({
  days: z.number().int(),
  since: daySchema,
  /** The score of that day; null where there was none. */
  score: z.number().int().nullable(),
  grade: gradeSchema.nullable(),
  /** Score now less score then; null where one of them is missing. */
  difference: z.number().int().nullable(),
  dimensions: z.array(z.object({ key: dimensionKeySchema, difference: z.number().int().nullable() })),
  /** Another scorecard held then, so that measures can't be set side by side. */
  otherCard: z.boolean(),
  /** Largest first. Their sum is `sum` now less `sum` then. */
  moved: z.array(movedSchema),
})

export const pulseSchema = z.object({
  id: idSchema,
  value: z.number().int().min(1).max(5),
  note: z.string().nullable(),
  at: instantSchema,
  person: z.object({ id: idSchema, name: z.string() }),
})

/**
 * Why a score is what it is. Points × share ÷ 100 is a measure's contribution, cut to a tenth up or down so that the
 * contributions add up to `sum`, and `sum` rounded half up is the score.
 */
export const whySchema = z.object({
  accountId: idSchema,
  asOf: instantSchema,
  score: z.number().int().nullable(),
  sum: z.number().nullable(),
  grade: gradeSchema,
  /** The grade the score alone would have; it differs while the score is within the hysteresis of a border. */
  rawGrade: gradeSchema,
  /** Share of weight whose value is present, percent. */
  confidence: z.number(),
  confidenceNeeded: z.number(),
  card: z.object({
    id: idSchema,
    key: z.string(),
    version: z.number().int(),
    label: labelSchema,
    when: z.string().nullable(),
    /** The same as a sentence; null where there is none, or it says more than a sentence can. */
    words: labelSchema.nullable(),
    /** Why this card: the clauses of its condition as they held. */
    clauses: z.array(clauseSchema),
  }),
  dimensions: z.array(
    z.object({
      key: dimensionKeySchema,
      label: labelSchema,
      weight: z.number(),
      share: z.number(),
      /** Weighted mean of its present measures, rounded half up; null where none is present. */
      score: z.number().int().nullable(),
      contribution: z.number(),
      measures: z.array(measuredSchema),
    }),
  ),
  comparisons: z.array(comparisonSchema),
  /** The history cannot be read at present: comparisons and since when values are known are left out. */
  historyAway: z.boolean(),
  sentence: labelSchema,
  /** What would lift the score most, largest first. */
  lifts: z.array(
    z.object({
      dimension: dimensionKeySchema,
      measure: z.string(),
      label: labelSchema,
      /** The fact at the value that earns the curve's most points. */
      target: seenSchema,
      gain: z.number(),
    }),
  ),
  pulse: pulseSchema.nullable(),
  /** What the score counts as instead, with the grade of that; null: it counts as it was computed. */
  override: overrideSchema.extend({ grade: gradeSchema }).nullable(),
})
export type Why = z.infer<typeof whySchema>

const account = z.object({ id: idSchema })

const tags = ['health']

export const healthContract = {
  risk: riskRoutes,
  studies: studyRoutes,
  why: exchange
    .route({ method: 'GET', path: '/accounts/{id}/health', tags, summary: "An account's score, opened into its parts" })
    .meta({ mayCall: 'health.read' })
    .input(account)
    .output(whySchema),
  history: exchange
    .route({
      method: 'GET',
      path: '/accounts/{id}/health/history',
      tags,
      summary: 'The score over time, a point for each day it changed',
    })
    .meta({ mayCall: 'health.read' })
    .input(account.extend({ days: z.coerce.number().int().min(7).max(3_660).default(365) }))
    .output(
      z.object({
        points: z.array(z.object({ day: daySchema, score: z.number().int().nullable(), grade: gradeSchema })),
      }),
    ),
  trends: exchange
    .route({ method: 'GET', path: '/health/trends', tags, summary: 'How the scores of some accounts went, for lists' })
    .meta({ mayCall: 'health.read' })
    .input(
      z.object({
        /** Ids separated by commas, at most 200. */
        ids: z.string().max(7_400),
        days: z.coerce.number().int().min(14).max(730).default(91),
      }),
    )
    .output(
      z.object({
        /** The score at the end of each seventh day, oldest first, the last one now; null where there was none. */
        trends: z.array(z.object({ id: idSchema, scores: z.array(z.number().int().nullable()) })),
      }),
    ),
  scorecards: exchange
    .route({
      method: 'GET',
      path: '/scorecards',
      tags,
      summary: 'The scorecards in force, in the order they are tried',
    })
    .meta({ mayCall: 'health.read' })
    .output(z.object({ scorecards: z.array(scorecardSchema) })),
  cards: cardsContract,
  overrides: overrideContract,
  touch: touchContract,
  ...proofRoutes,
  pulses: {
    list: exchange
      .route({
        method: 'GET',
        path: '/accounts/{id}/pulses',
        tags,
        summary: "Our people's own judgements of an account",
      })
      .meta({ mayCall: 'health.read' })
      .input(account)
      .output(z.object({ pulses: z.array(pulseSchema) })),
    add: exchange
      .route({ method: 'POST', path: '/accounts/{id}/pulses', tags, summary: 'Say how the account feels, 1 to 5' })
      .meta({ mayCall: 'accounts.write' })
      .input(account.extend({ value: z.number().int().min(1).max(5), note: z.string().trim().max(2000).optional() }))
      .output(pulseSchema),
    remove: exchange
      .route({
        method: 'DELETE',
        path: '/accounts/{id}/pulses/{pulseId}',
        tags,
        summary: 'Take a judgement of one’s own back',
      })
      .meta({ mayCall: 'accounts.write' })
      .input(account.extend({ pulseId: idSchema }))
      .output(z.object({ removed: z.literal(true) })),
  },
}
