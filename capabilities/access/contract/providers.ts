import { z } from 'zod'
import { exchange, idSchema, instantSchema } from '#kernel/exchange.ts'
import { domainsSchema } from './policy.ts'
import { done, emailSchema, nameSchema } from './schemas.ts'

const anyProvider = {
  name: nameSchema,
  domains: domainsSchema,
  /** The role in which whoever comes with an address of these domains joins; null: nobody joins by themselves. */
  joinRole: z.string().max(40).nullable(),
}

const providerFields = {
  ...anyProvider,
  /** The address under which the provider describes itself (OpenID Connect Discovery). */
  issuer: z.url().max(500),
  clientId: z.string().trim().min(1).max(300),
}

const samlFields = {
  ...anyProvider,
  /** What the provider says of itself: the XML, or the https address it is read from. */
  metadata: z.string().trim().min(1).max(300_000),
  /** Whether people may come from the provider's own pages, without having set out here. */
  unsolicited: z.boolean(),
}

const providerSchema = z.object({
  id: idSchema,
  ...anyProvider,
  kind: z.enum(['oidc', 'saml']),
  /** Of SAML the entity ID. */
  issuer: z.string(),
  /** Of OpenID Connect alone. */
  clientId: z.string().nullable(),
  /** Of SAML alone. */
  saml: z
    .object({
      signInUrl: z.string(),
      /** Where the metadata were read from; null: they were pasted. */
      metadataUrl: z.string().nullable(),
      unsolicited: z.boolean(),
      /** When the last of its certificates ends. */
      certifiedUntil: instantSchema,
    })
    .nullable(),
  isOn: z.boolean(),
  /** How many people have signed in by it. */
  people: z.number().int(),
  lastUsedAt: instantSchema.nullable(),
})
export type IdentityProvider = z.infer<typeof providerSchema>

/** What a SAML provider has to be told of Banso: it can be read at entityId as metadata. */
const samlSelfSchema = z.object({ entityId: z.string(), comeBackTo: z.string() })

const clientSecret = z.string().trim().min(1).max(500)
const manage = { mayCall: 'workspace.manage', person: true } as const
const changes = { ...manage, proof: 'fresh' } as const

export const providerRoutes = {
  list: exchange
    .route({ method: 'GET', path: '/identity-providers', tags: ['access'], summary: 'Identity providers' })
    .meta(manage)
    .output(z.object({ providers: z.array(providerSchema), redirectUri: z.string(), saml: samlSelfSchema })),
  create: exchange
    .route({ method: 'POST', path: '/identity-providers', tags: ['access'], summary: 'Connect an identity provider' })
    .meta(changes)
    .input(z.object({ ...providerFields, clientSecret }))
    .output(providerSchema),
  update: exchange
    .route({
      method: 'PATCH',
      path: '/identity-providers/{id}',
      tags: ['access'],
      summary: 'Change an identity provider; switched off, its sessions end',
    })
    .meta(changes)
    .input(
      z.object({ id: idSchema, ...z.object({ ...providerFields, clientSecret, isOn: z.boolean() }).partial().shape }),
    )
    .output(providerSchema),
  connectSaml: exchange
    .route({
      method: 'POST',
      path: '/identity-providers/saml',
      tags: ['access'],
      summary: 'Connect an identity provider that speaks SAML 2.0',
    })
    .meta(changes)
    .input(z.object(samlFields))
    .output(providerSchema),
  updateSaml: exchange
    .route({
      method: 'PATCH',
      path: '/identity-providers/saml/{id}',
      tags: ['access'],
      summary: 'Change a SAML provider; metadata are read anew where they are told',
    })
    .meta(changes)
    .input(z.object({ id: idSchema, ...z.object(samlFields).partial().shape }))
    .output(providerSchema),
  remove: exchange
    .route({
      method: 'DELETE',
      path: '/identity-providers/{id}',
      tags: ['access'],
      summary: 'Remove an identity provider; its sessions end',
    })
    .meta(changes)
    .input(z.object({ id: idSchema }))
    .output(done),
}

export const providerEntryRoutes = {
  ways: exchange
    .route({
      method: 'POST',
      path: '/session/ways',
      tags: ['access'],
      summary: 'Which identity providers sign in addresses of a domain; whether there is such a person is not told',
    })
    .meta({ mayCall: 'anybody' })
    .input(z.object({ email: emailSchema }))
    .output(z.object({ providers: z.array(z.object({ id: z.string(), name: z.string(), workspace: z.string() })) })),
  byProvider: exchange
    .route({
      method: 'POST',
      path: '/session/provider',
      tags: ['access'],
      summary: 'Set out for an identity provider: the address to go to',
    })
    .meta({ mayCall: 'anybody' })
    .input(z.object({ providerId: idSchema, email: emailSchema.optional(), next: z.string().max(2000).optional() }))
    .output(z.object({ url: z.string() })),
}

/** For a session that a provider vouches for: its owner proves themselves there once more. */
export const providerProofRoute = exchange
  .route({
    method: 'POST',
    path: '/me/proof/provider',
    tags: ['access'],
    summary: 'Prove once more who I am, at my provider',
  })
  .meta({ mayCall: 'signedIn', person: true })
  .output(z.object({ url: z.string() }))
