import { z } from 'zod'
import { exchange, idSchema, issueSchema } from '#kernel/exchange.ts'
import { accountChangeSchema } from './account.ts'
import { accountQuery } from './list.ts'

/** Chosen one by one, or all that match. At most 100,000 at a time. */
export const selectionSchema = z.union([
  z.object({ ids: z.array(idSchema).min(1).max(10_000) }),
  z.object({ matching: accountQuery }),
])

/** What can be changed of many accounts at once. */
export const bulkChangeSchema = accountChangeSchema
  .pick({
    industry: true,
    region: true,
    country: true,
    touchModel: true,
    usagePattern: true,
    adopterCategory: true,
    successType: true,
    signedUpOn: true,
    custom: true,
    assignments: true,
  })
  .extend({
    addTags: z.array(z.string().trim().min(1).max(60)).max(50).optional(),
    removeTags: z.array(z.string().trim().min(1).max(60)).max(50).optional(),
    /** true archives, false brings back. */
    archived: z.boolean().optional(),
  })

const bulk = (path: `/${string}`, summary: string) =>
  exchange.route({ method: 'POST', path, tags: ['accounts'], summary }).meta({ mayCall: 'accounts.write' })

const outcomeSchema = z.object({
  /** How many were chosen. */
  accounts: z.number().int(),
  changed: z.number().int(),
  /** Those that already were as asked. */
  same: z.number().int(),
})

export const bulkRoutes = {
  preview: bulk('/accounts/changes/preview', 'What a change of many accounts would do')
    .input(z.object({ selection: selectionSchema, change: bulkChangeSchema }))
    .output(
      outcomeSchema.extend({
        issues: z.array(issueSchema),
        sample: z.array(
          z.object({
            id: idSchema,
            name: z.string(),
            changes: z.array(z.object({ field: z.string(), before: z.unknown(), after: z.unknown() })),
          }),
        ),
      }),
    ),
  apply: bulk('/accounts/changes', 'Change many accounts')
    .input(z.object({ selection: selectionSchema, change: bulkChangeSchema }))
    .output(outcomeSchema.extend({ changeId: idSchema })),
  /** Taken back by `POST /segments/changes/{changeId}/undo`. */
  segment: bulk('/accounts/changes/segment', 'List many accounts in a static segment, or take them off it')
    .input(z.object({ selection: selectionSchema, segmentId: idSchema, then: z.enum(['add', 'remove']) }))
    .output(z.object({ changeId: idSchema, accounts: z.number().int(), changed: z.number().int() })),
  undo: bulk('/accounts/changes/{id}/undo', 'Take a change of many accounts back')
    .input(z.object({ id: idSchema }))
    .output(
      z.object({
        undone: z.number().int(),
        /** Accounts that somebody has changed since: they are left as they are. */
        kept: z.number().int(),
      }),
    ),
}
