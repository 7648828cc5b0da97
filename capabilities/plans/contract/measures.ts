import { z } from 'zod'
import { labelSchema } from '#capabilities/facts/contract/seen.ts'
import { csvQuery, daySchema, exchange, idSchema } from '#kernel/exchange.ts'
import { counted, groupings } from '../core/measures.ts'

/** Over how many months, the running one included: of those that started in them, and of those that ended in them. */
const span = z.object({
  template: z.string().max(64).optional(),
  months: z.coerce.number().int().min(1).max(60).default(12),
})
const asked = span.extend({ by: z.enum(groupings).default('month') })

const medianSchema = z.object({
  days: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
})

const timesSchema = z.object({
  started: z.number().int(),
  done: z.number().int(),
  running: z.number().int(),
  stopped: z.number().int(),
  reachedValue: z.number().int(),
  /** Days, with those that still run reckoned as not ended yet. */
  duration: medianSchema,
  toValue: medianSchema,
})

const selfStartSchema = z.object({
  /** Done or stopped. */
  ended: z.number().int(),
  done: z.number().int(),
  /** Done without a person of ours. */
  alone: z.number().int(),
  percent: z.number().nullable(),
})

/** A month (2026-04), a touch model or a segment; '' for customers without one. */
const groupSchema = z.object({ key: z.string(), label: labelSchema.nullable() })

const stopSchema = z.object({
  key: z.string(),
  name: labelSchema,
  customers: z.number().int(),
  stopped: z.number().int(),
  medianDays: z.number(),
})

const stepSchema = z.object({
  key: z.string(),
  name: labelSchema,
  plans: z.number().int(),
  skipped: z.number().int(),
  /** What the customers' own people asked about it. */
  questions: z.number().int(),
})

const aimSchema = z.object({ percent: z.number().int().min(0).max(100), version: z.number().int() })

const customersQuery = asked.extend({
  of: z.enum(counted),
  /** The group the figure stands in; left out: the whole. */
  group: z.string().max(64).optional(),
  /** With `at`: the step, by its key in the template. */
  step: z.string().max(64).optional(),
})

const customerSchema = z.object({
  account: z.object({ id: idSchema, name: z.string() }),
  plan: z.object({ id: idSchema, name: z.string() }),
  startedOn: daySchema,
  endedOn: daySchema.nullable(),
  outcome: z.enum(['done', 'running', 'stopped']),
  days: z.number().int(),
  daysToValue: z.number().int().nullable(),
  /** What people of ours did, of one that is done. */
  byHand: z.object({ steps: z.number().int(), touches: z.number().int(), ctas: z.number().int() }),
  ourHours: z.number(),
  alone: z.boolean(),
  standsAt: z.object({ name: labelSchema, since: daySchema, days: z.number().int() }).nullable(),
})
export type MeasuredCustomer = z.input<typeof customerSchema>

export const measuresExportPath = '/api/v1/plan-measures/export'
export const measuresExportQuery = span.extend({ ...csvQuery.shape })

export const measureRoutes = {
  measures: exchange
    .route({
      method: 'GET',
      path: '/plan-measures',
      tags: ['plans'],
      summary: 'How customers start: time to first value, duration, self-starts, where they stop',
    })
    .meta({ mayCall: 'accounts.read' })
    .input(asked)
    .output(
      z.object({
        from: daySchema,
        aim: aimSchema,
        times: z.object({ whole: timesSchema, groups: z.array(timesSchema.extend(groupSchema.shape)) }),
        selfStart: z.object({ whole: selfStartSchema, groups: z.array(selfStartSchema.extend(groupSchema.shape)) }),
        /** Median hours of ours of those led by people, times those without. */
        saved: z.object({
          led: z.number().int(),
          medianHours: z.number().nullable(),
          alone: z.number().int(),
          hours: z.number().nullable(),
        }),
        stops: z.array(stopSchema),
        steps: z.array(stepSchema),
      }),
    ),
  measured: exchange
    .route({
      method: 'GET',
      path: '/plan-measures/customers',
      tags: ['plans'],
      summary: 'The customers that a figure of the measures counts, at most 500',
    })
    .meta({ mayCall: 'accounts.read' })
    .input(customersQuery)
    .output(z.object({ total: z.number().int(), customers: z.array(customerSchema) })),
  setAim: exchange
    .route({
      method: 'PUT',
      path: '/plan-measures/aim',
      tags: ['plans'],
      summary: 'Set what share of customers is meant to start without a person',
    })
    .meta({ mayCall: 'journey.manage' })
    .input(aimSchema)
    .output(aimSchema),
}
