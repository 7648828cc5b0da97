import fs from 'node:fs'
import path from 'node:path'
import { readPostmaster } from '#platform/database/embedded/postmaster.ts'
import { type EmbeddedServer, embeddedServer, serverAt } from '#platform/database/embeddedServer.ts'
import { holdDataDirectory } from './onlyInstance.ts'

/** The embedded database of a data directory: that of a running Banso, or else started for the while. */
export async function serverBeside(data: string): Promise<EmbeddedServer & { started: boolean }> {
  const running = readPostmaster(path.join(fs.realpathSync(data), 'postgres'))
  if (running?.state === 'ready') return { ...serverAt(running.socketDirectory), started: false }
  const hold = await holdDataDirectory(data)
  const server = await embeddedServer({ dataDirectory: data }).catch(async (error: unknown) => {
    await hold.release()
    throw error
  })
  const stop = async () => {
    await server.stop()
    await hold.release()
  }
  return { ...server, stop, started: true }
}
