import { z } from 'zod'
import { labelSchema } from '#capabilities/facts/contract/seen.ts'
import { daySchema, exchange, idSchema } from '#kernel/exchange.ts'
import { weightReasons } from '../core/proof/weights.ts'
import { draftSchema } from './cards.ts'
import { gradeSchema } from './scorecard.ts'

/** Area under the ROC curve with its 95 % interval. */
export const discriminationSchema = z.object({ auc: z.number(), low: z.number(), high: z.number() })

/** What scores as they were shown at each month's end were worth, against who left within `days` after it. */
export const backTestSchema = z.object({
  of: z.enum(['shown', 'replayed']),
  /** Facts of which the time before the history says nothing: there they count as missing. */
  silent: z.array(z.object({ key: z.string(), label: labelSchema })),
  /** The first and the last month's end looked at; null where no month's end lies that far back. */
  from: daySchema.nullable(),
  to: daySchema.nullable(),
  days: z.number().int(),
  /** Scores of customers at a month's end, and the customers they are of. */
  judged: z.number().int(),
  accounts: z.number().int(),
  /** Customers who left after a score. */
  lost: z.number().int(),
  /** Customers who left with no score before. */
  unjudged: z.number().int(),
  /** How many more must have left before a figure says anything; 0: enough have. */
  missing: z.number().int(),
  /** null while losses are missing. */
  discrimination: discriminationSchema.nullable(),
  /** Tenths of the scores, the lowest first. `lift`: how many times the usual share was lost; `captured`: of all losses so far. */
  deciles: z.array(z.object({ judged: z.number().int(), lost: z.number(), lift: z.number(), captured: z.number() })),
  grades: z.array(z.object({ grade: gradeSchema, judged: z.number().int(), lost: z.number().int() })),
  /** How many days before the loss the score had turned to risk and stayed there, the middle one; 0: it had not. */
  leadDays: z.number().int().nullable(),
})

const asked = z.object({
  days: z.coerce.number().int().min(30).max(365).default(90),
  /** Scores as they were shown, or as the scorecards of today would have shown them by what was known then. */
  of: z.enum(['shown', 'replayed']).default('shown'),
})

/** The same, taken apart: what each measure was worth by itself, or scores for customers of one kind. */
export const partsSchema = z.object({
  /** By what it is taken apart: `measure`, `tenure`, a fact's key, or `axis:` with the id of an axis of segments. */
  by: z.string(),
  /** All it may be taken apart by, beside `measure` and `tenure`. */
  choices: z.array(z.object({ key: z.string(), label: labelSchema })),
  /** Customers are told apart by what is known today where a past day says nothing of it. */
  asOfToday: z.boolean(),
  /** The worst first; those of which too little is known last. */
  parts: z.array(
    z.object({
      /** A measure, a tenure, a choice; null: not known. */
      key: z.string().nullable(),
      /** null: the key says it (a tenure), or is the word itself. */
      label: labelSchema.nullable(),
      /** Of a measure: the scorecard it belongs to. */
      card: labelSchema.nullable(),
      judged: z.number().int(),
      accounts: z.number().int(),
      lost: z.number().int(),
      /** How many more must have left before a figure says anything; 0: enough have. */
      missing: z.number().int(),
      discrimination: discriminationSchema.nullable(),
      verdict: z.enum(['tells', 'nothing', 'wrong']).nullable(),
    }),
  ),
})

/** What stands in the place of a card. */
export const sideSchema = z.discriminatedUnion('is', [
  z.object({ is: z.literal('version'), version: z.number().int().min(1) }),
  z.object({ is: z.literal('draft'), draft: draftSchema }),
  /** The card is not there: what the others make of its customers. */
  z.object({ is: z.literal('without') }),
])

const estimateSchema = z.object({ value: z.number(), low: z.number(), high: z.number() })
const hitsSchema = z.array(z.object({ grade: gradeSchema, judged: z.number().int(), lost: z.number().int() }))

/** Two versions of a scorecard over the same month ends, of the customers that either takes. */
export const comparisonSchema = z.object({
  from: daySchema.nullable(),
  to: daySchema.nullable(),
  days: z.number().int(),
  /** Judgements that both gave, the customers they are of, and those lost after one. */
  judged: z.number().int(),
  accounts: z.number().int(),
  lost: z.number().int(),
  missing: z.number().int(),
  /** AUC of each, and of the second less the first; null while losses are missing. */
  aucs: z.object({ first: estimateSchema, second: estimateSchema, difference: estimateSchema }).nullable(),
  /** Which is the better by more than chance. */
  says: z.enum(['first', 'second', 'neither']).nullable(),
  hits: z.object({ first: hitsSchema, second: hitsSchema }),
  silent: z.array(z.object({ key: z.string(), label: labelSchema })),
})

/** Weights that the past speaks for, beside those of a draft. Nothing applies them by itself. */
export const weightsSchema = z.object({
  days: z.number().int(),
  /** How many more must have left before weights can be suggested; 0: enough have. */
  missing: z.number().int(),
  /** null: too few losses, too short a time, or no measure tells losses. */
  found: z
    .object({
      /** The month ends fitted to; `comparison` is of later ones. */
      from: daySchema,
      to: daySchema,
      /** In the draft's order. Shares are of the whole score, 0 to 1. */
      measures: z.array(z.object({ now: z.number(), suggested: z.number(), reason: z.enum(weightReasons) })),
      /** The draft with its weights against the draft with those suggested. */
      comparison: comparisonSchema,
    })
    .nullable(),
})

const tags = ['health']

/** Whether scores are worth trusting, by the company's own past. */
export const proofRoutes = {
  backTest: exchange
    .route({
      method: 'GET',
      path: '/health/back-test',
      tags,
      summary: 'What the scores shown so far were worth, against who left afterwards',
    })
    .meta({ mayCall: 'health.read' })
    .input(asked)
    .output(backTestSchema),
  backTestParts: exchange
    .route({
      method: 'GET',
      path: '/health/back-test/parts',
      tags,
      summary: 'What single measures were worth, or scores for customers of one kind',
    })
    .meta({ mayCall: 'health.read' })
    .input(asked.extend({ by: z.string().max(100).default('tenure') }))
    .output(partsSchema),
  compare: exchange
    .route({
      method: 'POST',
      path: '/scorecards/compare',
      tags,
      summary: 'Two versions of a scorecard, a draft too, over the same past',
    })
    .meta({ mayCall: 'health.manage' })
    .input(
      z.object({
        /** The card; null: one that is not there yet. */
        key: z.string().max(80).nullable(),
        first: sideSchema,
        second: sideSchema,
        days: z.number().int().min(30).max(365).default(90),
      }),
    )
    .output(comparisonSchema),
  weights: exchange
    .route({
      method: 'POST',
      path: '/scorecards/weights',
      tags,
      summary: 'Which weights would have told losses best, and by how much on months they were not fitted to',
    })
    .meta({ mayCall: 'health.manage' })
    .input(
      z.object({
        key: z.string().max(80).nullable(),
        draft: draftSchema,
        days: z.number().int().min(30).max(365).default(90),
      }),
    )
    .output(weightsSchema),
  recomputed: exchange
    .route({
      method: 'GET',
      path: '/accounts/{id}/health/recomputed',
      tags,
      summary: 'The score as the scorecards of today would have given it; what was shown stays as it was',
    })
    .meta({ mayCall: 'health.read' })
    .input(z.object({ id: idSchema, days: z.coerce.number().int().min(7).max(3_660).default(365) }))
    .output(
      z.object({
        /** At the end of past days some apart, oldest first, and today. */
        points: z.array(z.object({ day: daySchema, score: z.number().int().nullable() })),
        /** When a version of a card that the account falls under was published: the line as shown may break there. */
        breaks: z.array(z.object({ day: daySchema, card: labelSchema, version: z.number().int() })),
      }),
    ),
}
