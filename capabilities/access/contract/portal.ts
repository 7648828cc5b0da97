import { z } from 'zod'
import { exchange, idSchema } from '#kernel/exchange.ts'
import { done, localeSchema, tokenSchema } from './schemas.ts'

/** How the company shows itself to its customers. */
export const brandSchema = z.object({
  name: z.string(),
  colour: z.string().nullable(),
  logo: z.string().nullable(),
})
export type BrandAnswer = z.infer<typeof brandSchema>

const link = z.object({ token: tokenSchema })
const route = (path: `/${string}`, summary: string) =>
  exchange.route({ method: 'POST', path, tags: ['access'], summary }).meta({ mayCall: 'anybody' })

/**
 * How a customer's own people come in by a personal link. What reads is a POST as well: the link's secret stands in no
 * address, no log and no referrer that way; nothing changes by it.
 */
export const portalEntryRoutes = {
  open: route('/portal/open', 'What a personal link opens, and whether this browser was let in before')
    .input(link)
    .output(
      z.discriminatedUnion('state', [
        z.object({ state: z.literal('known'), linkId: idSchema }),
        z.object({
          state: z.literal('new'),
          company: brandSchema,
          /** Whose link it is, told so that only those who know them recognise them. */
          name: z.string(),
          /** Where a code goes; null: no address is known, and our people tell a code. */
          address: z.string().nullable(),
          locale: localeSchema,
        }),
        z.object({ state: z.enum(['expired', 'revoked', 'unknown']) }),
      ]),
    ),
  sendCode: route('/portal/code', 'Send a code to the address of whoever the link was made for')
    .input(link)
    .output(done),
  enter: route('/portal/enter', 'Let this browser in by a code')
    .input(link.extend({ code: z.string().trim().max(40) }))
    .output(z.object({ linkId: idSchema })),
  leave: exchange
    .route({ method: 'POST', path: '/portal/leave', tags: ['access'], summary: 'Forget this browser' })
    .meta({ mayCall: 'guest' })
    .output(done),
}
