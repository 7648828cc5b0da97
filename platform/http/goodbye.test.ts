import { once } from 'node:events'
import net from 'node:net'
import fastify from 'fastify'
import { expect, test } from 'vitest'
import { sayGoodbye } from './goodbye.ts'

test('a server closes at once although a browser holds connections that it never used, and finishes what is in hand', async () => {
  const app = fastify({ forceCloseConnections: 'idle' })
  sayGoodbye(app)
  const { promise: asked, resolve: begin } = Promise.withResolvers<void>()
  const { promise: worked, resolve: finish } = Promise.withResolvers<void>()
  app.get('/', async () => {
    begin()
    await worked
    return 'done'
  })
  await app.listen({ host: '127.0.0.1', port: 0 })
  const { port } = app.server.address() as net.AddressInfo
  const unused = net.connect(port, '127.0.0.1')
  await once(unused, 'connect')
  const answer = fetch(`http://127.0.0.1:${port}/`)
  await asked
  const closed = app.close()
  await once(unused.resume(), 'close')
  const begun = performance.now()
  finish()
  expect(await (await answer).text()).toBe('done')
  await closed
  expect(performance.now() - begun).toBeLessThan(4000)
})
