import { z } from 'zod'
import { awaitedSchema, exchange, instantSchema } from '#kernel/exchange.ts'
import { providerProofRoute } from './providers.ts'
import { done, meSchema, nameSchema, passwordSchema, tokenSchema } from './schemas.ts'

/** What goes to a browser's passkeys and comes back, as WebAuthn writes it in JSON. */
const passkeySchema = z.record(z.string(), z.unknown())
const codeSchema = z.string().trim().min(1).max(40)
const factorId = z.string().max(100)

export const factorSchema = z.object({
  id: z.string(),
  kind: z.enum(['totp', 'passkey']),
  name: z.string(),
  createdAt: instantSchema,
  lastUsedAt: instantSchema.nullable(),
})
export type Factor = z.infer<typeof factorSchema>

/** Of the first factor: codes for an emergency, told this once. */
const madeSchema = z.object({ id: z.string(), recoveryCodes: z.array(z.string()).nullable() })

/** Beside the password: a code of an app, a code for an emergency, or what a passkey signed. */
const secondProof = { ticket: tokenSchema, code: codeSchema.optional(), passkey: passkeySchema.optional() }

export const secondStepRoutes = {
  finish: exchange
    .route({ method: 'POST', path: '/session/second', tags: ['access'], summary: 'End a sign-in by a second factor' })
    .meta({ mayCall: 'anybody' })
    .input(z.object(secondProof))
    .output(meSchema),
  askPasskey: exchange
    .route({
      method: 'POST',
      path: '/session/passkey/options',
      tags: ['access'],
      summary: 'What to ask a browser for a sign-in with a passkey alone',
    })
    .meta({ mayCall: 'anybody' })
    .output(z.object({ ticket: z.string(), asked: passkeySchema }).nullable()),
  passkey: exchange
    .route({ method: 'POST', path: '/session/passkey', tags: ['access'], summary: 'Sign in with a passkey alone' })
    .meta({ mayCall: 'anybody' })
    .input(z.object({ ticket: tokenSchema, passkey: passkeySchema }))
    .output(meSchema),
}

export const factorRoutes = {
  list: exchange
    .route({ method: 'GET', path: '/me/factors', tags: ['access'], summary: 'My second factors' })
    .meta({ mayCall: 'signedIn', person: true, owing: true })
    .output(
      z.object({
        factors: z.array(factorSchema),
        recoveryCodesLeft: z.number().int(),
        /** Whether passkeys can be made for this address: it has a name. */
        takesPasskeys: z.boolean(),
      }),
    ),
  beginTotp: exchange
    .route({ method: 'POST', path: '/me/factors/totp', tags: ['access'], summary: 'Begin with an authenticator app' })
    .meta({ mayCall: 'signedIn', person: true, owing: true, proof: 'fresh' })
    .output(z.object({ ticket: z.string(), address: z.string() })),
  endTotp: exchange
    .route({
      method: 'POST',
      path: '/me/factors/totp/confirm',
      tags: ['access'],
      summary: 'Keep an authenticator app, by a code it shows',
    })
    .meta({ mayCall: 'signedIn', person: true, owing: true, proof: 'fresh' })
    .input(z.object({ ticket: tokenSchema, code: codeSchema, name: nameSchema }))
    .output(madeSchema),
  beginPasskey: exchange
    .route({ method: 'POST', path: '/me/factors/passkey', tags: ['access'], summary: 'Begin with a passkey' })
    .meta({ mayCall: 'signedIn', person: true, owing: true, proof: 'fresh' })
    .output(z.object({ ticket: z.string(), asked: passkeySchema })),
  endPasskey: exchange
    .route({
      method: 'POST',
      path: '/me/factors/passkey/confirm',
      tags: ['access'],
      summary: 'Keep a passkey that the browser made',
    })
    .meta({ mayCall: 'signedIn', person: true, owing: true, proof: 'fresh' })
    .input(z.object({ ticket: tokenSchema, passkey: passkeySchema, name: nameSchema }))
    .output(madeSchema),
  remove: exchange
    .route({ method: 'DELETE', path: '/me/factors/{id}', tags: ['access'], summary: 'Take one of my factors away' })
    .meta({ mayCall: 'signedIn', person: true, owing: true, proof: 'fresh' })
    .input(z.object({ id: factorId }))
    .output(done),
  newCodes: exchange
    .route({ method: 'POST', path: '/me/recovery-codes', tags: ['access'], summary: 'New codes for an emergency' })
    .meta({ mayCall: 'signedIn', person: true, owing: true, proof: 'fresh' })
    .output(z.object({ recoveryCodes: z.array(z.string()) })),
}

export const proofRoutes = {
  byProvider: providerProofRoute,
  check: exchange
    .route({ method: 'GET', path: '/me/proof', tags: ['access'], summary: 'Whether I proved lately who I am' })
    .meta({ mayCall: 'signedIn', person: true, owing: true, proof: 'fresh' })
    .output(done),
  ask: exchange
    .route({ method: 'POST', path: '/me/proof/options', tags: ['access'], summary: 'What I can prove it with' })
    .meta({ mayCall: 'signedIn', person: true, owing: true })
    .output(z.object({ second: awaitedSchema.nullable() })),
  give: exchange
    .route({ method: 'POST', path: '/me/proof', tags: ['access'], summary: 'Prove once more who I am' })
    .meta({ mayCall: 'signedIn', person: true, owing: true })
    .input(z.union([z.object({ password: passwordSchema }), z.object(secondProof)]))
    .output(done),
}
