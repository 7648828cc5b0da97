import { z } from 'zod'
import { daySchema, idSchema, instantSchema } from '#kernel/exchange.ts'
import { uncountedReasons } from '../core/counted.ts'
import { termStates } from '../core/term.ts'

export const text = (max: number) => z.string().trim().max(max).nullable()

/** Minor units of the contract's currency, without consumption tax. */
export const amountSchema = z.number().int().min(-1e13).max(1e13)

export const currencySchema = z.string().regex(/^[A-Z]{3}$/)

/** When invoices are due: within days of them, by the end of a month (`months` after theirs), or as the contract words it. */
export const paymentTermsSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('net'), days: z.number().int().min(0).max(365) }),
  z.object({ kind: z.literal('month_end'), months: z.number().int().min(0).max(12) }),
  z.object({ kind: z.literal('text'), text: z.string().trim().min(1).max(200) }),
])

export const termsSchema = z.object({
  /** Left out: leave as it is (or, for a new one, missing). null: clear. */
  name: text(200).optional(),
  externalId: text(200).optional(),
  startOn: daySchema.optional(),
  /** First day no longer covered; null: open-ended. */
  endOn: daySchema.nullable().optional(),
  autoRenews: z.boolean().nullable().optional(),
  noticeDays: z.number().int().min(0).max(3650).nullable().optional(),
  renewalMonths: z.number().int().min(1).max(240).nullable().optional(),
  paymentTerms: paymentTermsSchema.nullable().optional(),
})

/** What is taken off a price: percent of it, or minor units per interval; until the day before `until` (null: for ever). */
export const discountSchema = z.union([
  z.object({ percent: z.number().gt(0).max(100), until: daySchema.nullable().default(null) }),
  z.object({ amount: z.number().int().min(1).max(1e13), until: daySchema.nullable().default(null) }),
])

/** A price from a day on, as it is written down. */
const pricedSchema = z.object({
  startOn: daySchema,
  /** First day it no longer holds; null: until it is changed or ended. */
  endOn: daySchema.nullable(),
  /** The edition from that day on, where it differs from the line's. */
  plan: text(200),
  /** Seats or units. */
  quantity: z.number().min(0).max(1e9),
  /** For the whole quantity, per interval, before the discount. */
  amount: amountSchema,
  /** The length of the interval: months (12: a year), unless `intervalUnit` says days or weeks. */
  intervalMonths: z.number().int().min(1).max(240),
  intervalUnit: z.enum(['day', 'week', 'month']),
  discount: discountSchema.nullable(),
  /** A trial counts no MRR. */
  trial: z.boolean(),
})

/** A price from a day on; what is left out is usual. */
export const priceSchema = pricedSchema.extend({
  endOn: pricedSchema.shape.endOn.default(null),
  plan: pricedSchema.shape.plan.default(null),
  quantity: pricedSchema.shape.quantity.default(1),
  intervalMonths: pricedSchema.shape.intervalMonths.default(1),
  intervalUnit: pricedSchema.shape.intervalUnit.default('month'),
  discount: pricedSchema.shape.discount.default(null),
  trial: pricedSchema.shape.trial.default(false),
})

export const newLineSchema = z.object({
  product: z.string().trim().min(1).max(200),
  plan: text(200).optional(),
  kind: z.enum(['recurring', 'one_time']).default('recurring'),
  externalId: text(200).optional(),
  price: priceSchema,
})

/**
 * MRR of a line as of the day asked for, in minor units of the contract's currency, and what that is `worth` in the
 * workspace's; or why it is not counted.
 */
const countedSchema = z.object({
  mrr: z.number().nullable(),
  worth: z.number().nullable(),
  notCounted: z.enum(uncountedReasons).nullable(),
})

export const versionSchema = pricedSchema.extend({ id: idSchema })

export const lineSchema = z.object({
  id: idSchema,
  externalId: z.string().nullable(),
  product: z.string(),
  plan: z.string().nullable(),
  kind: z.enum(['recurring', 'one_time']),
  /** The day on which the customer said that it ends, however long it is paid. */
  cancelledOn: daySchema.nullable(),
  archivedAt: instantSchema.nullable(),
  /** Its prices, earliest first. */
  versions: z.array(versionSchema),
  /** When it counts 0 although it is there; `endOn` is the first day on which it counts again, null: until further notice. */
  pauses: z.array(z.object({ id: idSchema, startOn: daySchema, endOn: daySchema.nullable() })),
  /** Money given back, minor units of the contract's currency. */
  refunds: z.array(z.object({ id: idSchema, on: daySchema, amount: z.number().int() })),
  ...countedSchema.shape,
})

export const contractSchema = z.object({
  id: idSchema,
  accountId: idSchema,
  version: z.number().int(),
  externalId: z.string().nullable(),
  name: z.string().nullable(),
  currency: z.string(),
  startOn: daySchema,
  endOn: daySchema.nullable(),
  autoRenews: z.boolean().nullable(),
  noticeDays: z.number().int().nullable(),
  renewalMonths: z.number().int().nullable(),
  paymentTerms: paymentTermsSchema.nullable(),
  /** Why it ended, in the words of who ended it. */
  endReason: z.string().nullable(),
  state: z.enum(termStates),
  /** The day the current term ends and a new one may begin; null: open-ended or over. */
  renewalOn: daySchema.nullable(),
  /** The last day on which notice can still be given; null where no notice period is agreed. */
  noticeBy: daySchema.nullable(),
  lines: z.array(lineSchema),
  archivedAt: instantSchema.nullable(),
  updatedAt: instantSchema,
})

/** What a line costs in the next term, minor units per interval for the whole quantity; null: it is not renewed. */
const nextPriceSchema = z.object({
  lineId: idSchema,
  quantity: z.number().min(0).max(1e9),
  amount: amountSchema.nullable(),
})

export const newContractSchema = termsSchema.extend({
  startOn: daySchema,
  /** The workspace's, where it is left out. */
  currency: currencySchema.optional(),
  lines: z.array(newLineSchema).max(200).default([]),
})
export const updateSchema = termsSchema.extend({ id: idSchema, version: z.number().int() })
export const renewSchema = z.object({
  id: idSchema,
  /** The first day of the next term; left out: the day the present one ends. */
  from: daySchema.optional(),
  /** How long the next term is; left out: as long as agreed, else as the present one. */
  months: z.number().int().min(1).max(240).optional(),
  /** Lines that are left out go on as they are. */
  prices: z.array(nextPriceSchema).max(200).default([]),
})
export const endContractSchema = z.object({
  id: idSchema,
  /** The first day it no longer covers. */
  on: daySchema,
  reason: text(2000).default(null),
  /** The day on which the customer said so; left out: today, or the end where that has passed. null: nobody cancelled. */
  cancelledOn: daySchema.nullable().optional(),
})
export const changeLineSchema = priceSchema.omit({ endOn: true }).extend({ id: idSchema })
export const endLineSchema = z.object({
  id: idSchema,
  /** The first day it no longer counts, as it is paid; null: it goes on. */
  on: daySchema.nullable(),
  /** The day on which the customer said so; left out: as it is. */
  cancelledOn: daySchema.nullable().optional(),
})
export const pauseSchema = z.object({
  id: idSchema,
  startOn: daySchema,
  /** The first day on which it counts again; null: until further notice. */
  endOn: daySchema.nullable().default(null),
})
export const endPauseSchema = z.object({
  id: idSchema,
  /** The first day on which it counts again; null: until further notice. */
  on: daySchema.nullable(),
})
export const refundSchema = z.object({
  id: idSchema,
  on: daySchema,
  /** Minor units of the contract's currency, without tax. */
  amount: z.number().int().min(1).max(1e13),
})

/** What takes a renewal or an end of a contract back, as long as nobody changed it since. */
export const contractUndoSchema = z.object({
  version: z.number().int(),
  terms: z.object({
    endOn: daySchema.nullable(),
    autoRenews: z.boolean().nullable(),
    renewalMonths: z.number().int().nullable(),
    endReason: z.string().nullable().default(null),
  }),
  /** What the lines said of their cancellation before. */
  cancelled: z
    .array(z.object({ id: idSchema, before: daySchema.nullable() }))
    .max(200)
    .default([]),
  lines: z
    .array(z.object({ id: idSchema, before: z.array(versionSchema).max(500), after: z.array(versionSchema).max(500) }))
    .max(200),
})

export const churnRecordSchema = z.object({
  id: idSchema,
  accountId: idSchema,
  externalId: z.string().nullable(),
  churnedOn: daySchema,
  reason: z.string().nullable(),
  feedback: z.string().nullable(),
  refundAmount: z.number().int().nullable(),
  currency: z.string().nullable(),
  isReactivation: z.boolean(),
})
