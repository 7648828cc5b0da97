import { z } from 'zod'
import { exchange } from '#kernel/exchange.ts'

/** Mail domains; their form is judged by a rule that names the one that is none. */
export const domainsSchema = z.array(z.string().trim().toLowerCase().max(253)).max(50)

const policySchema = z.object({
  secondFactor: z.boolean(),
  /** People come in by an identity provider of the company alone. */
  onlyProvider: z.boolean(),
  mailDomains: domainsSchema,
  /** A session unused for so many minutes ends. */
  idleMinutes: z.number().int().min(15).max(20_160),
  /** A session ends so many hours after it began. */
  lifetimeHours: z.number().int().min(1).max(720),
})

const shownSchema = policySchema.extend({
  /** How many active people have no second factor yet. */
  withoutFactor: z.number().int(),
  /** Whether whoever asks has one: nobody asks it of others first. */
  ownFactor: z.boolean(),
  /** Whether whoever asks has come in by an identity provider that is on. */
  ownProvider: z.boolean(),
})
export type ShownPolicy = z.infer<typeof shownSchema>

export const policyRoutes = {
  read: exchange
    .route({ method: 'GET', path: '/sign-in-policy', tags: ['access'], summary: 'How people here sign in' })
    .meta({ mayCall: 'workspace.manage', person: true })
    .output(shownSchema),
  update: exchange
    .route({ method: 'PATCH', path: '/sign-in-policy', tags: ['access'], summary: 'Change how people here sign in' })
    .meta({ mayCall: 'workspace.manage', person: true, proof: 'fresh' })
    .input(policySchema.partial())
    .output(shownSchema),
}
