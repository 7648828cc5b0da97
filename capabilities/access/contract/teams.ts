import { z } from 'zod'
import { exchange, idSchema } from '#kernel/exchange.ts'
import { done, teamSchema } from './schemas.ts'

const team = {
  name: z.string().trim().min(1).max(60),
  kind: z.enum(['own', 'partner']),
  members: z.array(z.object({ personId: idSchema, leads: z.boolean() })).max(1000),
}

export const teamRoutes = {
  list: exchange
    .route({ method: 'GET', path: '/teams', tags: ['access'], summary: 'The teams, with who is in them' })
    .meta({ mayCall: 'signedIn' })
    .output(z.object({ teams: z.array(teamSchema) })),
  create: exchange
    .route({ method: 'POST', path: '/teams', tags: ['access'], summary: 'Make a team' })
    .meta({ mayCall: 'people.manage' })
    .input(z.object(team))
    .output(teamSchema),
  update: exchange
    .route({ method: 'PATCH', path: '/teams/{id}', tags: ['access'], summary: 'Rename a team, change who is in it' })
    .meta({ mayCall: 'people.manage' })
    .input(z.object(team).partial().extend({ id: idSchema }))
    .output(teamSchema),
  remove: exchange
    .route({ method: 'DELETE', path: '/teams/{id}', tags: ['access'], summary: 'Remove a team; its people stay' })
    .meta({ mayCall: 'people.manage' })
    .input(z.object({ id: idSchema }))
    .output(done),
}
