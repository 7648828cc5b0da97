import { z } from 'zod'
import { csvQuery, daySchema, exchange, idSchema, pageQuery } from '#kernel/exchange.ts'
import { type FindingKind, findingKinds } from '../core/check.ts'

const kindSchema = z.enum(Object.keys(findingKinds) as [FindingKind, ...FindingKind[]])

export const findingSchema = z.object({
  kind: kindSchema,
  /** Whether what it is about is in no figure, or counts although it may not be meant. */
  weight: z.enum(['uncounted', 'doubtful']),
  account: z.object({ id: idSchema, name: z.string() }),
  contract: z.object({ id: idSchema, name: z.string().nullable() }),
  line: z.object({ id: idSchema, product: z.string(), plan: z.string().nullable() }).nullable(),
  versionId: idSchema.nullable(),
  /** The contract it overlaps. */
  other: z.object({ id: idSchema, name: z.string().nullable() }).nullable(),
  currency: z.string(),
  from: daySchema.nullable(),
  /** The first day on which it is right again. */
  until: daySchema.nullable(),
  /** `YYYY-MM`: months whose exchange rate is missing. */
  months: z.array(z.string()),
})

const route = (path: `/${string}`, summary: string) =>
  exchange
    .route({ method: 'GET', path, tags: ['contracts'], summary })
    .meta({ mayCall: 'accounts.read', sees: ['money'] })

/** What is wrong with contracts: overlaps, gaps, days outside of the term, currencies and rates. */
export const checkRoutes = {
  checks: {
    ofAccount: route('/accounts/{id}/contract-checks', 'What is wrong with the contracts of an account')
      .input(z.object({ id: idSchema }))
      .output(z.object({ rows: z.array(findingSchema) })),
    list: route('/contract-checks', 'What is wrong with contracts, account by account')
      .input(pageQuery.extend({ kind: kindSchema.optional() }))
      .output(z.object({ rows: z.array(findingSchema), next: z.string().nullable() })),
    missingRates: route(
      '/contract-checks/missing-rates',
      'The months in which amounts are left out for want of a rate',
    ).output(
      z.object({
        rows: z.array(z.object({ currency: z.string(), months: z.array(z.string()), lines: z.number().int() })),
      }),
    ),
  },
}

/** The list as a file; a download, not a call. */
export const checksPath = '/api/v1/contract-checks/export'

export const checksQuery = z.object({
  kind: kindSchema.optional(),
  ...csvQuery.shape,
})
