import { z } from 'zod'
import { labelSchema, seenSchema } from '#capabilities/facts/contract/seen.ts'
import { discountSchema } from '#capabilities/revenue/contract/schemas.ts'
import { csvQuery, daySchema, exchange, idSchema, instantSchema, pageQuery } from '#kernel/exchange.ts'
import { accuracyRoute } from './contract/accuracy.ts'
import { forecastRoute } from './contract/forecast.ts'
import { papersRoute } from './contract/papers.ts'
import { renewalQuery } from './contract/query.ts'
import { previewSettingsRoute, setSettingsRoute, settingsRoute } from './contract/opening.ts'
import { otherCurrencySchema, sumSchema } from './contract/sums.ts'
import { calendarRoute, columnsRoute } from './contract/views.ts'
import { categories, checks, outcomes, renewalStatuses } from './core/words.ts'

const personSchema = z.object({ id: idSchema, name: z.string() })
/** ARR in minor units of the renewal's currency. */
const arrSchema = z.number().int()
const amountSchema = z.number().int().min(0).max(1e13)

export const renewalSchema = z.object({
  id: idSchema,
  version: z.number().int(),
  account: z.object({ id: idSchema, name: z.string() }),
  contractId: idSchema,
  /** The first day of the next term. */
  termEnd: daySchema,
  /** The last day on which notice can be given; null: none is agreed. */
  noticeBy: daySchema.nullable(),
  autoRenews: z.boolean(),
  currency: z.string(),
  /** null: no price is written down. */
  atStake: arrSchema.nullable(),
  owner: personSchema.nullable(),
  status: z.enum(renewalStatuses),
  category: z.enum(categories).nullable(),
  /** The person's own call, percent. */
  probability: z.number().int().nullable(),
  /** Percent that the model expects to stay for the next 90 days; null: there is no model. */
  model: z.number().nullable(),
  /** What it is weighed with in the forecast, percent: the person's own call before the model's. */
  chance: z.number().nullable(),
  /** Points by which the person is surer (or less sure) than the model, where that is worth a look. */
  differsBy: z.number().nullable(),
  /** ARR expected after it; null: the same. */
  amount: arrSchema.nullable(),
  closesOn: daySchema.nullable(),
  nextStep: z.string(),
  nextStepOn: daySchema.nullable(),
  checklist: z.array(z.enum(checks)),
  outcome: z.enum(outcomes).nullable(),
  closedAt: instantSchema.nullable(),
  closedAmount: arrSchema.nullable(),
  health: z.object({ score: z.number().nullable(), grade: z.enum(['healthy', 'watch', 'risk', 'unknown']) }),
  lastTouchOn: daySchema.nullable(),
})
export type RenewalAnswer = z.infer<typeof renewalSchema>

const argumentSchema = z.object({ for: z.string().trim().max(2000), against: z.string().trim().max(2000) })
const argumentsSchema = z.object({ keep: argumentSchema, ours: argumentSchema, plan: argumentSchema })

const lossSchema = z.object({
  reason: z.string(),
  label: labelSchema,
  evidence: z.string(),
  lesson: z.string(),
  avoidable: z.boolean(),
  winBackOn: daySchema.nullable(),
})

const pricedLineSchema = z.object({
  id: idSchema,
  product: z.string(),
  plan: z.string().nullable(),
  quantity: z.number(),
  /** Per interval, minor units. */
  amount: z.number().int(),
  intervalMonths: z.number().int(),
  intervalUnit: z.enum(['day', 'week', 'month']),
  /** What is taken off it, for as long as was agreed. */
  discount: discountSchema.nullable(),
})

export const renewalPageSchema = renewalSchema.extend({
  note: z.string(),
  decisions: argumentsSchema,
  openedOn: daySchema,
  closedBy: personSchema.nullable(),
  /** Its closing can be taken back: a person closed it here. */
  mayReopen: z.boolean(),
  loss: lossSchema.nullable(),
  /** What the next term would cost if nothing is changed: the recurring lines with their prices. */
  contract: z.object({
    name: z.string().nullable(),
    startOn: daySchema,
    /** Months of the next term, unless others are agreed. */
    months: z.number().int().nullable(),
    lines: z.array(pricedLineSchema),
    /** Other contracts of the customer go on: losing this one is not losing the customer. */
    others: z.boolean(),
  }),
  /** What the customer's facts say that matters here. */
  facts: z.array(seenSchema),
})
export type RenewalPageAnswer = z.infer<typeof renewalPageSchema>

const one = z.object({ id: idSchema })
/** The version that was seen: a change made meanwhile is not overwritten. */
const change = one.extend({ version: z.number().int() })
const text = z.string().trim().max(5000)

const get = (path: `/${string}`, summary: string) =>
  exchange
    .route({ method: 'GET', path, tags: ['renewals'], summary })
    .meta({ mayCall: 'accounts.read', sees: ['money'] })
const post = (path: `/${string}`, summary: string) =>
  exchange
    .route({ method: 'POST', path, tags: ['renewals'], summary })
    .meta({ mayCall: 'accounts.write', sees: ['money'] })

export const renewalsContract = {
  list: get('/renewals', 'Renewals by notice deadline, then by the end of the term')
    .input(renewalQuery.extend(pageQuery.shape))
    .output(z.object({ rows: z.array(renewalSchema), next: z.string().nullable() })),
  totals: get('/renewals/totals', 'How much is up for renewal, by the month in which terms end')
    .input(renewalQuery.omit({ from: true, until: true }))
    .output(
      z.object({
        months: z.array(sumSchema.extend({ month: z.string() })),
        currencies: z.array(otherCurrencySchema),
      }),
    ),
  columns: columnsRoute,
  calendar: calendarRoute,
  forecast: forecastRoute,
  accuracy: accuracyRoute,
  settings: settingsRoute,
  setSettings: setSettingsRoute,
  previewSettings: previewSettingsRoute,
  ofAccount: get('/accounts/{id}/renewals', "A customer's renewals, those open first")
    .input(one)
    .output(z.object({ rows: z.array(renewalSchema) })),
  papers: papersRoute,
  get: get('/renewals/{id}', 'One renewal with all that is known for it').input(one).output(renewalPageSchema),
  update: exchange
    .route({
      method: 'PATCH',
      path: '/renewals/{id}',
      tags: ['renewals'],
      summary: 'Judge a renewal, and say what is next',
    })
    .meta({ mayCall: 'accounts.write', sees: ['money'] })
    .input(
      change.extend({
        category: z.enum(categories).nullable().optional(),
        note: text.optional(),
        probability: z.number().int().min(0).max(100).nullable().optional(),
        amount: amountSchema.nullable().optional(),
        closesOn: daySchema.nullable().optional(),
        nextStep: z.string().trim().max(500).optional(),
        nextStepOn: daySchema.nullable().optional(),
        checklist: z.array(z.enum(checks)).max(checks.length).optional(),
        decisions: argumentsSchema.optional(),
      }),
    )
    .output(renewalPageSchema),
  renew: post('/renewals/{id}/renew', 'Close a renewal as renewed: the contract gets its next term')
    .input(
      change.extend({
        months: z.number().int().min(1).max(240),
        /** What lines cost in the next term; null: the line is not renewed. Lines left out go on as they are. */
        prices: z
          .array(z.object({ lineId: idSchema, quantity: z.number().min(0).max(1e9), amount: amountSchema.nullable() }))
          .max(200)
          .default([]),
      }),
    )
    .output(renewalPageSchema),
  lose: post('/renewals/{id}/lose', 'Close a renewal as lost, with what is to be learnt from it')
    .input(
      change.extend({
        /** A key of the tree of reasons: `another_product.price`. */
        reason: z.string().max(100),
        evidence: text.min(1),
        lesson: text,
        avoidable: z.boolean(),
        winBackOn: daySchema.nullable(),
      }),
    )
    .output(renewalPageSchema),
  reopen: post('/renewals/{id}/reopen', 'Take the closing of a renewal back, with what it did to the contract')
    .input(change)
    .output(renewalPageSchema),
  undo: post('/renewals/{id}/undo', 'Take back the change that made this version')
    .input(change)
    .output(renewalPageSchema),
}

/** The list as a file; a download, not a call. */
export const exportPath = '/api/v1/renewals/export'
export const exportQuery = renewalQuery.extend({
  ...csvQuery.shape,
})
