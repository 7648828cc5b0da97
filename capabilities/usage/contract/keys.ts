import { z } from 'zod'
import { exchange, idSchema, instantSchema } from '#kernel/exchange.ts'

export const writeKeySchema = z.object({
  id: idSchema,
  name: z.string(),
  /** The first characters, to tell keys apart; the key itself is shown once, when it is made. */
  prefix: z.string(),
  /** The source of external ids by which `group` names customers. */
  source: z.string(),
  createdAt: instantSchema,
  createdBy: z.string().nullable(),
  lastUsedAt: instantSchema.nullable(),
  revokedAt: instantSchema.nullable(),
})
export type WriteKey = z.infer<typeof writeKeySchema>

const keys = (method: 'GET' | 'POST', path: `/${string}`, summary: string) =>
  exchange
    .route({ method, path, tags: ['usage'], summary })
    .meta({ mayCall: method === 'GET' ? 'ingest.read' : 'ingest.manage' })

export const keyRoutes = {
  list: keys('GET', '/write-keys', 'Keys with which tracking clients send events').output(
    z.object({ keys: z.array(writeKeySchema) }),
  ),
  create: keys('POST', '/write-keys', 'Make a write key; it is told this once')
    .input(
      z.object({
        name: z.string().trim().min(1).max(80),
        source: z
          .string()
          .trim()
          .regex(/^[\p{L}\p{N}_.-]{1,40}$/u)
          .default('product'),
      }),
    )
    .output(z.object({ key: z.string(), writeKey: writeKeySchema })),
  revoke: keys(
    'POST',
    '/write-keys/{id}/revocation',
    'Take a write key back: what is sent with it is refused within seconds',
  )
    .input(z.object({ id: idSchema }))
    .output(writeKeySchema),
}
