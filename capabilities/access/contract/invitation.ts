import { z } from 'zod'
import { exchange, idSchema, instantSchema } from '#kernel/exchange.ts'
import {
  done,
  emailSchema,
  invitationSchema,
  localeSchema,
  meSchema,
  nameSchema,
  passwordSchema,
  tokenSchema,
} from './schemas.ts'

export const invitationRoutes = {
  list: exchange
    .route({ method: 'GET', path: '/invitations', tags: ['access'], summary: 'Invitations of the last 90 days' })
    .meta({ mayCall: 'people.manage' })
    .output(z.object({ invitations: z.array(invitationSchema) })),
  create: exchange
    .route({
      method: 'POST',
      path: '/invitations',
      tags: ['access'],
      summary: 'Invite somebody; the link is told this once',
    })
    .meta({ mayCall: 'people.manage', proof: 'fresh' })
    .input(z.object({ email: emailSchema, role: z.string().max(40) }))
    .output(z.object({ invitation: invitationSchema, url: z.string() })),
  revoke: exchange
    .route({ method: 'DELETE', path: '/invitations/{id}', tags: ['access'], summary: 'Take an invitation back' })
    .meta({ mayCall: 'people.manage' })
    .input(z.object({ id: idSchema }))
    .output(done),
  read: exchange
    .route({
      method: 'POST',
      path: '/invitations/read',
      tags: ['access'],
      summary: 'What an invitation link invites to',
    })
    .meta({ mayCall: 'anybody' })
    .input(z.object({ token: tokenSchema }))
    .output(
      z.object({
        workspaceName: z.string(),
        workspaceLocale: localeSchema,
        email: z.string(),
        purpose: z.enum(['join', 'password']),
        /** The name of the person, where they are one here already. */
        name: z.string().nullable(),
        roleLabel: z.object({ ja: z.string(), en: z.string() }),
        /** Whether the invited already have a password here: they confirm it instead of choosing one. */
        known: z.boolean(),
        expiresAt: instantSchema,
      }),
    ),
  accept: exchange
    .route({
      method: 'POST',
      path: '/invitations/accept',
      tags: ['access'],
      summary: 'Join by an invitation link, and sign in',
    })
    .meta({ mayCall: 'anybody' })
    .input(
      z.object({
        token: tokenSchema,
        /** Needed of somebody new. */
        name: nameSchema.optional(),
        password: passwordSchema,
        locale: localeSchema.optional(),
      }),
    )
    .output(meSchema),
}
