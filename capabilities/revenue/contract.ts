import { z } from 'zod'
import { daySchema, exchange, idSchema, instantSchema } from '#kernel/exchange.ts'
import { ledgerRoutes } from './contract/ledger.ts'
import { measureRoutes } from './contract/measures.ts'
import { uncountedReasons } from './core/mrr.ts'
import { termStates } from './core/term.ts'

const text = (max: number) => z.string().trim().max(max).nullable()

/** Minor units of the contract's currency, without consumption tax. */
const amountSchema = z.number().int().min(-1e13).max(1e13)

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
})

/** A price from a day on. */
export const priceSchema = z.object({
  startOn: daySchema,
  /** First day it no longer holds; null: until it is changed or ended. */
  endOn: daySchema.nullable().default(null),
  /** The edition from that day on, where it differs from the line's. */
  plan: text(200).default(null),
  /** Seats or units. */
  quantity: z.number().min(0).max(1e9).default(1),
  /** For the whole quantity, per interval. */
  amount: amountSchema,
  intervalMonths: z.number().int().min(1).max(240).default(1),
  /** A trial counts no MRR. */
  trial: z.boolean().default(false),
})

export const newLineSchema = z.object({
  product: z.string().trim().min(1).max(200),
  plan: text(200).optional(),
  kind: z.enum(['recurring', 'one_time']).default('recurring'),
  externalId: text(200).optional(),
  price: priceSchema,
})

/** MRR of a line as of the day asked for, or why it is not counted. */
const countedSchema = z.object({ mrr: z.number().nullable(), notCounted: z.enum(uncountedReasons).nullable() })

export const lineSchema = z.object({
  id: idSchema,
  externalId: z.string().nullable(),
  product: z.string(),
  plan: z.string().nullable(),
  kind: z.enum(['recurring', 'one_time']),
  archivedAt: instantSchema.nullable(),
  /** Its prices, earliest first. */
  versions: z.array(priceSchema.required().extend({ id: idSchema })),
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
  state: z.enum(termStates),
  /** The day the current term ends and a new one may begin; null: open-ended or over. */
  renewalOn: daySchema.nullable(),
  /** The last day on which notice can still be given; null where no notice period is agreed. */
  noticeBy: daySchema.nullable(),
  lines: z.array(lineSchema),
  archivedAt: instantSchema.nullable(),
  updatedAt: instantSchema,
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

const route = (method: 'GET' | 'POST' | 'PATCH' | 'DELETE', path: `/${string}`, summary: string) =>
  exchange
    .route({ method, path, tags: ['contracts'], summary })
    .meta({ mayCall: method === 'GET' ? 'accounts.read' : 'accounts.write' })

const byId = z.object({ id: idSchema })

/** What revenue promises: contracts with their lines and prices, and the records of churn. */
export const revenueContract = {
  ledger: ledgerRoutes,
  measures: measureRoutes,
  list: route('GET', '/accounts/{id}/contracts', 'The contracts of an account with what each line counts for')
    .input(byId.extend({ archived: z.enum(['without', 'with']).default('without') }))
    .output(
      z.object({
        asOf: daySchema,
        currency: z.string(),
        /** MRR and ARR of the account in the workspace's currency, minor units. */
        mrr: z.number().int(),
        arr: z.number().int(),
        rows: z.array(contractSchema),
        churns: z.array(churnRecordSchema),
      }),
    ),
  create: route('POST', '/accounts/{id}/contracts', 'Write down a contract, with its lines')
    .input(
      termsSchema.extend({
        id: idSchema,
        startOn: daySchema,
        /** The workspace's, where it is left out. */
        currency: z
          .string()
          .regex(/^[A-Z]{3}$/)
          .optional(),
        lines: z.array(newLineSchema).max(200).default([]),
      }),
    )
    .output(contractSchema),
  update: route('PATCH', '/contracts/{id}', 'Change the terms of a contract')
    .input(termsSchema.extend({ id: idSchema, version: z.number().int() }))
    .output(z.object({ contract: contractSchema, undo: termsSchema.extend({ version: z.number().int() }) })),
  archive: route('POST', '/contracts/{id}/archive', 'Archive a contract: it counts no more')
    .input(byId)
    .output(contractSchema),
  restore: route('POST', '/contracts/{id}/restore', 'Bring an archived contract back')
    .input(byId)
    .output(contractSchema),
  lines: {
    create: route('POST', '/contracts/{id}/lines', 'Add a line to a contract')
      .input(newLineSchema.extend({ id: idSchema }))
      .output(contractSchema),
    update: route('PATCH', '/contract-lines/{id}', 'Correct what a line is called')
      .input(
        z.object({ id: idSchema, product: z.string().trim().min(1).max(200).optional(), plan: text(200).optional() }),
      )
      .output(contractSchema),
    /** A change is a new version from a day on; the price before stays as it was until then. */
    change: route('POST', '/contract-lines/{id}/changes', 'Change price, quantity or plan from a day on')
      .input(priceSchema.omit({ endOn: true }).extend({ id: idSchema }))
      .output(z.object({ contract: contractSchema, versionId: idSchema })),
    end: route('POST', '/contract-lines/{id}/end', 'End a line: the first day it no longer counts')
      .input(z.object({ id: idSchema, on: daySchema.nullable() }))
      .output(contractSchema),
    archive: route('POST', '/contract-lines/{id}/archive', 'Archive a line written by mistake')
      .input(byId)
      .output(contractSchema),
    restore: route('POST', '/contract-lines/{id}/restore', 'Bring an archived line back')
      .input(byId)
      .output(contractSchema),
  },
  versions: {
    /** Takes a change back: the price before holds again until where this one ended. */
    remove: route('DELETE', '/contract-line-versions/{id}', 'Take the change of a line back')
      .input(byId)
      .output(contractSchema),
  },
  churns: {
    create: route('POST', '/accounts/{id}/churn-records', 'Write down that a customer left, and why')
      .input(
        z.object({
          id: idSchema,
          churnedOn: daySchema,
          reason: text(200).optional(),
          feedback: text(5000).optional(),
          refundAmount: amountSchema.nullable().optional(),
          isReactivation: z.boolean().default(false),
        }),
      )
      .output(churnRecordSchema),
    remove: route('DELETE', '/churn-records/{id}', 'Remove a record of churn written by mistake')
      .input(byId)
      .output(churnRecordSchema),
  },
}
