import { z } from 'zod'
import { exchange, fieldClasses, idSchema, permissions, rowScopes } from '#kernel/exchange.ts'
import { done, invitationSchema, personSchema, roleLabelSchema, roleSchema } from './schemas.ts'

export const peopleRoutes = {
  list: exchange
    .route({ method: 'GET', path: '/people', tags: ['access'], summary: 'The people of this workspace' })
    .meta({ mayCall: 'signedIn' })
    .output(z.object({ people: z.array(personSchema) })),
  update: exchange
    .route({
      method: 'PATCH',
      path: '/people/{id}',
      tags: ['access'],
      summary: 'Change the role of a person, suspend or restore them',
    })
    .meta({ mayCall: 'people.manage', proof: 'fresh' })
    .input(
      z.object({
        id: idSchema,
        role: z.string().max(40).optional(),
        state: z.enum(['active', 'suspended']).optional(),
      }),
    )
    .output(personSchema),
  passwordLink: exchange
    .route({
      method: 'POST',
      path: '/people/{id}/password-link',
      tags: ['access'],
      summary: 'A one-time link by which a person chooses a new password',
    })
    .meta({ mayCall: 'people.manage', proof: 'fresh' })
    .input(z.object({ id: idSchema }))
    .output(z.object({ invitation: invitationSchema, url: z.string() })),
  endSessions: exchange
    .route({
      method: 'DELETE',
      path: '/people/{id}/sessions',
      tags: ['access'],
      summary: 'End all sessions of a person, who may sign in again',
    })
    .meta({ mayCall: 'people.manage', proof: 'fresh' })
    .input(z.object({ id: idSchema }))
    .output(z.object({ ended: z.number().int() })),
  resetFactors: exchange
    .route({
      method: 'DELETE',
      path: '/people/{id}/factors',
      tags: ['access'],
      summary: 'Take the second factors of a person away; their sessions end',
    })
    .meta({ mayCall: 'people.manage', proof: 'fresh' })
    .input(z.object({ id: idSchema }))
    .output(z.object({ removed: z.number().int() })),
}

export const roleRoutes = {
  list: exchange
    .route({
      method: 'GET',
      path: '/roles',
      tags: ['access'],
      summary: 'The roles of this workspace and what they allow',
    })
    .meta({ mayCall: 'signedIn' })
    .output(z.object({ roles: z.array(roleSchema) })),
  create: exchange
    .route({ method: 'POST', path: '/roles', tags: ['access'], summary: 'Make a role from another one' })
    .meta({ mayCall: 'people.manage' })
    .input(
      z.object({
        /** The role it is made from: what is not told is as there. */
        from: z.string().max(40),
        label: roleLabelSchema,
        permissions: z.array(z.enum(permissions)).optional(),
        rowScope: z.enum(rowScopes).optional(),
        fieldClasses: z.array(z.enum(fieldClasses)).optional(),
      }),
    )
    .output(roleSchema),
  update: exchange
    .route({ method: 'PATCH', path: '/roles/{key}', tags: ['access'], summary: 'Change a role of one’s own making' })
    .meta({ mayCall: 'people.manage' })
    .input(
      z.object({
        key: z.string().max(40),
        label: roleLabelSchema.optional(),
        permissions: z.array(z.enum(permissions)).optional(),
        rowScope: z.enum(rowScopes).optional(),
        fieldClasses: z.array(z.enum(fieldClasses)).optional(),
      }),
    )
    .output(roleSchema),
  remove: exchange
    .route({ method: 'DELETE', path: '/roles/{key}', tags: ['access'], summary: 'Remove a role that nobody holds' })
    .meta({ mayCall: 'people.manage' })
    .input(z.object({ key: z.string().max(40) }))
    .output(done),
}
