import { z } from 'zod'
import { exchange, idSchema } from '#kernel/exchange.ts'

const contentSchema = z.object({
  name: z.string().trim().min(1).max(100),
  sharing: z.enum(['private', 'shared']),
  condition: z.string().max(10_000),
  columns: z.array(z.string().max(63)).min(1).max(60),
  /** A fact key, with `-` before it for descending. */
  sort: z.string().max(64),
  groupBy: z.string().max(63).nullable(),
  position: z.number().int().min(0).max(10_000),
})

export const viewSchema = contentSchema.extend({
  id: idSchema,
  version: z.number().int(),
  ownerId: idSchema,
  ownerName: z.string(),
  /** Whether this person may change it: their own, or shared ones with the right to share. */
  mayChange: z.boolean(),
})

const view = (path: `/${string}`, method: 'GET' | 'POST' | 'PATCH' | 'DELETE', summary: string) =>
  exchange.route({ method, path, tags: ['views'], summary }).meta({ mayCall: 'accounts.read' })

export const viewRoutes = {
  list: view('/views', 'GET', "One's own saved views of the customer list and the shared ones")
    .input(z.object({}))
    .output(z.object({ rows: z.array(viewSchema) })),
  create: view('/views', 'POST', 'Save a view')
    .input(contentSchema.partial({ condition: true, sharing: true, sort: true, groupBy: true, position: true }))
    .output(viewSchema),
  update: view('/views/{id}', 'PATCH', 'Change a saved view')
    .input(contentSchema.partial().extend({ id: idSchema, version: z.number().int() }))
    .output(viewSchema),
  /** The answer holds all that is needed to create it again. */
  remove: view('/views/{id}', 'DELETE', 'Remove a saved view')
    .input(z.object({ id: idSchema }))
    .output(viewSchema),
}
