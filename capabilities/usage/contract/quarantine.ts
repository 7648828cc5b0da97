import { z } from 'zod'
import { exchange, idSchema, instantSchema, pageQuery } from '#kernel/exchange.ts'

/** Rules an issue may name: unknown_type, missing, too_long, too_large, too_deep, not_an_object, not_a_time, too_long_ago, conflict. */
export const quarantinedSchema = z.object({
  id: idSchema,
  receivedAt: instantSchema,
  /** The name of the write key it came with. */
  writeKey: z.string().nullable(),
  /** Its place in its batch, counted from 0. */
  position: z.number().int(),
  field: z.string().nullable(),
  rule: z.string(),
  /** The message as it came: JSON. */
  payload: z.string(),
})
export type Quarantined = z.infer<typeof quarantinedSchema>

const change = (path: `/${string}`, summary: string) =>
  exchange.route({ method: 'POST', path, tags: ['usage'], summary }).meta({ mayCall: 'ingest.manage' })

/** Those with these ids, or all of one reason. */
const some = z.object({ ids: z.array(idSchema).max(1000).optional(), rule: z.string().max(60).optional() })

export const quarantineRoutes = {
  list: exchange
    .route({ method: 'GET', path: '/ingest/quarantine', tags: ['usage'], summary: 'Messages that were not accepted' })
    .meta({ mayCall: 'ingest.read', bulk: 'events' })
    .input(pageQuery.extend({ rule: z.string().max(60).optional() }))
    .output(
      z.object({
        rows: z.array(quarantinedSchema),
        next: z.string().nullable(),
        /** All that wait, by reason. */
        rules: z.array(z.object({ rule: z.string(), messages: z.number().int() })),
      }),
    ),
  replay: change('/ingest/quarantine/{id}/replay', 'Send a message in again, put right')
    .input(z.object({ id: idSchema, payload: z.string().max(65_536).optional() }))
    .output(z.object({ outcome: z.enum(['accepted', 'duplicate']) })),
  replaySome: change('/ingest/quarantine/replays', 'Send messages in again as they are, after the cause was removed')
    .input(some)
    .output(z.object({ accepted: z.number().int(), duplicates: z.number().int(), stillRefused: z.number().int() })),
  discard: change('/ingest/quarantine/discards', 'Throw messages away')
    .input(some)
    .output(z.object({ discarded: z.number().int() })),
}
