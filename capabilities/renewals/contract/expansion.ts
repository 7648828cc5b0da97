import { z } from 'zod'
import { conditionText } from '#capabilities/facts/contract/condition.ts'
import { clauseSchema, labelSchema, seenSchema } from '#capabilities/facts/contract/seen.ts'
import { csvQuery, daySchema, exchange, idSchema, pageQuery } from '#kernel/exchange.ts'
import { ruleBounds } from '../core/expansion/rule.ts'
import { expansionKinds, openStages, refusals, shownStages } from '../core/expansion/words.ts'

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
  exchange.route({ method: 'GET', path, tags: ['expansion'], summary }).meta({ mayCall: 'accounts.read' })
const post = (path: `/${string}`, summary: string) =>
  exchange.route({ method: 'POST', path, tags: ['expansion'], summary }).meta({ mayCall: 'accounts.write' })
const manage = (method: 'PUT' | 'POST', path: `/${string}`, summary: string) =>
  exchange.route({ method, path, tags: ['expansion'], summary }).meta({ mayCall: 'signals.manage' })

const groundSchema = z.object({
  label: z.object({ ja: z.string().trim().min(1).max(80), en: z.string().trim().min(1).max(80) }),
  condition: conditionText.min(1),
})
const figure = (name: keyof typeof ruleBounds) => z.number().int().min(ruleBounds[name][0]).max(ruleBounds[name][1])

/** A rule as it is written. */
export const expansionDraftSchema = z.object({
  label: z.object({ ja: z.string().trim().min(1).max(80), en: z.string().trim().min(1).max(80) }),
  help: z.object({ ja: z.string().trim().max(300), en: z.string().trim().max(300) }),
  condition: conditionText.min(1),
  kind: z.enum(expansionKinds),
  offered: z.discriminatedUnion('is', [
    z.object({ is: z.literal('next') }),
    z.object({ is: z.literal('product'), name: productSchema }),
    z.object({ is: z.literal('same') }),
  ]),
  sharePercent: figure('sharePercent'),
  holdDays: figure('holdDays'),
  coolDownDays: figure('coolDownDays'),
})

const ruleSchema = expansionDraftSchema.extend({
  key: z.string(),
  isOn: z.boolean(),
  version: z.number().int(),
  /** It came with Banso. */
  isReady: z.boolean(),
  /** Its condition can be read; one about a fact that is gone raises nothing. */
  isReadable: z.boolean(),
  said: labelSchema.nullable(),
  /** How many of its opportunities are open, were won and lost. */
  open: z.number().int(),
  won: z.number().int(),
  lost: z.number().int(),
})

const settingsSchema = z.object({
  rules: z.array(ruleSchema),
  guard: z.array(groundSchema.extend({ isReadable: z.boolean(), said: labelSchema.nullable() })),
  /** Of the guard; 0: as it came. */
  version: z.number().int(),
})

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

const rateSchema = z.object({
  key: z.string(),
  /** null: nobody, or none. */
  label: labelSchema.nullable(),
  /** Customers that paid when the period began, and their MRR. */
  customers: z.number().int(),
  mrr: z.number().int(),
  upsell: z.number().int(),
  crossSell: z.number().int(),
  /** Of those customers, how many bought more of what they had, and another product. */
  upsellCustomers: z.number().int(),
  crossSellCustomers: z.number().int(),
})

export const whiteSpaceQuery = z.object({
  owner: z.union([idSchema, z.literal('nobody')]).optional(),
  /** Customers that lack this product. */
  lacks: productSchema.optional(),
})

const whiteSpaceSchema = z.object({
  products: z.array(
    z.object({ product: z.string(), customers: z.number().int(), usualArr: z.number().int().nullable() }),
  ),
  /** Paying customers that are asked for. */
  total: z.number().int(),
  rows: z.array(
    z.object({
      account: z.object({ id: idSchema, name: z.string() }),
      owner: personSchema.nullable(),
      arr: z.number().int().nullable(),
      grade: z.enum(['healthy', 'watch', 'risk', 'unknown']),
      /** One of each product, in the order of `products`. */
      cells: z.array(
        z.object({
          has: z.boolean(),
          /** What they pay for it, ARR; null: they do not have it. */
          arr: z.number().int().nullable(),
          /** Percent of customers alike who have it; null: they have it, or too few are alike. */
          share: z.number().nullable(),
          /** The opportunity that is open for it. */
          opportunityId: idSchema.nullable(),
        }),
      ),
    }),
  ),
  next: z.string().nullable(),
})

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
    .meta({ mayCall: 'accounts.write' })
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
  whiteSpace: get(
    '/white-space',
    'Who has what of all that is sold, and what the next could bring, the largest customers first',
  )
    .input(whiteSpaceQuery.extend(pageQuery.shape))
    .output(whiteSpaceSchema),
  rates: get('/expansion-rates', 'Upsell and cross-sell against the MRR there was, by CSM or segment, from the ledger')
    .input(
      z.object({
        from: daySchema,
        /** The first day that is not asked for. */
        until: daySchema,
        group: z.enum(['owner', 'segment']).default('owner'),
      }),
    )
    .output(z.object({ total: rateSchema, groups: z.array(rateSchema) })),
  settings: get(
    '/expansion-rules',
    'The rules that raise opportunities, and what must be before anything is proposed',
  ).output(settingsSchema),
  setRule: manage('PUT', '/expansion-rules/{key}', 'Change a rule, or add one under a new key')
    .input(
      z.object({
        key: z.string().regex(/^[a-z][a-z0-9_]{0,63}$/),
        version: z.number().int(),
        draft: expansionDraftSchema,
      }),
    )
    .output(settingsSchema),
  turnRule: manage('PUT', '/expansion-rules/{key}/on', 'Switch a rule on or off')
    .input(z.object({ key: z.string().max(64), isOn: z.boolean() }))
    .output(settingsSchema),
  removeRule: manage('PUT', '/expansion-rules/{key}/removed', 'Take a rule away, or bring it back')
    .input(z.object({ key: z.string().max(64), removed: z.boolean() }))
    .output(settingsSchema),
  setGuard: manage('PUT', '/expansion-guard', 'Change what must be before anything is proposed')
    .input(z.object({ version: z.number().int(), guard: z.array(groundSchema).max(10) }))
    .output(settingsSchema),
}

/** The list as a file; a download, not a call. */
export const expansionExportPath = '/api/v1/expansion-opportunities/export'
export const expansionExportQuery = expansionQuery.extend({ ...csvQuery.shape })
