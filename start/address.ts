import net from 'node:net'
import { StartRefused } from '#platform/startRefused.ts'
import type { Settings } from './settings.ts'

const everywhere = new Set(['0.0.0.0', '::', '::0', '*'])

/** The address people open: the operator's own, or where this process listens. */
export function addressOf({ publicUrl, host }: Settings, port: number): string {
  if (publicUrl) return publicUrl.replace(/\/+$/, '')
  const name = everywhere.has(host) ? 'localhost' : net.isIPv6(host) ? `[${host}]` : host
  return `http://${name}:${port}`
}

/** Sees that the address can be listened on, before the stores are started for nothing. Throws StartRefused. */
export async function refuseTakenAddress({ host, port }: Settings): Promise<void> {
  const probe = net.createServer()
  await new Promise<void>((resolve, reject) => {
    probe.once('error', (cause: NodeJS.ErrnoException) => reject(cannotListen(host, port, cause)))
    probe.listen({ host, port }, () => probe.close(() => resolve()))
  })
}

function cannotListen(host: string, port: number, cause: NodeJS.ErrnoException): StartRefused {
  if (cause.code === 'EADDRINUSE')
    return new StartRefused(
      {
        ja: `ポート ${port} は使用中です。PORT で別の番号を指定してください（例: PORT=${port + 1} npm start）。`,
        en: `Port ${port} is in use. Name another with PORT, e.g. PORT=${port + 1} npm start`,
      },
      { cause },
    )
  return new StartRefused(
    {
      ja: `${host} のポート ${port} で待ち受けできません（${cause.code}）。HOST と PORT を確かめてください。`,
      en: `Cannot listen on ${host}, port ${port} (${cause.code}). Check HOST and PORT.`,
    },
    { cause },
  )
}
