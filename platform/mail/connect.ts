import type net from 'node:net'
import { connectOut, connectTrusted } from '#platform/outbound/connect.ts'

/**
 * Connects to a mail server. Every connection for mail is opened here and nowhere else: the operator's own server may be
 * anywhere, one that a workspace has named must be open to everybody on the internet.
 */
export function connectTo({
  host,
  port,
  trusted,
}: {
  host: string
  port: number
  trusted?: boolean
}): Promise<net.Socket> {
  return trusted ? connectTrusted(host, port) : connectOut(host, port)
}
