import { z } from 'zod'
import { daySchema, exchange, idSchema } from '#kernel/exchange.ts'

const tags = ['usage']
const read = { mayCall: 'accounts.read' } as const
const kindSchema = z.enum(['track', 'page', 'screen'])
const accountSchema = z.object({ id: idSchema, name: z.string() })

export const adoptionRoutes = {
  features: exchange
    .route({ method: 'GET', path: '/adoption/features', tags, summary: 'Which share of customers uses which feature' })
    .meta(read)
    .input(z.object({ days: z.coerce.number().int().min(7).max(366).default(28) }))
    .output(
      z.object({
        /** Customers whose use is measured, of whatever quarter; those whose contract ended are counted apart. */
        measured: z.number().int(),
        left: z.number().int(),
        /** They by the quarter they signed up in (or else began to use it), the latest eight, newest first. */
        cohorts: z.array(z.object({ quarter: daySchema, accounts: z.number().int() })),
        features: z.array(
          z.object({
            event: z.string(),
            kind: kindSchema,
            accounts: z.number().int(),
            /** In the window of the same length before. */
            accountsBefore: z.number().int(),
            users: z.number().int(),
            uses: z.number(),
            /** Customers that use it, by cohort, as `cohorts`. */
            byCohort: z.array(z.number().int()),
          }),
        ),
        /** There are more features; these are the most widespread. */
        more: z.boolean(),
      }),
    ),
  funnel: exchange
    .route({ method: 'POST', path: '/adoption/funnel', tags, summary: 'How many got from one event to the next' })
    .meta(read)
    .input(
      z.object({
        events: z.array(z.string().min(1).max(200)).min(2).max(6),
        /** Within how many days of the first event. */
        within: z.number().int().min(1).max(366).default(28),
        days: z.number().int().min(7).max(730).default(182),
        of: z.enum(['accounts', 'users']).default('accounts'),
      }),
    )
    .output(z.object({ steps: z.array(z.object({ event: z.string(), reached: z.number().int() })) })),
  retention: exchange
    .route({ method: 'GET', path: '/adoption/retention', tags, summary: 'Which share is still active months later' })
    .meta(read)
    .input(
      z.object({
        of: z.enum(['accounts', 'users']).default('accounts'),
        months: z.coerce.number().int().min(3).max(24).default(12),
      }),
    )
    .output(
      z.object({
        /** By the month of first use, the earliest first; `active[n]`: in the nth month after. The month under way is left out. */
        cohorts: z.array(z.object({ month: daySchema, size: z.number().int(), active: z.array(z.number().int()) })),
      }),
    ),
  movers: exchange
    .route({ method: 'GET', path: '/adoption/movers', tags, summary: 'Customers whose use rises and falls most' })
    .meta(read)
    .input(z.object({ metric: z.string().max(63).default('monthly_active_users') }))
    .output(
      z.object({
        rising: z.array(moverSchema()),
        falling: z.array(moverSchema()),
        /** Features that a customer used in the 28 days before the last 28, and not since. */
        stopped: z.array(
          z.object({
            account: accountSchema,
            event: z.string(),
            kind: kindSchema,
            usesBefore: z.number(),
            lastDay: daySchema,
          }),
        ),
      }),
    ),
}

function moverSchema() {
  return z.object({ account: accountSchema, now: z.number(), previous: z.number(), change: z.number().nullable() })
}
