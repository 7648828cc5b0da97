import { z } from 'zod'
import { labelSchema, seenSchema } from '#capabilities/facts/contract/seen.ts'
import { daySchema, exchange, idSchema, instantSchema } from '#kernel/exchange.ts'
import { tenures } from '../core/proof/tenure.ts'
import { gradeSchema } from './scorecard.ts'

const tags = ['health']

/** What the newest model was learnt from and what it was worth on later months. */
export const riskCardSchema = z.object({
  trainedAt: instantSchema,
  /** Days looked ahead. */
  horizon: z.number().int(),
  /** Month ends it was learnt from; null where there is none. */
  from: daySchema.nullable(),
  to: daySchema.nullable(),
  /** Customers at a month end. */
  samples: z.number().int(),
  /** How many more must have left before a model says anything; 0: enough have. */
  missing: z.number().int(),
  kind: z.enum(['logistic', 'trees']).nullable(),
  /** How it did on months later than all it was fitted to; null without a model. */
  proof: z
    .object({
      from: daySchema,
      to: daySchema,
      judged: z.number().int(),
      lost: z.number().int(),
      discrimination: z.object({ auc: z.number(), low: z.number(), high: z.number() }),
      calibration: z.object({
        error: z.number(),
        brier: z.number(),
        bins: z.array(z.object({ judged: z.number().int(), said: z.number(), came: z.number() })),
      }),
      tried: z.array(z.object({ kind: z.string(), auc: z.number() })),
    })
    .nullable(),
  /** Facts that tell losses too well to have been known before them: they take no part. */
  leaks: z.array(z.object({ key: z.string(), label: labelSchema, auc: z.number() })),
})

const rateSchema = z.object({
  /** Customers who stood so at a month's end, and those of them who were lost. */
  accounts: z.number().int(),
  lost: z.number().int(),
  /** Percent of month ends that a loss followed, with the 95 % interval. */
  percent: z.number(),
  low: z.number(),
  high: z.number(),
})

/** What became of customers who stood alike: counted, not said by a model. */
export const ratesSchema = z.object({
  days: z.number().int(),
  all: rateSchema,
  grades: z.array(rateSchema.extend({ grade: gradeSchema })),
  cells: z.array(rateSchema.extend({ grade: gradeSchema, tenure: z.enum(tenures) })),
})

export const riskRoutes = {
  find: exchange
    .route({ method: 'GET', path: '/health/risk', tags, summary: 'The newest model of how likely customers are lost' })
    .meta({ mayCall: 'health.read' })
    .output(
      z.object({
        card: riskCardSchema.nullable(),
        /** Only where no model could be learnt. */
        rates: ratesSchema.nullable(),
      }),
    ),
  learn: exchange
    .route({ method: 'POST', path: '/health/risk', tags, summary: 'Learn from the past anew, in the background' })
    .meta({ mayCall: 'health.manage' })
    .output(z.object({ asked: z.literal(true) })),
  ofAccount: exchange
    .route({ method: 'GET', path: '/accounts/{id}/risk', tags, summary: 'How likely a customer is lost, and why' })
    .meta({ mayCall: 'health.read' })
    .input(z.object({ id: idSchema }))
    .output(
      z.object({
        /** null: no model, or not a customer now. */
        risk: z
          .object({
            /** Percent within the days looked ahead. */
            percent: z.number(),
            /** What it is where every fact is as usual. */
            usual: z.number(),
            horizon: z.number().int(),
            trainedAt: instantSchema,
            auc: z.number(),
            /** Facts that move it most: by how many percentage points, and what each is now. */
            reasons: z.array(z.object({ points: z.number(), seen: seenSchema })),
          })
          .nullable(),
        /** Where no model could be learnt: what became of customers who stood as this one does. */
        rate: rateSchema
          .extend({
            days: z.number().int(),
            /** By what they are alike: grade and tenure; the grade alone; being customers. */
            alike: z.enum(['both', 'grade', 'all']),
            grade: gradeSchema,
            tenure: z.enum(tenures).nullable(),
          })
          .nullable(),
      }),
    ),
}
