import { z } from 'zod'
import { exchange, idSchema, pageQuery } from '#kernel/exchange.ts'
import { auditEntrySchema, invitationSchema, personSchema, roleSchema } from './schemas.ts'

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
    .meta({ mayCall: 'people.manage' })
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
    .meta({ mayCall: 'people.manage' })
    .input(z.object({ id: idSchema }))
    .output(z.object({ invitation: invitationSchema, url: z.string() })),
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
}

export const auditRoutes = {
  list: exchange
    .route({ method: 'GET', path: '/audit', tags: ['access'], summary: 'Who changed what, newest first' })
    .meta({ mayCall: 'audit.read' })
    .input(
      pageQuery.extend({
        cursor: idSchema.optional(),
        subjectId: z.string().max(100).optional(),
        accountId: idSchema.optional(),
        personId: idSchema.optional(),
        /** The beginning of an action's name, e.g. `account.` */
        action: z.string().max(60).optional(),
      }),
    )
    .output(z.object({ entries: z.array(auditEntrySchema), nextCursor: z.string().nullable() })),
}
