import { z } from 'zod'
import { exchange, idSchema } from '#kernel/exchange.ts'
import {
  done,
  localeSchema,
  meSchema,
  nameSchema,
  passwordSchema,
  sessionSchema,
  workspaceSettings,
} from './schemas.ts'

export const meRoutes = {
  read: exchange
    .route({ method: 'GET', path: '/me', tags: ['access'], summary: 'Who I am, and what I may do' })
    .meta({ mayCall: 'signedIn', person: true, owing: true, viewing: true })
    .output(meSchema),
  update: exchange
    .route({ method: 'PATCH', path: '/me', tags: ['access'], summary: 'Change my name or language' })
    .meta({ mayCall: 'signedIn', person: true })
    .input(z.object({ name: nameSchema.optional(), locale: localeSchema.nullable().optional() }))
    .output(meSchema),
  changePassword: exchange
    .route({
      method: 'POST',
      path: '/me/password',
      tags: ['access'],
      summary: 'Change my password; other sessions end',
    })
    .meta({ mayCall: 'signedIn', person: true })
    .input(z.object({ current: passwordSchema, next: passwordSchema }))
    .output(done),
  sessions: exchange
    .route({ method: 'GET', path: '/me/sessions', tags: ['access'], summary: 'Where I am signed in' })
    .meta({ mayCall: 'signedIn', person: true })
    .output(z.object({ sessions: z.array(sessionSchema) })),
  endSession: exchange
    .route({ method: 'DELETE', path: '/me/sessions/{id}', tags: ['access'], summary: 'End one of my sessions' })
    .meta({ mayCall: 'signedIn', person: true })
    .input(z.object({ id: z.string().max(100) }))
    .output(done),
  endOtherSessions: exchange
    .route({ method: 'DELETE', path: '/me/sessions', tags: ['access'], summary: 'End all my sessions but this one' })
    .meta({ mayCall: 'signedIn', person: true })
    .output(z.object({ ended: z.number().int() })),
  switchWorkspace: exchange
    .route({ method: 'PUT', path: '/me/workspace', tags: ['access'], summary: 'Go on in another of my workspaces' })
    .meta({ mayCall: 'signedIn', person: true, owing: true })
    .input(z.object({ workspaceId: idSchema }))
    .output(meSchema),
}

export const workspaceRoutes = {
  update: exchange
    .route({ method: 'PATCH', path: '/workspace', tags: ['access'], summary: 'Change the settings of the workspace' })
    .meta({ mayCall: 'workspace.manage' })
    .input(z.object(workspaceSettings).partial())
    .output(meSchema),
  create: exchange
    .route({ method: 'POST', path: '/workspaces', tags: ['access'], summary: 'Make another workspace and go there' })
    .meta({ mayCall: 'workspace.manage', person: true })
    .input(z.object(workspaceSettings))
    .output(meSchema),
}
