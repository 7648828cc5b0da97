import net from 'node:net'

const patience = 10_000 // ms

/**
 * Connects to a mail server that a workspace has named. Every connection for mail is opened here and nowhere else, so that
 * which addresses may be reached is decided in one place, at the moment of connecting.
 */
export async function connectTo(host: string, port: number): Promise<net.Socket> {
  const socket = net.connect({ host, port, autoSelectFamily: true, timeout: patience })
  await new Promise<void>((resolve, reject) => {
    const late = () => reject(Object.assign(new Error(`no answer within ${patience} ms`), { code: 'ETIMEDOUT' }))
    socket.once('connect', resolve).once('error', reject).once('timeout', late)
  }).catch((error: unknown) => {
    socket.destroy()
    throw error
  })
  socket.setTimeout(0)
  socket.removeAllListeners()
  return socket
}
