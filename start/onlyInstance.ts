import { createHash } from 'node:crypto'
import fs from 'node:fs'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { StartRefused } from '#platform/startRefused.ts'

/**
 * Holds a data directory for this process alone, as long as it lives: two on the same data would both believe to be
 * the only one that moves events on. A socket is held rather than a file, for it goes with its process.
 */
export async function holdDataDirectory(directory: string): Promise<{ release: () => Promise<void> }> {
  const digest = createHash('sha256').update(fs.realpathSync(directory)).digest('hex').slice(0, 16)
  const abstract = process.platform === 'linux' // such a name is no file, so that none is ever left behind
  const name = `banso-${process.getuid?.() ?? 0}-${digest}.lock`
  const address = abstract ? `\0${name}` : path.join(os.tmpdir(), name)
  const server = net.createServer((socket) => socket.destroy())
  server.unref()
  if (!abstract && !(await answers(address))) fs.rmSync(address, { force: true })
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause) => reject(inUse(directory, cause)))
    server.listen(address, resolve)
  })
  return { release: () => new Promise((resolve) => server.close(() => resolve())) }
}

function answers(address: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect(address)
    socket.once('connect', () => resolve(true))
    socket.once('error', () => resolve(false))
    socket.unref()
  })
}

function inUse(directory: string, cause: Error): StartRefused {
  return new StartRefused(
    {
      ja: `${directory} は、起動中の別の Banso が使っています。そちらを終了するか、--data で別の場所を指定してください。`,
      en: `Another Banso that is running uses ${directory}. Stop it, or name other data with --data.`,
    },
    { cause },
  )
}
