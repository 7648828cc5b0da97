import { z } from 'zod'
import { daySchema, exchange, idSchema, pageQuery } from '#kernel/exchange.ts'
import { notCountedReasons } from '../core/ledger/movement.ts'
import { conventionsSchema, withinShape } from './ledger.ts'

const read = { mayCall: 'accounts.read', sees: ['money'] } as const
const route = (method: 'GET' | 'POST' | 'PUT', path: `/${string}`, summary: string) =>
  exchange.route({ method, path, tags: ['revenue'], summary })

const monthSchema = z.string().length(7)
const count = z.number().int()
/** Minor units of the workspace's currency, which may be parts of one where they are a mean. */
const amount = z.number()
/** 0.05 is 5 %; null where there is nothing to divide by. */
const share = z.number().nullable()
const account = z.object({ id: idSchema, name: z.string() })
const segment = z.string().max(200).optional()

/** How cohorts are told apart. */
export const cohortKinds = ['month', 'segment', 'plan'] as const

const trendPointSchema = z.object({
  month: monthSchema,
  accounts: count,
  /** Of the accounts, those that still pay. */
  still: count,
  then: amount,
  now: amount,
  /** What they count now, each for no more than it did then. */
  capped: amount,
  /** What moved, whoever it was; null where it is the accounts themselves that are followed. */
  flow: z.object({ expansion: amount, reactivation: amount, contraction: amount, churn: amount }).nullable(),
  nrr: share,
  grr: share,
  logos: share,
})

const curveSchema = z.object({
  key: z.string(),
  /** Accounts in it, and of them those who left; the others are only seen until now. */
  size: count,
  lost: count,
  /** Months: longer nobody was seen. */
  seen: count,
  steps: z.array(
    z.object({
      time: count,
      atRisk: count,
      lost: count,
      kept: z.number(),
      low: z.number().nullable(),
      high: z.number().nullable(),
    }),
  ),
  /** Months after which half have left; null where that was not reached. */
  median: z.object({ time: z.number().nullable(), low: z.number().nullable(), high: z.number().nullable() }),
})

/** What is assumed where contracts do not tell: each null until somebody says it. */
const assumptionsSchema = z.object({
  /** Percent of revenue. */
  marginPercent: z.number().min(0).max(100).nullable(),
  /** Percent a year by which what is to come is worth less. */
  discountPercent: z.number().min(0).max(100).nullable(),
  /** Sales and marketing of the last twelve months, minor units. */
  acquisitionCost: z.number().int().min(0).max(1e15).nullable(),
})

const rangeSchema = z.object({ value: share, low: share, high: share })

const lifetimeSchema = z.object({
  currency: z.string(),
  asOf: daySchema,
  assumptions: assumptionsSchema,
  customers: count,
  /** What they count together, and by customer. */
  mrr: count,
  arpa: amount.nullable(),
  /** Customers who left in the last twelve months, of all months of customers in them; a month. */
  churn: rangeSchema.extend({ left: count, exposed: count }),
  /** How long customers stayed so far, months: those who are still there until now. */
  stayed: z.number().nullable(),
  /** Whom that is told of: everybody who ever came, and all their months. */
  tenures: z.object({ customers: count, months: count }),
  /** The share that is kept from each month on in which somebody left, with its 95 % interval. */
  curve: z.array(z.object({ time: count, kept: z.number(), low: z.number(), high: z.number() })),
  /** How far the survival curve carries, months: until then enough customers were seen. */
  reach: count,
  forms: z.object({
    price_by_duration: rangeSchema,
    revenue_by_churn: rangeSchema,
    margin_by_churn: rangeSchema,
    by_survival: rangeSchema.extend({ months: z.number().nullable(), horizon: count }),
  }),
  /** Null where no cost was entered, or nobody was won. */
  payback: z.object({ won: count, spent: count, cost: amount, months: z.number() }).nullable(),
})

const figuresSchema = z.object({
  mrr: count,
  customers: count,
  nrr: share,
  grr: share,
  customerChurn: share,
  netChurn: share,
  quickRatio: share,
  won: count,
  left: count,
})

/** What revenue promises of measures over many months, and of what is not yet or not at all in them. */
export const measureRoutes = {
  trend: route(
    'GET',
    '/revenue/retention/trend',
    'NRR and GRR of the twelve months to each month, whole and by segment',
  )
    .meta(read)
    .input(z.object({ from: daySchema, to: daySchema }))
    .output(
      z.object({
        form: conventionsSchema.shape.retention,
        groups: z.array(z.object({ segment: z.string().nullable(), points: z.array(trendPointSchema) })),
      }),
    ),
  cohorts: route('GET', '/revenue/cohorts', 'Customers and revenue kept month by month, with survival curves')
    .meta(read)
    .input(z.object({ by: z.enum(cohortKinds), from: daySchema.optional(), segment }))
    .output(
      z.object({
        until: monthSchema,
        baseMonth: conventionsSchema.shape.cohortBaseMonth,
        cohorts: z.array(
          z.object({
            key: z.string(),
            size: count,
            ages: z.array(z.object({ size: count, logos: count, mrr: count, base: count })),
          }),
        ),
        curves: z.array(curveSchema),
      }),
    ),
  cohortAccounts: route(
    'GET',
    '/revenue/cohorts/accounts',
    'The customers of a cohort, so many months after they began',
  )
    .meta(read)
    .input(
      z.object({
        by: z.enum(cohortKinds),
        from: daySchema.optional(),
        segment,
        key: z.string().max(200),
        age: z.coerce.number().int().min(0).max(1200),
        ...pageQuery.shape,
      }),
    )
    .output(
      z.object({
        rows: z.array(
          z.object({
            account,
            began: monthSchema,
            /** Whether it is a customer at the end of that month, and what it counts then and in the month that is the 100 %. */
            still: z.boolean(),
            mrr: count,
            base: count,
          }),
        ),
        next: z.string().nullable(),
      }),
    ),
  lifetime: route('GET', '/revenue/lifetime', 'What a customer is worth, by every form there is, with its inputs')
    .meta(read)
    .input(z.object({ segment }))
    .output(lifetimeSchema),
  lifetimes: route('GET', '/revenue/lifetime/accounts', 'How long each customer is expected to stay, and its worth')
    .meta(read)
    .input(z.object({ segment, horizon: z.coerce.number().int().min(1).max(120).default(12), ...pageQuery.shape }))
    .output(
      z.object({
        rows: z.array(
          z.object({
            account,
            mrr: count,
            /** Months it has been a customer. */
            stayed: count,
            /** Of the months of the horizon, those it is expected to stay; null where hardly anybody stayed so long before. */
            months: z.number().nullable(),
            value: amount.nullable(),
          }),
        ),
        next: z.string().nullable(),
      }),
    ),
  assume: route('PUT', '/revenue/assumptions', 'Write down margin, discount and what winning customers cost')
    .meta({ mayCall: 'fields.manage', sees: ['money'] })
    .input(assumptionsSchema)
    .output(z.object({ assumptions: assumptionsSchema, before: assumptionsSchema })),
  effect: route(
    'POST',
    '/revenue/conventions/effect',
    'What figures would be by other conventions, before they are kept',
  )
    .meta(read)
    .input(z.object({ conventions: conventionsSchema }))
    .output(
      z.object({
        accounts: count,
        /** null: too many customers to tell beforehand. */
        figures: z.object({ before: figuresSchema, after: figuresSchema }).nullable(),
      }),
    ),
  deriving: route('GET', '/revenue/deriving', 'How many customers still have their movements derived anew')
    .meta(read)
    .output(z.object({ owed: count, accounts: count })),
  notCounted: route('GET', '/revenue/not-counted', 'The lines that are in no figure, and why')
    .meta(read)
    .input(z.object({ ...withinShape, reason: z.enum(notCountedReasons).optional(), ...pageQuery.shape }))
    .output(
      z.object({
        rows: z.array(
          z.object({
            account,
            lineId: idSchema,
            product: z.string(),
            currency: z.string(),
            reason: z.enum(notCountedReasons),
            /** Where a rate is missing: from when until when, and in how many months. */
            months: z.object({ first: monthSchema, last: monthSchema, count }).nullable(),
          }),
        ),
        next: z.string().nullable(),
      }),
    ),
}

/** The movements of a period as a file; a download, not a call. */
export const movementsExportPath = '/api/v1/revenue/movements/export'
