import { z } from 'zod'
import { exchange, idSchema, issueSchema } from '#kernel/exchange.ts'
import { accountChangeSchema, externalIdSchema } from './account.ts'

/** One account as another system knows it. */
const upsertRowSchema = accountChangeSchema
  .omit({ externalIds: true, assignments: true, parentId: true })
  .extend({ externalId: externalIdSchema.shape.externalId })

export const upsertRoutes = {
  upsert: exchange
    .route({
      method: 'PUT',
      path: '/accounts/bulk',
      tags: ['accounts'],
      summary:
        'Create or change up to 1,000 accounts by the ids another system gives them; each row is answered for itself',
    })
    .meta({ mayCall: 'accounts.write' })
    .input(
      z.object({
        /** The system that gives the ids: accounts are known by source and id together. */
        source: externalIdSchema.shape.source,
        rows: z.array(upsertRowSchema).min(1).max(1000),
      }),
    )
    .output(
      z.object({
        /** In the order of the request. */
        rows: z.array(
          z.object({
            externalId: z.string(),
            outcome: z.enum(['created', 'changed', 'same', 'refused']),
            /** Null: refused, and there is none. */
            id: idSchema.nullable(),
            issues: z.array(issueSchema),
          }),
        ),
      }),
    ),
}
export type UpsertRow = z.infer<typeof upsertRowSchema>
