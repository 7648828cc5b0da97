import { z } from 'zod'
import { exchange } from '#kernel/exchange.ts'

const days = z.number().int().min(1).max(730)

/** When renewals are opened: so many days before the end of a term, for customers of some segments other than for all. */
export const openingSchema = z.object({
  daysBefore: days,
  /** By the keys of segments, in order: the first that a customer is in holds. */
  bySegment: z
    .array(z.object({ segment: z.string().max(100), daysBefore: days }))
    .max(50)
    .default([]),
})

const route = (method: 'GET' | 'PUT' | 'POST', path: `/${string}`, summary: string) =>
  exchange.route({ method, path, tags: ['renewals'], summary })

export const settingsRoute = route(
  'GET',
  '/renewals/settings',
  'How long before the end of a term its renewal is opened',
)
  .meta({ mayCall: 'accounts.read' })
  .output(openingSchema)

export const setSettingsRoute = route('PUT', '/renewals/settings', 'Change when renewals are opened')
  .meta({ mayCall: 'signals.manage' })
  .input(openingSchema)
  .output(openingSchema)

export const previewSettingsRoute = route(
  'POST',
  '/renewals/settings/preview',
  'How many renewals another setting would open today',
)
  .meta({ mayCall: 'signals.manage' })
  .input(openingSchema)
  .output(
    z.object({
      opens: z.number().int(),
      /** Those that are open and would not be yet: they stay. */
      early: z.number().int(),
    }),
  )
