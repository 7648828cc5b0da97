import { z } from 'zod'
import { exchange, idSchema, instantSchema, permissions } from '#kernel/exchange.ts'

export const apiKeySchema = z.object({
  id: idSchema,
  name: z.string(),
  /** The first characters, to tell keys apart; the key itself is shown once, when it is made. */
  prefix: z.string(),
  person: z.object({ id: idSchema, name: z.string() }),
  permissions: z.array(z.enum(permissions)),
  /** Reaches only the customers that the person looks after. */
  ownCustomers: z.boolean(),
  state: z.enum(['active', 'expired', 'revoked']),
  createdAt: instantSchema,
  expiresAt: instantSchema.nullable(),
  lastUsedAt: instantSchema.nullable(),
})
export type ApiKey = z.infer<typeof apiKeySchema>

/** How long a key may live, in days; null: until it is revoked. */
export const keyLives = [30, 90, 365] as const

const keys = (method: 'GET' | 'POST', path: `/${string}`, summary: string) =>
  exchange.route({ method, path, tags: ['keys'], summary }).meta({ mayCall: 'signedIn', person: true })

/** Rules an issue may name: key.permission (the person does not hold it). */
export const keysContract = {
  list: keys('GET', '/api-keys', 'My API keys; those of everybody for whoever manages people').output(
    z.object({ keys: z.array(apiKeySchema) }),
  ),
  create: keys('POST', '/api-keys', 'Make an API key; it is told this once')
    .meta({ mayCall: 'signedIn', person: true, proof: 'fresh' })
    .input(
      z.object({
        name: z.string().trim().min(1).max(80),
        permissions: z.array(z.enum(permissions)).min(1).max(permissions.length),
        ownCustomers: z.boolean().default(false),
        days: z.union([z.literal(keyLives), z.null()]).default(90),
      }),
    )
    .output(z.object({ key: z.string(), apiKey: apiKeySchema })),
  revoke: keys('POST', '/api-keys/{id}/revocation', 'Take an API key back: its next call is refused')
    .input(z.object({ id: idSchema }))
    .output(apiKeySchema),
}
