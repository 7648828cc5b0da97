import { isId } from '#kernel/id.ts'
import { unseal } from '#platform/identity/sealed.ts'
import type { RawRoutes } from '#platform/http/raw.ts'
import type { BillingTools } from '../door.ts'
import { countUnused, findStripe } from '../known.ts'
import { eventShape } from './shapes.ts'
import { isSigned } from './signature.ts'
import { takeEvent } from './take.ts'

const bodyLimit = 2 * 1024 * 1024

/** The address that is entered at Stripe. */
export const stripePath = '/integrations/stripe'

/** Where Stripe sends its events: the bytes as they came are what is signed. */
export function stripeRoutes(tools: BillingTools): RawRoutes {
  return (app) => {
    app.removeAllContentTypeParsers()
    app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit }, (_request, body, done) => done(null, body))
    app.post<{ Params: { id: string } }>(
      `${stripePath}/:id`,
      { config: { mayCall: 'anybody' } },
      async (request, reply) => {
        const source = isId(request.params.id) ? await findStripe(tools.database, request.params.id) : null
        if (!source) return reply.code(404).send({ received: false, message: 'There is no such billing source.' })
        const body = (request.body as Buffer | undefined) ?? Buffer.alloc(0)
        const refuse = async (rule: 'no_secret' | 'bad_signature' | 'not_an_event', message: string) => {
          await tools.database.workspace(source.workspaceId, (tx) => countUnused(tx, source, rule, '', tools.now()))
          await tools.live.publish(source.workspaceId, { topic: 'ingest', ids: [] })
          return reply.code(400).send({ received: false, message })
        }
        if (source.secret === null) return refuse('no_secret', 'The signing secret has not been entered yet.')
        const secret = await unseal(tools.database, source.secret)
        if (!isSigned(body, header(request.headers['stripe-signature']), secret, tools.now()))
          return refuse('bad_signature', 'The signature does not fit these bytes, this secret and this time.')
        const event = eventShape.safeParse(jsonOf(body))
        if (!event.success) return refuse('not_an_event', 'This is no event of Stripe.')
        await tools.database.workspace(source.workspaceId, (tx) => takeEvent({ ...tools, tx, source }, event.data))
        await tools.live.publish(source.workspaceId, { topic: 'ingest', ids: [] })
        return reply.code(200).send({ received: true })
      },
    )
  }
}

const header = (value: string | string[] | undefined) => (Array.isArray(value) ? value.join(',') : value)

function jsonOf(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString())
  } catch {
    return null
  }
}
