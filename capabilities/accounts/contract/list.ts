import { z } from 'zod'
import { pastGroundSchema } from '#capabilities/facts/contract/past.ts'
import { csvQuery, daySchema, exchange, idSchema, pageQuery } from '#kernel/exchange.ts'
import { factValueSchema } from '#capabilities/facts/contract/seen.ts'
import { factValuesSchema } from './value.ts'

/** Which accounts: a condition in the condition language, words to search for, or both. Empty: all that are not archived. */
export const accountQuery = z.object({
  condition: z.string().max(10_000).optional(),
  /** Part of a name, reading or English name; width, kana, old kanji and corporate forms do not matter. */
  search: z.string().max(200).optional(),
  archived: z.enum(['without', 'only']).default('without'),
})

/** The end of a past day: answered by what was known then, and by nothing learned later. Today or later: as it is now. */
const asOfSchema = daySchema.optional()

/** Fact keys separated by commas. */
const keysSchema = z.string().max(4000)

export const listQuery = accountQuery.extend({
  ...pageQuery.shape,
  /** Fact keys separated by commas: the columns of the answer. */
  columns: keysSchema.optional(),
  /** A fact key, with `-` before it for descending. Missing values come last either way. */
  sort: z.string().max(64).default('account.name'),
  asOf: asOfSchema,
})

export const accountRowSchema = z.object({
  id: idSchema,
  version: z.number().int(),
  name: z.string(),
  /** The asked columns by fact key. A key that is left out is missing. */
  values: factValuesSchema,
})

const totalsSchema = z.object({
  accounts: z.number().int(),
  /** Sums of the asked number and money columns over all that match, by fact key (money in minor units). */
  sums: z.record(z.string(), z.number()),
})

/** What an answer about a past day stands on, and which of the facts it was asked for it does not tell. */
const pastKnownSchema = z.object({ day: daySchema, ground: pastGroundSchema, unknown: z.array(z.string()) })

const list = (path: `/${string}`, summary: string) =>
  exchange.route({ method: 'GET', path, tags: ['accounts'], summary }).meta({ mayCall: 'accounts.read' })

export const listRoutes = {
  list: list('/accounts', 'A page of accounts: any facts as columns, by condition and search, in any order')
    .meta({ mayCall: 'accounts.read', bulk: 'accounts' })
    .input(listQuery)
    .output(
      z.object({
        rows: z.array(accountRowSchema),
        next: z.string().nullable(),
        /** Where a past day was asked for. */
        asOf: pastKnownSchema.optional(),
      }),
    ),
  total: list('/accounts/total', 'How many accounts match, and the sums of columns over them')
    .input(accountQuery.extend({ sums: keysSchema.default('contract.arr'), asOf: asOfSchema }))
    .output(totalsSchema.extend({ asOf: pastKnownSchema.optional() })),
  groups: list('/accounts/groups', 'The accounts that match, grouped by a fact, with sub-totals')
    .input(accountQuery.extend({ by: z.string().max(64), sums: keysSchema.default('contract.arr'), asOf: asOfSchema }))
    .output(
      z.object({
        groups: z.array(
          totalsSchema.extend({
            value: factValueSchema,
            /** The condition that picks exactly this group; to be joined with the list's own by `&&`. */
            condition: z.string(),
          }),
        ),
        /** Whether there are more groups than are shown (the largest 200). */
        more: z.boolean(),
      }),
    ),
  /** For the palette and pickers: the best few by name. */
  find: list('/accounts/find', 'Find accounts by part of a name')
    .input(z.object({ search: z.string().min(1).max(200), limit: z.coerce.number().int().min(1).max(50).default(10) }))
    .output(z.object({ rows: z.array(z.object({ id: idSchema, name: z.string() })) })),
  /** What was written so far into free fields (industry, region, country, usage pattern, tags): offered while typing. */
  words: list('/accounts/words', 'Words in use for industry, region, country, usage pattern and tags')
    .input(z.object({ of: z.enum(['industry', 'region', 'country', 'usagePattern', 'tags']) }))
    .output(z.object({ words: z.array(z.object({ word: z.string(), accounts: z.number().int() })) })),
}

/** Where the CSV file of a list is: a download that streams, so that it is no JSON exchange. Needs `accounts.export`. */
export const exportPath = '/api/v1/accounts/export'

/** What `exportPath` is asked with, as a query string. */
export const exportQuery = accountQuery.extend({
  columns: keysSchema,
  sort: z.string().max(64).default('account.name'),
  asOf: asOfSchema,
  ...csvQuery.shape,
})
