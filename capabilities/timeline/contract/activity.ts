import { z } from 'zod'
import { exchange, idSchema, instantSchema } from '#kernel/exchange.ts'
import { activityKinds } from '../core/words.ts'

/** What a person may write about an activity. Left out: leave as it is. */
export const activityChangeSchema = z.object({
  kind: z.enum(activityKinds).optional(),
  at: z.iso.datetime({ offset: true }).optional(),
  /** The people at the customer who took part. */
  contactIds: z.array(idSchema).max(100).optional(),
  /** Who approached whom: `in` came from the customer, `out` went to them. */
  direction: z.enum(['in', 'out']).nullable().optional(),
  title: z.string().trim().max(300).optional(),
  body: z.string().max(100_000).optional(),
})

export const activitySchema = z.object({
  id: idSchema,
  accountId: idSchema,
  version: z.number().int(),
  kind: z.enum(activityKinds),
  at: instantSchema,
  authorId: idSchema.nullable(),
  authorName: z.string().nullable(),
  contacts: z.array(z.object({ id: idSchema, name: z.string() })),
  direction: z.enum(['in', 'out']).nullable(),
  title: z.string(),
  body: z.string(),
  source: z.string(),
  archivedAt: instantSchema.nullable(),
  updatedAt: instantSchema,
})

const activity = (method: 'GET' | 'POST' | 'PATCH', path: `/${string}`, summary: string) =>
  exchange
    .route({ method, path, tags: ['timeline'], summary })
    .meta({ mayCall: method === 'GET' ? 'accounts.read' : 'accounts.write' })

const byId = z.object({ id: idSchema })

export const activityRoutes = {
  create: activity('POST', '/accounts/{id}/activities', 'Write down a note, a meeting, a call …')
    .input(activityChangeSchema.extend({ id: idSchema, kind: z.enum(activityKinds) }))
    .output(activitySchema),
  get: activity('GET', '/activities/{id}', 'One activity').input(byId).output(activitySchema),
  update: activity('PATCH', '/activities/{id}', 'Change an activity')
    .input(activityChangeSchema.extend({ id: idSchema, version: z.number().int() }))
    .output(z.object({ activity: activitySchema, undo: activityChangeSchema.extend({ version: z.number().int() }) })),
  archive: activity('POST', '/activities/{id}/archive', 'Archive an activity').input(byId).output(activitySchema),
  restore: activity('POST', '/activities/{id}/restore', 'Bring an archived activity back')
    .input(byId)
    .output(activitySchema),
}
