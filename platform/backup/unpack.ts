import { appendFileSync, chownSync, createWriteStream, readdirSync, writeFileSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { setTimeout as wait } from 'node:timers/promises'
import { withClient } from '#platform/database/client.ts'
import { type EmbeddedServer, embeddedServer } from '#platform/database/embeddedServer.ts'
import { postgresOwner } from '#platform/database/embedded/start.ts'
import { readBackup } from './backup.ts'
import type { Summary } from './copy.ts'
import { BackupUnreadable } from './unreadable.ts'

const recovery = 30 * 60_000 // ms

/** Writes what a backup holds into a folder, and tells PostgreSQL to go to the backup's point when it starts there. */
export async function unpack(
  file: string,
  passphrase: string,
  folder: string,
  onProgress: (bytes: number) => void,
): Promise<Summary> {
  let written = 0
  for await (const { entry, bytes } of readBackup(file, passphrase)) {
    if (entry.kind === 'end') {
      recoverTo(path.join(folder, 'postgres'), entry.summary.point)
      return entry.summary
    }
    const place = placeIn(folder, entry.at)
    if (entry.kind === 'folder') await mkdir(place, { recursive: true, mode: 0o700 })
    else {
      await pipeline(Readable.from(bytes), createWriteStream(place, { mode: 0o600 }))
      onProgress((written += entry.size))
    }
  }
  throw new BackupUnreadable('damaged')
}

/** Starts PostgreSQL on what was unpacked; it is at the backup's point and can be written to when this resolves. */
export async function startRecovered(folder: string): Promise<EmbeddedServer> {
  const server = await embeddedServer({ dataDirectory: folder, patience: recovery })
  await withClient(server.admin('banso'), async (client) => {
    // It answers from the moment on in which it is consistent, but takes changes only from its point on.
    for (const until = Date.now() + recovery; ; await wait(50)) {
      const { rows } = await client.query<{ on: boolean }>('select pg_is_in_recovery() as on')
      if (!rows[0]!.on) break
      if (Date.now() > until) throw new Error('PostgreSQL did not come to the point of the backup in time')
    }
    for (const name of Object.keys(recoverySettings(''))) await client.query(`alter system reset ${name}`)
  })
  return server
}

const recoverySettings = (point: string) => ({
  restore_command: 'false', // the log lies where PostgreSQL looks when this finds nothing
  recovery_target_name: point,
  recovery_target_action: 'promote',
})

function recoverTo(postgres: string, point: string): void {
  const lines = Object.entries(recoverySettings(point)).map(([name, value]) => `${name} = '${value}'\n`)
  appendFileSync(path.join(postgres, 'postgresql.auto.conf'), lines.join(''))
  writeFileSync(path.join(postgres, 'recovery.signal'), '', { mode: 0o600 })
  const owner = postgresOwner()
  if (!owner) return
  chownSync(postgres, owner.uid, owner.gid)
  for (const name of readdirSync(postgres, { recursive: true, encoding: 'utf8' }))
    chownSync(path.join(postgres, name), owner.uid, owner.gid)
}

function placeIn(folder: string, at: string): string {
  const place = path.resolve(folder, at)
  if (!place.startsWith(path.resolve(folder) + path.sep)) throw new BackupUnreadable('damaged')
  return place
}
