import { z } from 'zod'
import { daySchema, exchange, idSchema, pageQuery } from '#kernel/exchange.ts'
import { authorities, conventionChoices } from '../core/conventionChoices.ts'
import type { Conventions } from '../core/conventions.ts'
import { movementKinds, notCountedReasons } from '../core/ledger/movement.ts'

const tags = ['revenue']
const read = { mayCall: 'accounts.read', sees: ['money'] } as const

/** `YYYY-MM`. */
const monthSchema = z.string().length(7)
/** Minor units of the workspace's currency. */
const amountSchema = z.number().int()
/** 0.05 is 5 %; null where there is nothing to divide by. */
const shareSchema = z.number().nullable()

const valueOf = <Key extends keyof Conventions>(key: Key) =>
  z.enum(conventionChoices[key].map(({ value }) => value) as [Conventions[Key] & string])

/** How a workspace settles what authorities differ on. */
export const conventionsSchema = z.object({
  churnCounts: valueOf('churnCounts'),
  discounts: valueOf('discounts'),
  pauses: valueOf('pauses'),
  refunds: valueOf('refunds'),
  reactivatedWithinDays: z.number().int().min(0).max(3650).nullable(),
  signUpAndChurnInAMonth: valueOf('signUpAndChurnInAMonth'),
  compared: valueOf('compared'),
  exchange: valueOf('exchange'),
  leavingAFilter: valueOf('leavingAFilter'),
  retention: valueOf('retention'),
  reactivationInRetention: valueOf('reactivationInRetention'),
  netChurn: valueOf('netChurn'),
  revenueChurn: valueOf('revenueChurn'),
  customerChurn: valueOf('customerChurn'),
  quickRatio: valueOf('quickRatio'),
  lifetimeValue: valueOf('lifetimeValue'),
  cohortBaseMonth: z.union([z.literal(0), z.literal(1)]),
})

const settledSchema = z.object({ version: z.number().int(), conventions: conventionsSchema })

/** Whose revenue, and which part of it: of a segment, of whom a condition holds; of a product, or a plan of that product. */
export const withinShape = {
  segment: z.string().max(200).optional(),
  condition: z.string().max(5000).optional(),
  product: z.string().max(200).optional(),
  plan: z.string().max(200).optional(),
}

/** The months in which two days lie and all between. */
const periodSchema = z.object({ from: daySchema, to: daySchema, ...withinShape })

const kindSchema = z.object({ amount: amountSchema, accounts: z.number().int() })
const branchSchema = z.object({ amount: amountSchema, byCustomers: amountSchema, byPrice: amountSchema })

const bridgeSchema = z.object({
  month: monthSchema,
  opening: amountSchema,
  kinds: z.record(z.enum(movementKinds), kindSchema),
  closing: amountSchema,
  customers: z.object({ opening: z.number().int(), closing: z.number().int() }),
  /** How much of the change the number of customers made, and how much the price. */
  change: branchSchema,
  rates: z.object({
    grossChurn: shareSchema,
    netChurn: shareSchema,
    growth: shareSchema,
    quickRatio: shareSchema,
    customerChurn: shareSchema,
    upsell: shareSchema,
    crossSell: shareSchema,
    /** MRR by account at the end, minor units. */
    average: z.number().nullable(),
  }),
})

const movementSchema = z.object({
  on: daySchema,
  kind: z.enum(movementKinds),
  amount: amountSchema,
  account: z.object({ id: idSchema, name: z.string() }),
  contractId: idSchema,
  lineId: idSchema,
  product: z.string(),
  currency: z.string(),
  /** Minor units of the line's currency. */
  native: z.number().int(),
  /** The version of the line that caused it, as it was priced. */
  version: z.object({
    id: idSchema,
    plan: z.string().nullable(),
    startOn: daySchema,
    endOn: daySchema.nullable(),
    quantity: z.number(),
    amount: z.number().int(),
    /** How often it is paid: every so many of the unit. */
    intervalMonths: z.number().int(),
    intervalUnit: z.enum(['month', 'week', 'day']),
  }),
})

const rateSchema = z.object({
  currency: z.string().regex(/^[A-Z]{3}$/),
  on: daySchema,
  /** Of one major unit, in major units of the workspace's currency: 149.87. */
  rate: z.string().regex(/^\d{1,9}(\.\d{1,9})?$/),
})

const route = (method: 'GET' | 'PUT' | 'DELETE', path: `/${string}`, summary: string) =>
  exchange.route({ method, path, tags, summary })

/** What revenue promises of the movements of MRR, and of how they are told. */
export const ledgerRoutes = {
  waterfall: route('GET', '/revenue/waterfall', 'MRR by month: what it began with, what moved it, what it ended with')
    .meta(read)
    .input(periodSchema)
    .output(
      z.object({
        currency: z.string(),
        asOf: daySchema,
        months: z.array(bridgeSchema),
        /** What is in no figure, and why: lines by reason and, where a rate is missing, by month. */
        notCounted: z.array(
          z.object({
            reason: z.enum(notCountedReasons),
            currency: z.string(),
            month: monthSchema.nullable(),
            lines: z.number().int(),
          }),
        ),
      }),
    ),
  movements: route('GET', '/revenue/movements', 'The movements of a period, each with the price that caused it')
    .meta(read)
    .input(
      periodSchema.extend({
        ...pageQuery.shape,
        kind: z.enum(movementKinds).optional(),
        account: idSchema.optional(),
      }),
    )
    .output(z.object({ rows: z.array(movementSchema), next: z.string().nullable() })),
  retention: route('GET', '/revenue/retention', 'NRR, GRR and logo retention of a period')
    .meta(read)
    .input(periodSchema)
    .output(
      z.object({
        form: valueOf('retention'),
        accounts: z.number().int(),
        then: amountSchema,
        now: amountSchema,
        nrr: shareSchema,
        grr: shareSchema,
        logos: shareSchema,
      }),
    ),
  conventions: route(
    'GET',
    '/revenue/conventions',
    'How MRR and its measures are told, the ways there are, and by whom',
  )
    .meta({ mayCall: 'accounts.read' })
    .output(
      settledSchema.extend({
        usual: conventionsSchema,
        choices: z.array(
          z.object({
            key: z.string(),
            values: z.array(z.object({ value: z.union([z.string(), z.number()]).nullable(), source: z.string() })),
          }),
        ),
        presets: z.array(z.object({ authority: z.enum(authorities), conventions: conventionsSchema.partial() })),
      }),
    ),
  keepConventions: route('PUT', '/revenue/conventions', 'Settle how MRR and its measures are told; history follows')
    .meta({ mayCall: 'workspace.manage', sees: ['money'] })
    .input(z.object({ conventions: conventionsSchema, basedOn: z.number().int().min(0) }))
    .output(settledSchema),
  rates: route('GET', '/revenue/exchange-rates', 'What other currencies were worth, month by month')
    .meta(read)
    .output(z.object({ currency: z.string(), rates: z.array(rateSchema) })),
  putRates: route('PUT', '/revenue/exchange-rates', 'Write down what other currencies were worth')
    .meta({ mayCall: 'fields.manage', sees: ['money'] })
    .input(z.object({ rates: z.array(rateSchema).min(1).max(1000) }))
    .output(z.object({ currency: z.string(), rates: z.array(rateSchema) })),
  removeRate: route('DELETE', '/revenue/exchange-rates', 'Take a rate away that was written by mistake')
    .meta({ mayCall: 'fields.manage', sees: ['money'] })
    .input(rateSchema.omit({ rate: true }))
    .output(z.object({ currency: z.string(), rates: z.array(rateSchema) })),
}
