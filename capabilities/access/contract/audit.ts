import { z } from 'zod'
import { daySchema, exchange, idSchema, instantSchema, pageQuery } from '#kernel/exchange.ts'
import { auditEntrySchema } from './schemas.ts'

/** What is looked for in the record of changes. */
export const auditSearch = z.object({
  subjectId: z.string().max(100).optional(),
  accountId: idSchema.optional(),
  personId: idSchema.optional(),
  /** The beginning of an action's name, e.g. `account.` */
  action: z.string().max(60).optional(),
  /** Days of the workspace, both included. */
  from: daySchema.optional(),
  to: daySchema.optional(),
  /** A text in what was before or after, or in the name of who did it or of the customer. */
  words: z.string().trim().max(100).optional(),
})

/** Where the record is downloaded: a file that streams, so that it is no JSON exchange. Needs `workspace.manage`: the
 * proof is of the whole record, beyond the customers that somebody may reach. */
export const auditExportPath = '/api/v1/audit/export'
export const auditExportQuery = auditSearch.extend({
  format: z.enum(['csv', 'json']).default('csv'),
  locale: z.enum(['ja', 'en']).default('ja'),
  encoding: z.enum(['utf-8', 'cp932']).default('utf-8'),
})

const sealSchema = z.object({ number: z.number().int(), at: instantSchema, hash: z.string() })

export const auditProofSchema = z.object({
  /** What does not fit; empty: the record is whole. */
  findings: z.array(z.object({ kind: z.enum(['changed', 'missing', 'added', 'seal', 'cut']), id: z.string() })),
  /** The last seal: noted elsewhere, it proves later that nothing was cut off. */
  head: sealSchema.nullable(),
  entries: z.number().int(),
  /** Written in the last second. */
  unsealed: z.number().int(),
  /** Changed by the erasure of a person, which the record tells. */
  redacted: z.number().int(),
  /** Kept as long as the workspace said, and gone. */
  dropped: z.number().int(),
})
export type AuditProof = z.infer<typeof auditProofSchema>

const settings = z.object({ keepMonths: z.number().int().min(12).max(240).nullable() })

export const auditRoutes = {
  list: exchange
    .route({ method: 'GET', path: '/audit', tags: ['access'], summary: 'Who changed what, newest first' })
    .meta({ mayCall: 'audit.read' })
    .input(pageQuery.extend({ cursor: idSchema.optional(), ...auditSearch.shape }))
    .output(z.object({ entries: z.array(auditEntrySchema), nextCursor: z.string().nullable() })),
  verify: exchange
    .route({ method: 'POST', path: '/audit/verify', tags: ['access'], summary: 'Prove that the record is whole' })
    .meta({ mayCall: 'workspace.manage' })
    .input(
      z.object({
        /** A seal that was noted elsewhere. */ known: sealSchema.pick({ number: true, hash: true }).nullable(),
      }),
    )
    .output(auditProofSchema),
  settings: exchange
    .route({ method: 'GET', path: '/audit/settings', tags: ['access'], summary: 'How long the record is kept' })
    .meta({ mayCall: 'workspace.manage' })
    .output(settings),
  setSettings: exchange
    .route({ method: 'PUT', path: '/audit/settings', tags: ['access'], summary: 'Say how long the record is kept' })
    .meta({ mayCall: 'workspace.manage', proof: 'fresh' })
    .input(settings)
    .output(settings),
}
