import { z } from 'zod'
import { exchange } from '#kernel/exchange.ts'
import { done, emailSchema, meSchema, nameSchema, passwordSchema, tokenSchema, workspaceSettings } from './schemas.ts'

export const setupRoutes = {
  status: exchange
    .route({
      method: 'GET',
      path: '/setup',
      tags: ['access'],
      summary: 'Whether the first administrator is still to be made',
    })
    .meta({ mayCall: 'anybody' })
    .output(z.object({ needed: z.boolean() })),
  complete: exchange
    .route({
      method: 'POST',
      path: '/setup',
      tags: ['access'],
      summary: 'Make the first workspace and its administrator',
    })
    .meta({ mayCall: 'anybody' })
    .input(
      z.object({
        token: tokenSchema,
        name: nameSchema,
        email: emailSchema,
        password: passwordSchema,
        workspace: z.object(workspaceSettings),
      }),
    )
    .output(meSchema),
}

export const sessionRoutes = {
  signIn: exchange
    .route({ method: 'POST', path: '/session', tags: ['access'], summary: 'Sign in with a password' })
    .meta({ mayCall: 'anybody' })
    .input(z.object({ email: emailSchema, password: passwordSchema }))
    .output(meSchema),
  signOut: exchange
    .route({ method: 'DELETE', path: '/session', tags: ['access'], summary: 'Sign out' })
    .meta({ mayCall: 'anybody', viewing: true })
    .output(done),
}
