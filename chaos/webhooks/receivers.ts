import http from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Socket } from 'node:net'

/** What a receiver does with what it is sent; only one that is well takes it. */
export type Mood = 'well' | 'hanging' | 'dropping' | 'failing' | 'busy'

/** What was taken: under which id, about which customer, when it happened and when it came (ms). */
export type Taken = { id: string; account: string; happened: number; came: number }

export type Receiver = {
  url: string
  taken: readonly Taken[]
  /** From now on; lines that it kept hanging break. */
  turn: (mood: Mood) => void
  stop: () => Promise<void>
}

/** A real receiver of webhooks on this machine. */
export async function openReceiver(first: Mood): Promise<Receiver> {
  const taken: Taken[] = []
  const hanging = new Set<Socket>()
  let mood = first
  const server = http.createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('error', () => {}) // its sender was killed
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      if (mood === 'hanging') return void hanging.add(request.socket)
      if (mood === 'dropping') return void request.socket.destroy()
      if (mood === 'failing') return void response.writeHead(500).end()
      if (mood === 'busy') return void response.writeHead(503, { 'retry-after': '1' }).end()
      const { timestamp, data } = JSON.parse(Buffer.concat(parts).toString()) as {
        timestamp: string
        data: { accountId: string }
      }
      const id = String(request.headers['webhook-id'])
      taken.push({ id, account: data.accountId, happened: Date.parse(timestamp), came: Date.now() })
      response.writeHead(204).end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/hook`,
    taken,
    turn: (next) => {
      mood = next
      for (const socket of hanging) socket.destroy()
      hanging.clear()
    },
    stop: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
