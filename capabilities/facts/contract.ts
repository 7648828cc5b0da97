import { z } from 'zod'
import { daySchema, exchange, fieldClasses, idSchema, instantSchema } from '#kernel/exchange.ts'
import { builderSchema, conditionErrorSchema, conditionText } from './contract/condition.ts'
import { pastGroundSchema, pastRoutes } from './contract/past.ts'
import { segmentRoutes, useSchema } from './contract/segment.ts'
import { clauseSchema, factValueSchema, labelSchema, seenSchema } from './contract/seen.ts'

const tags = ['facts']
const read = { mayCall: 'accounts.read' } as const
const get = (path: `/${string}`, summary: string) => exchange.route({ method: 'GET', path, tags, summary }).meta(read)
const ask = (path: `/${string}`, summary: string) =>
  exchange.route({ method: 'POST', path, tags, summary }).meta({ ...read, whenFull: true, viewing: true })

const choicesSchema: z.ZodType<readonly { key: string; label: z.infer<typeof labelSchema> }[]> = z.array(
  z.object({ key: z.string(), label: labelSchema }),
)

export const factSchema = z.object({
  key: z.string(),
  type: z.enum(['number', 'money', 'percent', 'date', 'text', 'yes_no', 'choice', 'list', 'instant']),
  label: labelSchema,
  help: labelSchema.optional(),
  /** The capability whose fact it is. */
  owner: z.string(),
  unit: z.enum(['days', 'people', 'count', 'percent', 'points', 'weeks', 'seats']).optional(),
  choices: choicesSchema.optional(),
  /** A clock fact: whole days counted from another fact's date. */
  derived: z.object({ measure: z.enum(['days_since', 'days_until']), of: z.string() }).optional(),
  kept: z.boolean().optional(),
  /** An own field that was marked as sensitive. */
  sensitive: z.literal(true).optional(),
  /** The class of fields for which its values are withheld from whoever asks; left out: they are not. */
  withheld: z.enum(fieldClasses).optional(),
})

const matchesSchema = z.object({
  daysAgo: z.number().int(),
  day: daySchema,
  ground: pastGroundSchema,
  /** How many matched by what is known of that day; null where nothing reaches it, or these facts can't be told of it. */
  matches: z.number().int().nullable(),
  /** How many accounts there were. */
  of: z.number().int().nullable(),
  /** Facts of the condition that can't be told of that day. */
  untold: z.array(z.string()),
  /** Some of those that matched, under the names they had; of a month end, which keeps no names, under those they have. */
  sample: z.array(z.object({ id: idSchema, name: z.string() })),
})

export const factsContract = {
  catalogue: get('/facts', 'All facts that can be asked about, with values met in real accounts').output(
    z.object({
      facts: z.array(
        factSchema.extend({
          /** Up to three different values of real accounts. */
          examples: z.array(factValueSchema),
        }),
      ),
    }),
  ),
  overview: get(
    '/facts/overview',
    'Of every fact: of how many accounts it is known, since when, and what asks about it',
  ).output(
    z.object({
      /** How many accounts there are. */
      of: z.number().int(),
      /** When any account was computed last, and the day up to which all of them were. */
      computedAt: instantSchema.nullable(),
      allComputedOn: daySchema.nullable(),
      facts: z.array(
        z.object({
          key: z.string(),
          /** Accounts of which it is known. */
          known: z.number().int(),
          /** When it last became another for any account; null where that is not kept, or never happened. */
          changedAt: instantSchema.nullable(),
          uses: z.array(useSchema),
        }),
      ),
    }),
  ),
  ofAccount: get('/accounts/{id}/facts', 'All facts of one account, as they are now or were at the end of a day')
    .input(z.object({ id: idSchema, asOf: daySchema.optional() }))
    .output(
      z.object({
        asOf: daySchema,
        facts: z.array(seenSchema),
        /** Of a past day: what the answer stands on, and which facts can't be told of it; null: they are as they are now. */
        past: z
          .object({
            ground: pastGroundSchema,
            /** Whether the account was known by then. */
            there: z.boolean(),
            untold: z.array(z.string()),
          })
          .nullable(),
      }),
    ),
  history: get('/accounts/{id}/facts/{key}/history', 'How one fact of an account went')
    .input(z.object({ id: idSchema, key: z.string().max(63), from: daySchema.optional() }))
    .output(z.object({ fact: factSchema, known: z.array(z.object({ at: instantSchema, value: factValueSchema })) })),
  changes: get('/accounts/{id}/facts/changes', 'What changed of an account since an instant, the weightiest first')
    .input(z.object({ id: idSchema, since: instantSchema }))
    .output(z.object({ changes: z.array(z.object({ at: instantSchema, before: seenSchema, after: seenSchema })) })),
  past: pastRoutes,
  segments: segmentRoutes,
  conditions: {
    check: ask('/conditions/check', 'Whether a text is a condition, what it means, and what is wrong with it')
      .input(z.object({ condition: conditionText }))
      .output(
        z.object({
          ok: z.boolean(),
          errors: z.array(conditionErrorSchema),
          /** The text as Banso writes it; null while there are errors. */
          canonical: z.string().nullable(),
          /** The facts it depends on. */
          facts: z.array(z.string()),
          /** The same as rows; null where rows cannot say it. */
          builder: builderSchema.nullable(),
        }),
      ),
    count: ask('/conditions/count', 'How many accounts match now and matched 30 and 90 days ago, and some of them')
      .input(z.object({ condition: conditionText, past: z.boolean().default(false) }))
      .output(
        z.object({
          matches: z.number().int(),
          of: z.number().int(),
          sample: z.array(z.object({ id: idSchema, name: z.string() })),
          /** Empty where it was not asked for. */
          past: z.array(matchesSchema),
        }),
      ),
    explain: ask('/conditions/explain', 'Why a condition holds for an account or does not, clause by clause')
      .input(z.object({ condition: conditionText, accountId: idSchema, asOf: daySchema.optional() }))
      .output(
        z.object({
          held: z.boolean(),
          canonical: z.string(),
          /** The day whose end the values are of: of one before the history, the month end before it. */
          asOf: daySchema,
          clauses: z.array(clauseSchema),
        }),
      ),
    complete: ask('/conditions/complete', 'What may be written at a place of a condition')
      .input(z.object({ condition: conditionText, offset: z.number().int().min(0).max(10_000) }))
      .output(
        z.object({
          from: z.number().int(),
          to: z.number().int(),
          candidates: z.array(
            z.object({
              kind: z.enum(['fact', 'operator', 'value', 'word']),
              text: z.string(),
              fact: z.string().optional(),
            }),
          ),
        }),
      ),
  },
}
