import { z } from 'zod'
import { exchange, idSchema, instantSchema } from '#kernel/exchange.ts'
import { done, nameSchema } from './schemas.ts'

const provisioningTokenSchema = z.object({
  id: idSchema,
  name: z.string(),
  /** The role in which whoever is brought in begins. */
  joinRole: z.string(),
  createdAt: instantSchema,
  lastUsedAt: instantSchema.nullable(),
})
export type ProvisioningToken = z.infer<typeof provisioningTokenSchema>

const provisionedGroupSchema = z.object({
  id: idSchema,
  /** As the provider calls it. */
  name: z.string(),
  people: z.number().int(),
  /** The role of its people; of several groups the strongest role counts. */
  role: z.string().nullable(),
  /** The team its people are in. */
  teamId: idSchema.nullable(),
})
export type ProvisionedGroup = z.infer<typeof provisionedGroupSchema>

const manage = { mayCall: 'workspace.manage', person: true } as const
const changes = { ...manage, proof: 'fresh' } as const

export const provisioningRoutes = {
  list: exchange
    .route({ method: 'GET', path: '/provisioning-tokens', tags: ['access'], summary: 'Provisioning tokens (SCIM)' })
    .meta(manage)
    .output(z.object({ tokens: z.array(provisioningTokenSchema), address: z.string() })),
  create: exchange
    .route({
      method: 'POST',
      path: '/provisioning-tokens',
      tags: ['access'],
      summary: 'Make a token by which an identity provider brings in people; it is shown this once',
    })
    .meta(changes)
    .input(z.object({ name: nameSchema, joinRole: z.string().max(40) }))
    .output(z.object({ token: z.string(), made: provisioningTokenSchema })),
  revoke: exchange
    .route({
      method: 'DELETE',
      path: '/provisioning-tokens/{id}',
      tags: ['access'],
      summary: 'Revoke a provisioning token; people stay as they are',
    })
    .meta(changes)
    .input(z.object({ id: idSchema }))
    .output(done),
  groups: exchange
    .route({
      method: 'GET',
      path: '/provisioned-groups',
      tags: ['access'],
      summary: 'The groups an identity provider told of, with what each stands for',
    })
    .meta(manage)
    .output(z.object({ groups: z.array(provisionedGroupSchema) })),
  mapGroup: exchange
    .route({
      method: 'PATCH',
      path: '/provisioned-groups/{id}',
      tags: ['access'],
      summary: 'Say which role and team a group stands for; its people follow at once',
    })
    .meta({ mayCall: 'people.manage', person: true, proof: 'fresh' })
    .input(z.object({ id: idSchema, role: z.string().max(40).nullable(), teamId: idSchema.nullable() }))
    .output(provisionedGroupSchema),
}
