import { z } from 'zod'
import { labelSchema, seenSchema } from '#capabilities/facts/contract/seen.ts'
import { idSchema, instantSchema } from '#kernel/exchange.ts'
import { grades } from '../core/words.ts'

export const gradeSchema = z.enum(grades)
/** DEAR (`deployment`, `engagement`, `adoption`, `roi`) or a company's own. */
export const dimensionKeySchema = z.string()

/** From a fact's value to points, 0 to 100. */
export const curveSchema = z.discriminatedUnion('shape', [
  /** The points of the highest band that the value reaches; below all of them `below`. */
  z.object({
    shape: z.literal('bands'),
    below: z.number(),
    bands: z.array(z.object({ from: z.number(), points: z.number() })),
  }),
  /** Straight lines between corners; flat outside of them. */
  z.object({ shape: z.literal('line'), corners: z.array(z.object({ at: z.number(), points: z.number() })) }),
  /** The same over the place among other customers, 0 to 100: all of them, or those alike in the fact `within`. */
  z.object({
    shape: z.literal('percentile'),
    within: z.string().nullable(),
    corners: z.array(z.object({ at: z.number(), points: z.number() })),
  }),
  z.object({ shape: z.literal('yes_no'), yes: z.number(), no: z.number() }),
  z.object({ shape: z.literal('choice'), points: z.record(z.string(), z.number()) }),
])

/** What is done when the value is missing or too old. */
export const missingSchema = z.discriminatedUnion('then', [
  z.object({ then: z.literal('leave_out') }),
  z.object({ then: z.literal('count_as'), points: z.number() }),
  z.object({ then: z.literal('hold'), days: z.number().int() }),
])

const measureSchema = z.object({
  key: z.string(),
  label: labelSchema,
  fact: z.string(),
  /** What is needed to show values of the fact. */
  shown: z.object({
    type: seenSchema.shape.type,
    unit: seenSchema.shape.unit,
    choices: z.array(z.object({ key: z.string(), label: labelSchema })),
  }),
  curve: curveSchema,
  missing: missingSchema,
  /** The value counts as missing when the day this date fact tells is longer ago. */
  fresh: z.object({ by: z.string(), days: z.number().int() }).nullable(),
  weight: z.number(),
})

export const scorecardSchema = z.object({
  id: idSchema,
  key: z.string(),
  version: z.number().int(),
  label: labelSchema,
  /** For which accounts, in the condition language; null: for all that no card before it takes. */
  when: z.string().nullable(),
  publishedAt: instantSchema,
  note: z.string().nullable(),
  bands: z.object({ healthyFrom: z.number(), watchFrom: z.number(), hysteresis: z.number() }),
  /** Below this share of weight present (percent) there is no score, and the grade is unknown. */
  confidenceNeeded: z.number(),
  dimensions: z.array(
    z.object({ key: dimensionKeySchema, label: labelSchema, weight: z.number(), measures: z.array(measureSchema) }),
  ),
})
export type ScorecardAnswer = z.infer<typeof scorecardSchema>
