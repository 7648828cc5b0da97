import { lookup } from 'node:dns/promises'
import net from 'node:net'
import { type Allowed, mayReach } from './addresses.ts'

/** An address that is not to be reached: one of this machine, of its network, or none of anybody's. */
export class OutboundRefused extends Error {
  readonly code = 'OUTBOUND_REFUSED'

  constructor(host: string) {
    super(`${host} leads to an address that is not open to everybody on the internet`)
  }
}

let allowed: Allowed = []

/** Lets ranges be reached that are not global: the operator's word, for this process as a whole. */
export function allowOutbound(ranges: Allowed): void {
  allowed = ranges
}

const patience = 10_000 // ms, for an address to answer

/**
 * Connects to a host that somebody using Banso has named. The name is looked up once, every address it has is checked, and
 * the connection goes to one that was checked: a name that answers otherwise the next time changes nothing. Throws
 * OutboundRefused where any of them is not to be reached.
 */
export async function connectOut(host: string, port: number): Promise<net.Socket> {
  const addresses = await addressesOf(host)
  const refused = addresses.find((address) => !mayReach(address, allowed))
  if (refused !== undefined || addresses.length === 0) throw new OutboundRefused(host)
  return firstOf(addresses, port)
}

async function addressesOf(host: string): Promise<string[]> {
  const bare = host.replace(/^\[|\]$/g, '')
  if (net.isIP(bare)) return [bare]
  return (await lookup(bare, { all: true })).map(({ address }) => address)
}

/** Connects to an address whoever it belongs to: for hosts that the operator has named. */
export async function connectTrusted(host: string, port: number): Promise<net.Socket> {
  return firstOf(await addressesOf(host), port)
}

async function firstOf(addresses: readonly string[], port: number): Promise<net.Socket> {
  let failure: unknown = new Error('no address')
  for (const address of addresses.slice(0, 4)) {
    try {
      return await connected(address, port)
    } catch (error) {
      failure = error
    }
  }
  throw failure
}

async function connected(address: string, port: number): Promise<net.Socket> {
  const socket = net.connect({ host: address, port, timeout: patience })
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
