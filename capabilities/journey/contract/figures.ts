import { z } from 'zod'
import { labelSchema } from '#capabilities/facts/contract/seen.ts'
import { csvQuery, daySchema, exchange, idSchema, pageQuery } from '#kernel/exchange.ts'
import { touches } from '../core/words.ts'
import { followedQuery } from './followed.ts'

const count = z.number().int()
const phaseSchema = z.object({ key: z.string(), label: labelSchema })
const monthSchema = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/)

/** What the time in a phase is told apart by. */
export const groupings = ['none', 'touch', 'segment', 'owner', 'version'] as const
export type Grouping = (typeof groupings)[number]

/** Which stays: all, those that go on, that ended with going on to a later phase, or with going back. */
export const endings = ['all', 'there', 'passed', 'back'] as const

/** How long stays took; who is still there, went back or left us counts for as long as they were seen. */
const tenureSchema = z.object({
  stays: count,
  there: count,
  passed: count,
  back: count,
  /** Days after which half, and nine of ten, have gone on; null: not so many have. */
  median: z.number().nullable(),
  p90: z.number().nullable(),
})

const get = (path: `/${string}`, summary: string) =>
  exchange.route({ method: 'GET', path, tags: ['journey'], summary }).meta({ mayCall: 'journey.read' })

export const flowRoute = get('/journey/flow', 'How many customers went from which phase to which, month by month')
  .input(followedQuery.extend({ months: z.coerce.number().int().min(3).max(36).default(12) }))
  .output(
    z.object({
      phases: z.array(phaseSchema),
      /** The last one is the month of today. */
      months: z.array(monthSchema),
      moves: z.array(
        z.object({
          /** null: they began there. */
          from: z.string().nullable(),
          to: z.string(),
          back: z.boolean(),
          /** One of each month. */
          counts: z.array(count),
        }),
      ),
    }),
  )

export const timeRoute = get('/journey/time', 'How long customers stay in a phase, those still there counted properly')
  .input(followedQuery.extend({ phase: z.string().max(64).optional(), by: z.enum(groupings).default('none') }))
  .output(
    z.object({
      phases: z.array(phaseSchema),
      phase: z.string().nullable(),
      groups: z.array(
        tenureSchema.extend({
          key: z.string(),
          label: labelSchema,
          usualDays: z.number().nullable(),
          seen: count,
          steps: z.array(
            z.object({
              time: z.number(),
              kept: z.number(),
              low: z.number().nullable(),
              high: z.number().nullable(),
              atRisk: count,
            }),
          ),
        }),
      ),
    }),
  )

export const stuckRoute = get('/journey/stuck', 'What late customers miss, and for how long they have been there')
  .input(followedQuery)
  .output(
    z.object({
      rows: z.array(
        z.object({
          phase: phaseSchema,
          milestone: z.object({ key: z.string(), label: labelSchema, exit: z.boolean() }),
          stalled: count,
          watch: count,
          /** Of all who are in the phase. */
          missing: count,
          there: count,
          /** Days in the phase of half of those who are late and miss it. */
          medianDays: z.number().nullable(),
          blockedOurs: count,
          blockedCustomer: count,
        }),
      ),
    }),
  )

export const versionsRoute = get('/journey/versions', 'The same figures for each version of a map')
  .input(followedQuery)
  .output(
    z.object({
      phases: z.array(phaseSchema),
      versions: z.array(
        z.object({
          version: count,
          publishedOn: daySchema,
          note: z.string().nullable(),
          /** Customers on it today. */
          accounts: count,
          stalled: count,
          phases: z.array(tenureSchema.extend({ phase: z.string() })),
        }),
      ),
    }),
  )

/** Which customers stand behind a figure of the flow, or of the time in a phase. */
export const behindQuery = followedQuery.extend({
  month: monthSchema.optional(),
  /** The phase they came from; `start`: they began. */
  from: z.string().max(64).optional(),
  phase: z.string().max(64),
  by: z.enum(groupings).default('none'),
  key: z.string().max(100).default(''),
  which: z.enum(endings).default('all'),
})
export const behindRoute = get('/journey/stays', 'The stays behind a figure, the latest first')
  .input(behindQuery.extend(pageQuery.shape))
  .output(
    z.object({
      rows: z.array(
        z.object({
          id: idSchema,
          account: z.object({ id: idSchema, name: z.string() }),
          enteredOn: daySchema,
          leftOn: daySchema.nullable(),
          days: count,
          percentile: z.number().nullable(),
          struggle: z.number().nullable(),
          reason: z.string().nullable(),
        }),
      ),
      next: z.string().nullable(),
    }),
  )

export const proposalsRoute = get('/journey/proposals', "What a map could say by the company's own history")
  .input(z.object({ map: z.string().max(64).optional() }))
  .output(
    z.object({
      map: z.object({ key: z.string(), version: count, label: labelSchema }).nullable(),
      phases: z.array(phaseSchema),
      workedOutOn: daySchema.nullable(),
      /** Fewer than so many who went on are no measure. */
      enough: count,
      watchAt: z.object({ now: z.number(), proposed: z.number() }).nullable(),
      stalledAt: z.object({ now: z.number(), proposed: z.number() }).nullable(),
      rows: z.array(
        z.object({
          phase: z.string(),
          /** null: all touch models together. */
          touch: z.enum(touches).nullable(),
          usualDays: z.number().nullable(),
          stays: count,
          passed: count,
          median: z.number().nullable(),
          p80: z.number().nullable(),
          p95: z.number().nullable(),
        }),
      ),
    }),
  )

export const exportPath = '/api/v1/journey/export'
export const exportQuery = followedQuery.extend(csvQuery.shape)
