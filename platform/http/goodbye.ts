import type { Socket } from 'node:net'
import type { FastifyInstance } from 'fastify'

const patience = 8000 // ms for requests in hand; whoever stops a service waits about 10 s before it kills

/**
 * Lets the server close in bounded time. Browsers open connections ahead of need: no request came on them, so that Node
 * takes them for busy ones, and would wait for them without end. Requests in hand may finish, for some seconds.
 */
export function sayGoodbye(app: FastifyInstance): void {
  const unused = new Set<Socket>()
  let closing = false
  app.server.on('connection', (socket) => {
    if (closing) return void socket.destroy()
    unused.add(socket)
    socket.once('close', () => unused.delete(socket))
  })
  app.server.on('request', ({ socket }) => unused.delete(socket))
  app.addHook('onSend', async (_request, reply) => {
    if (closing) reply.header('connection', 'close')
  })
  app.addHook('preClose', async () => {
    closing = true
    for (const socket of unused) socket.destroy()
    setTimeout(() => app.server.closeAllConnections(), patience).unref()
  })
}
