import { z } from 'zod'
import { factSchema } from '#capabilities/facts/contract.ts'
import { labelSchema } from '#capabilities/facts/contract/seen.ts'
import { csvQuery, daySchema, exchange, idSchema } from '#kernel/exchange.ts'

const get = (path: `/${string}`, summary: string) =>
  exchange.route({ method: 'GET', path, tags: ['renewals'], summary }).meta({ mayCall: 'health.read', sees: ['money'] })

const differenceSchema = z.object({
  days: z.number().int(),
  /** Sets of which both sides are known. */
  n: z.number().int(),
  /** Means of those who left and of those who stayed, and of the differences within sets; null: too few are known. */
  lost: z.number().nullable(),
  kept: z.number().nullable(),
  difference: z.number().nullable(),
  /** Its 95 % interval. */
  low: z.number().nullable(),
  high: z.number().nullable(),
  /** More than chance. */
  isClear: z.boolean(),
})

const periodSchema = z.object({ from: daySchema, until: daySchema })

export const lostQuery = periodSchema.extend({
  /** A key of the tree of reasons, or what stands above it; `untold`: no post-mortem was written. */
  reason: z.string().max(100).optional(),
})

export const lostSchema = z.object({
  account: z.object({ id: idSchema, name: z.string() }),
  lostOn: daySchema,
  /** Months it was a customer. */
  months: z.number(),
  /** ARR that went with it, workspace's currency; null: not known. */
  arr: z.number().int().nullable(),
  /** From the post-mortem, else as it was written down. */
  reason: z.object({ key: z.string().nullable(), label: labelSchema }).nullable(),
  avoidable: z.boolean().nullable(),
  lesson: z.string(),
  renewalId: idSchema.nullable(),
  /** The health score so many days before the end, where it is known. */
  scores: z.array(z.object({ days: z.number().int(), score: z.number().nullable() })),
})
export type LostAnswer = z.infer<typeof lostSchema>

const sumSchema = z.object({
  count: z.number().int(),
  /** ARR in the workspace's currency. */
  arr: z.number().int(),
  avoidable: z.number().int(),
})

export const churnStudyRoutes = {
  find: get('/churn-study', 'How customers who left differed from those who stayed, and how early that could be seen')
    .input(periodSchema)
    .output(
      z.object({
        customers: z.number().int(),
        lost: z.number().int(),
        /** Those of them beside whom somebody who stayed could be put. */
        sets: z.number().int(),
        /** Sets that there must be before anything is claimed. */
        fewest: z.number().int(),
        paths: z.array(
          z.object({
            fact: factSchema,
            differences: z.array(differenceSchema),
            /** Days before the end from which the two stay apart; null: they do not. */
            partsAt: z.number().int().nullable(),
          }),
        ),
        /** Sizes so many days before. */
        sizes: z.array(differenceSchema.extend({ fact: factSchema })),
        /** What customers were so many days before; of lists those who are in, and of choices those who have it. */
        traitDays: z.number().int(),
        traits: z.array(
          z.object({
            fact: factSchema,
            values: z.array(differenceSchema.extend({ value: z.string(), customers: z.array(idSchema) })),
          }),
        ),
        tenures: z.array(
          z.object({
            from: z.number().int(),
            to: z.number().int().nullable(),
            customers: z.number().int(),
            years: z.number(),
            lost: z.number().int(),
            /** Losses per 100 customer-years; null: too little was seen. */
            rate: z.number().nullable(),
            low: z.number().nullable(),
            high: z.number().nullable(),
          }),
        ),
      }),
    ),
  reasons: get('/churn-study/reasons', 'Why customers were lost, by the tree of reasons and by quarter')
    .input(periodSchema)
    .output(
      z.object({
        total: sumSchema,
        groups: z.array(
          sumSchema.extend({
            key: z.string(),
            label: labelSchema,
            under: z.array(sumSchema.extend({ key: z.string(), label: labelSchema })),
          }),
        ),
        /** Customers that left and of whom no post-mortem was written. */
        untold: z.number().int(),
        /** `key`: the first month of the quarter. */
        quarters: z.array(sumSchema.extend({ key: z.string() })),
      }),
    ),
  lost: get('/churn-study/lost', 'The customers who were lost, the latest first, with what is known of why')
    .input(lostQuery)
    .output(z.object({ rows: z.array(lostSchema) })),
}

/** The customers who were lost as a file; a download, not a call. */
export const studyExportPath = '/api/v1/churn-study/export'
export const studyExportQuery = lostQuery.extend({ ...csvQuery.shape })
