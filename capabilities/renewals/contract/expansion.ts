import { z } from 'zod'
import { clauseSchema, labelSchema, seenSchema } from '#capabilities/facts/contract/seen.ts'
import { csvQuery, daySchema, exchange, idSchema, pageQuery } from '#kernel/exchange.ts'
import { expansionKinds, openStages, refusals, shownStages } from '../core/expansion/words.ts'
import { expansionRuleRoutes } from './expansionRules.ts'
import { whiteSpaceRoutes } from './whiteSpace.ts'

const personSchema = z.object({ id: idSchema, name: z.string() })
/** ARR more, minor units of the opportunity's currency. */
const amountSchema = z.number().int().min(0).max(1e13)
const productSchema = z.string().trim().min(1).max(200)

/** Which opportunities: of customers that are not archived. */
export const expansionQuery = z.object({
  stage: z.enum([...shownStages, 'open', 'closed', 'all']).default('open'),
  kind: z.enum(expansionKinds).optional(),
  /** A person; `nobody`: those that nobody has. */
  owner: z.union([idSchema, z.literal('nobody')]).optional(),
  /** Held back by the guard, or free to be proposed. */
  held: z.enum(['yes', 'no']).optional(),
  product: productSchema.optional(),
  account: idSchema.optional(),
  sort: z.enum(['amount', 'expected', 'since']).default('amount'),
})

export const opportunitySchema = z.object({
  id: idSchema,
  version: z.number().int(),
  account: z.object({ id: idSchema, name: z.string() }),
  kind: z.enum(expansionKinds),
  /** null: more of what they have. */
  product: z.string().nullable(),
  stage: z.enum(shownStages),
  /** Since when it is known. */
  since: daySchema,
  amount: amountSchema.nullable(),
  currency: z.string(),
  expectedOn: daySchema.nullable(),
  owner: personSchema.nullable(),
  nextStep: z.string(),
  nextStepOn: daySchema.nullable(),
  note: z.string(),
  refusal: z.enum(refusals).nullable(),
  closedOn: daySchema.nullable(),
  /** The rule that raised it; null: somebody wrote it down. */
  rule: z.object({ key: z.string(), label: labelSchema }).nullable(),
  /** What of the guard does not hold: it is not to be proposed yet. null: nothing stands against it. */
  heldBack: z.array(z.object({ label: labelSchema, facts: z.array(seenSchema) })).nullable(),
  /** Of a won one: the contract in which it was sold. */
  contractId: idSchema.nullable(),
  health: z.object({ score: z.number().nullable(), grade: z.enum(['healthy', 'watch', 'risk', 'unknown']) }),
  renewalOn: daySchema.nullable(),
})
export type OpportunityAnswer = z.infer<typeof opportunitySchema>

export const opportunityPageSchema = opportunitySchema.extend({
  /** The clauses of the rule's condition as they stood when it was raised. */
  because: z.array(clauseSchema),
  /** Contracts in which more may be sold. */
  contracts: z.array(
    z.object({
      id: idSchema,
      name: z.string().nullable(),
      currency: z.string(),
      lines: z.array(
        z.object({
          id: idSchema,
          product: z.string(),
          plan: z.string().nullable(),
          quantity: z.number(),
          amount: z.number().int(),
          intervalMonths: z.number().int(),
        }),
      ),
    }),
  ),
  /** What the ledger of MRR has to tell of it since it was won: upsell and cross-sell of this customer. */
  movements: z.array(
    z.object({ on: daySchema, kind: z.enum(['upsell', 'cross_sell']), product: z.string(), mrr: z.number().int() }),
  ),
})
export type OpportunityPageAnswer = z.infer<typeof opportunityPageSchema>

const one = z.object({ id: idSchema })
/** The version that was seen: a change made meanwhile is not overwritten. */
const change = one.extend({ version: z.number().int() })

const editSchema = z.object({
  amount: amountSchema.nullable().optional(),
  expectedOn: daySchema.nullable().optional(),
  ownerId: idSchema.nullable().optional(),
  nextStep: z.string().trim().max(500).optional(),
  nextStepOn: daySchema.nullable().optional(),
  note: z.string().trim().max(5000).optional(),
})

const get = (path: `/${string}`, summary: string) =>
  exchange
    .route({ method: 'GET', path, tags: ['expansion'], summary })
    .meta({ mayCall: 'accounts.read', sees: ['money'] })
const post = (path: `/${string}`, summary: string) =>
  exchange
    .route({ method: 'POST', path, tags: ['expansion'], summary })
    .meta({ mayCall: 'accounts.write', sees: ['money'] })
/** How the contract changes with what was sold. Amounts are minor units per interval of the line, for the whole quantity. */
const soldSchema = z.discriminatedUnion('as', [
  z.object({
    as: z.literal('change'),
    lineId: idSchema,
    from: daySchema,
    quantity: z.number().min(0).max(1e9),
    amount: amountSchema,
  }),
  z.object({
    as: z.literal('line'),
    contractId: idSchema,
    from: daySchema,
    product: productSchema,
    plan: z.string().trim().max(200).nullable(),
    quantity: z.number().min(0).max(1e9),
    amount: amountSchema,
    intervalMonths: z.number().int().min(1).max(240),
  }),
  /** The contract was changed already, or a billing system will. */
  z.object({ as: z.literal('elsewhere'), contractId: idSchema.nullable() }),
])

const opportunityId = '/expansion-opportunities/{id}' as const

export const expansionRoutes = {
  list: get('/expansion-opportunities', 'Expansion opportunities')
    .input(expansionQuery.extend(pageQuery.shape))
    .output(z.object({ rows: z.array(opportunitySchema), next: z.string().nullable() })),
  totals: get('/expansion-opportunities/totals', 'How many opportunities there are by stage, and what they add up to')
    .input(expansionQuery.omit({ stage: true, sort: true }))
    .output(
      z.object({
        stages: z.array(
          z.object({
            stage: z.enum(shownStages),
            count: z.number().int(),
            /** In the workspace's currency; what is held back is counted and in no sum. */
            amount: z.number().int(),
            held: z.number().int(),
          }),
        ),
        /** Products that opportunities are about. */
        products: z.array(z.string()),
      }),
    ),
  get: get(opportunityId, 'One opportunity with why it was raised and where it may be sold')
    .input(one)
    .output(opportunityPageSchema),
  create: post('/expansion-opportunities', 'Write an opportunity down by hand')
    .input(
      editSchema.extend({
        accountId: idSchema,
        kind: z.enum(expansionKinds),
        product: productSchema.nullable(),
        currency: z.string().length(3).optional(),
      }),
    )
    .output(opportunityPageSchema),
  update: exchange
    .route({ method: 'PATCH', path: opportunityId, tags: ['expansion'], summary: 'Take an opportunity further' })
    .meta({ mayCall: 'accounts.write', sees: ['money'] })
    .input(change.extend({ ...editSchema.shape, stage: z.enum(openStages).optional() }))
    .output(opportunityPageSchema),
  win: post('/expansion-opportunities/{id}/win', 'Close an opportunity as won, with the change of the contract')
    .input(change.extend({ sold: soldSchema }))
    .output(opportunityPageSchema),
  lose: post('/expansion-opportunities/{id}/lose', 'Close an opportunity as lost, with the reason')
    .input(change.extend({ refusal: z.enum(refusals), note: z.string().trim().max(5000).optional() }))
    .output(opportunityPageSchema),
  reopen: post(
    '/expansion-opportunities/{id}/reopen',
    'Take the closing of an opportunity back, with what it did to the contract',
  )
    .input(change)
    .output(opportunityPageSchema),
  undo: post('/expansion-opportunities/{id}/undo', 'Take back the change that made this version')
    .input(change)
    .output(opportunityPageSchema),
  ...whiteSpaceRoutes,
  ...expansionRuleRoutes,
}

/** The list as a file; a download, not a call. */
export const expansionExportPath = '/api/v1/expansion-opportunities/export'
export const expansionExportQuery = expansionQuery.extend({ ...csvQuery.shape })
