import { z } from 'zod'
import { exchange, idSchema } from '#kernel/exchange.ts'
import { done } from './schemas.ts'

export const viewingRoutes = {
  begin: exchange
    .route({
      method: 'PUT',
      path: '/me/viewing',
      tags: ['access'],
      summary: 'Look as a person or a role would see, read only, for an hour at most',
    })
    .meta({ mayCall: 'people.manage', person: true })
    .input(
      z.object({
        as: z.discriminatedUnion('kind', [
          z.object({ kind: z.literal('person'), id: idSchema }),
          z.object({ kind: z.literal('role'), key: z.string().max(40) }),
        ]),
      }),
    )
    .output(done),
  end: exchange
    .route({ method: 'DELETE', path: '/me/viewing', tags: ['access'], summary: 'Look as myself again' })
    .meta({ mayCall: 'signedIn', person: true, viewing: true })
    .output(done),
}
