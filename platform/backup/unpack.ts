import {
  appendFileSync,
  chownSync,
  createWriteStream,
  existsSync,
  readdirSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
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

/**
 * Writes what a backup holds into a folder, and the pieces of the log that follow it. PostgreSQL is told to go to the last
 * point when it starts there. Answers what the backup itself ends with.
 */
export async function unpack(
  { file, pieces = [] }: { file: string; pieces?: readonly string[] },
  passphrase: string,
  folder: string,
  onProgress: (bytes: number) => void,
): Promise<Summary> {
  let written = 0
  const tell = (bytes: number) => onProgress((written += bytes))
  const whole = await unpackOne(file, passphrase, folder, tell)
  let { point } = whole
  for (const piece of pieces) point = (await unpackOne(piece, passphrase, folder, tell)).point
  const postgres = path.join(folder, 'postgres')
  if (pieces.length > 0) completeLog(path.join(postgres, 'pg_wal'))
  recoverTo(postgres, point)
  return whole
}

async function unpackOne(file: string, passphrase: string, folder: string, tell: (bytes: number) => void) {
  for await (const { entry, bytes } of readBackup(file, passphrase)) {
    if (entry.kind === 'end') return entry.summary
    const place = placeIn(folder, entry.at)
    if (entry.kind === 'folder') await mkdir(place, { recursive: true, mode: 0o700 })
    else {
      const into = entry.from === undefined ? {} : { start: entry.from, flags: existsSync(place) ? 'r+' : 'w' }
      await pipeline(Readable.from(bytes), createWriteStream(place, { mode: 0o600, ...into }))
      tell(entry.size)
    }
  }
  throw new BackupUnreadable('damaged')
}

/** Files of PostgreSQL's log are all as long as the first, however much of the last was written when it was followed. */
function completeLog(folder: string): void {
  const files = readdirSync(folder).filter((name) => /^[0-9A-F]{24}$/.test(name))
  const length = statSync(path.join(folder, files.sort()[0]!)).size
  for (const name of files) truncateSync(path.join(folder, name), length)
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
