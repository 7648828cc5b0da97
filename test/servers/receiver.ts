import http, { type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { atEnd } from './ending.ts'

/** What a receiver of webhooks was sent. */
export type Told = { headers: IncomingHttpHeaders; body: string }

export type Receiver = {
  url: string
  told: readonly Told[]
  /** What it answers from now on; null: nothing, and it keeps the line. Lines that were kept break. */
  answer: (status: number | null) => void
}

/** A real receiver of webhooks on this machine; it ends with the tests of the file. */
export async function webhookReceiver(first: number | null = 200): Promise<Receiver> {
  const told: Told[] = []
  let status = first
  const server = http.createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      told.push({ headers: request.headers, body: Buffer.concat(parts).toString() })
      if (status !== null) response.writeHead(status).end('thank you')
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  atEnd(async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })
  const { port } = server.address() as AddressInfo
  const answer = (next: number | null) => {
    if (status === null) server.closeAllConnections()
    status = next
  }
  return { url: `http://127.0.0.1:${port}/hook`, told, answer }
}
