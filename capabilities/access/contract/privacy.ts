import { z } from 'zod'
import { exchange, fieldClasses } from '#kernel/exchange.ts'
import { consentRoutes } from './consent.ts'
import { incidentRoutes } from './incident.ts'
import { retentionRoutes } from './retention.ts'

const manage = { mayCall: 'workspace.manage' } as const

/** Since when nothing leaves the workspace, and what waits for a word. */
const holdSchema = z.object({
  heldAt: z.iso.datetime(),
  /** How old the data is that was restored. */
  backupMadeAt: z.iso.datetime(),
  /** Mails that are due. */
  waiting: z.number().int(),
})

/** What a person's erasure would take, or took away. */
const erasureSchema = z.object({
  /** Rows by table, those that were changed or removed. */
  places: z.array(z.object({ place: z.string(), rows: z.number().int() })),
  /** Events of use. */
  events: z.number().int(),
})

const erasedSchema = z.object({ contactId: z.uuid(), erasedAt: z.iso.datetime(), by: z.string().nullable() })

/** What an administrator does after a restore, and for the people whose data this is (APPI, GDPR). */
export const privacyContract = {
  effects: {
    read: exchange
      .route({ method: 'GET', path: '/effects', tags: ['privacy'], summary: 'Whether effects are off since a restore' })
      .meta(manage)
      .output(z.object({ hold: holdSchema.nullable() })),
    release: exchange
      .route({ method: 'POST', path: '/effects/release', tags: ['privacy'], summary: 'Let effects out again' })
      .meta(manage)
      .output(z.object({ doubted: z.number().int() })),
  },
  consent: consentRoutes,
  incident: incidentRoutes,
  retention: retentionRoutes,
  erase: exchange
    .route({
      method: 'POST',
      path: '/privacy/contacts/{id}/erasure',
      tags: ['privacy'],
      summary: 'Erase a contact from both stores, for good',
    })
    .meta({ ...manage, proof: 'fresh', sees: fieldClasses, whenFull: true })
    .input(z.object({ id: z.uuid(), name: z.string().min(1).max(200) }))
    .output(erasureSchema),
  erased: exchange
    .route({ method: 'GET', path: '/privacy/erasures', tags: ['privacy'], summary: 'Whose data was erased, by ids' })
    .meta(manage)
    .output(z.object({ erasures: z.array(erasedSchema) })),
}
