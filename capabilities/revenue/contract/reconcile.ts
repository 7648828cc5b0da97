import { z } from 'zod'
import { encodings } from '#capabilities/connect/core/encodings.ts'
import { delimiters } from '#capabilities/connect/core/delimited.ts'
import { csvQuery, exchange, idSchema, instantSchema, pageQuery } from '#kernel/exchange.ts'
import { figureKinds } from '../core/reconcile/figure.ts'
import { type Reason, reasons } from '../core/reconcile/reason.ts'

const count = z.number().int()
/** Minor units of the workspace's currency. */
const amount = z.number().int()
const monthSchema = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/)
const kindSchema = z.enum(figureKinds)
const reasonSchema = z.enum(reasons)
const wordsSchema = z.object({ ja: z.string(), en: z.string() })

/** Column by column the field it is read as; null: none. */
const mappingSchema = z.array(z.string().max(40).nullable()).max(2000)

/** What was decided of how a list is read; the rest is told from the list. */
const readAsSchema = z.object({
  encoding: z.enum(encodings).optional(),
  delimiter: z.enum(delimiters).optional(),
  headerLine: z.number().int().min(0).max(1000).optional(),
  mapping: mappingSchema.optional(),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .optional(),
})

/** What an upload is asked with; `readAs` is JSON. */
export const reconcileQuery = z.object({
  fileName: z.string().max(255).default('list.csv'),
  kind: kindSchema.optional(),
  month: monthSchema.optional(),
  readAs: z
    .string()
    .max(20_000)
    .transform((text, context) => {
      try {
        return JSON.parse(text) as unknown
      } catch {
        context.addIssue({ code: 'custom', message: 'no JSON' })
        return z.NEVER
      }
    })
    .pipe(readAsSchema)
    .optional(),
})

/** How the list was read: its columns with some of their cells, and what is lacking to read it. */
export const formSchema = z.object({
  encoding: z.enum(encodings),
  delimiter: z.enum(delimiters),
  headerLine: count,
  columns: z.array(z.object({ name: z.string(), samples: z.array(z.string()), field: z.string().nullable() })),
  /** The months the list speaks of; empty: it tells none. */
  months: z.array(monthSchema),
  missing: z.array(z.string()),
  currency: z.string(),
})

const briefSchema = z.object({
  id: idSchema,
  fileName: z.string(),
  by: z.string().nullable(),
  kind: kindSchema,
  month: monthSchema,
  currency: z.string(),
  createdAt: instantSchema,
  keptAt: instantSchema.nullable(),
  /** Theirs less ours. */
  difference: amount,
})

/** A comparison: our figures, and all differences by reason, come to theirs. */
export const reconciliationSchema = briefSchema.extend({
  form: formSchema,
  counts: z.object({ rows: count, otherMonths: count, broken: count }),
  totals: z.object({
    ours: amount,
    theirs: amount,
    reasons: z.array(z.object({ reason: reasonSchema, accounts: count, difference: amount })),
  }),
})

const rowSchema = z.object({
  /** null: nobody we know. */
  account: z.object({ id: idSchema, name: z.string() }).nullable(),
  /** What the list calls it, its first line about it, and how many are. */
  name: z.string().nullable(),
  line: count.nullable(),
  lines: count,
  ours: amount,
  theirs: amount.nullable(),
  difference: amount,
  /** With what it is told by: a day, a month, a convention, a product. */
  told: z.custom<Reason>((value) => typeof value === 'object' && value !== null && 'reason' in value),
})

const read = { mayCall: 'accounts.read', sees: ['money'] } as const
const byId = z.object({ id: idSchema })
const route = (method: 'GET' | 'POST' | 'DELETE', path: `/${string}`, summary: string) =>
  exchange.route({ method, path, tags: ['revenue'], summary })

/** What revenue promises of comparisons with a list of others. A list itself is sent to `reconcilePath`. */
export const reconcileRoutes = {
  list: route('GET', '/revenue/reconciliations', 'The comparisons that are kept, and your own last one')
    .meta(read)
    .output(z.object({ rows: z.array(briefSchema) })),
  find: route('GET', '/revenue/reconciliations/{id}', 'A comparison with a list: totals and differences by reason')
    .meta(read)
    .input(byId)
    .output(reconciliationSchema),
  rows: route('GET', '/revenue/reconciliations/{id}/rows', 'Both figures by customer, and why they differ')
    .meta(read)
    .input(byId.extend({ reason: reasonSchema.optional(), ...pageQuery.shape }))
    .output(z.object({ rows: z.array(rowSchema), next: z.string().nullable() })),
  issues: route('GET', '/revenue/reconciliations/{id}/issues', 'What of a list could not be read: line, column, value')
    .meta(read)
    .input(byId.extend({ ...pageQuery.shape }))
    .output(
      z.object({
        rows: z.array(
          z.object({ line: count, column: z.string().nullable(), value: z.string().nullable(), text: wordsSchema }),
        ),
        next: z.string().nullable(),
      }),
    ),
  keep: route('POST', '/revenue/reconciliations/{id}/keep', 'Keep a comparison for everybody, or let it go again')
    .meta({ mayCall: 'accounts.export', sees: ['money'] })
    .input(byId.extend({ kept: z.boolean() }))
    .output(briefSchema),
  remove: route('DELETE', '/revenue/reconciliations/{id}', 'Forget a comparison with all that came of the list')
    .meta({ mayCall: 'accounts.export', sees: ['money'] })
    .input(byId)
    .output(z.object({})),
}

/** Where a list is sent to, as the body of a POST; and, below an id, a comparison as a file. */
export const reconcilePath = '/api/v1/revenue/reconciliations'

export const reconcileExportQuery = z.object({ reason: reasonSchema.optional(), ...csvQuery.shape })
