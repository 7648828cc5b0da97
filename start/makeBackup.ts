import fs from 'node:fs'
import path from 'node:path'
import { writeBackup } from '#platform/backup/backup.ts'
import { logFolder } from '#platform/backup/logFolder.ts'
import { withClient } from '#platform/database/client.ts'
import type { BackupCommand } from './backupOptions.ts'
import { noteErasures } from './erasuresBeside.ts'
import { noteRules } from './rulesBeside.ts'
import { noteBackup } from './lastBackup.ts'
import { showProgress } from './progress.ts'
import { serverBeside } from './serverBeside.ts'
import { version } from './version.ts'

/** A backup that is there. `next`: where the log begins that follows it, as an LSN. */
export type Made = { file: string; madeAt: string; bytes: number; seconds: number; next: string }

/** Makes one backup, beside a running Banso or without one. */
export async function makeBackup(command: BackupCommand, passphrase: string, signal: AbortSignal): Promise<Made> {
  const { data, json } = command
  const madeAt = new Date().toISOString()
  const file = fileFor(command.place, madeAt)
  const server = await serverBeside(data)
  try {
    const { postgres, bytes } = await withClient(server.admin('banso'), async (client) => {
      const { rows } = await client.query<{ postgres: string; bytes: string }>(
        `select current_setting('server_version') as postgres, sum(pg_database_size(oid))::text as bytes from pg_database`,
      )
      return rows[0]!
    })
    const begun = performance.now()
    const front = { madeAt, version, postgres, machine: `${process.platform}-${process.arch}`, bytes: Number(bytes) }
    const { size, summary } = await writeBackup({
      admin: server.admin,
      dataDirectory: fs.realpathSync(data),
      file,
      passphrase,
      front,
      onProgress: json ? () => {} : showProgress(front.bytes),
      signal,
    })
    await noteErasures(server.admin('banso'), file)
    await noteRules(server.admin('banso'), file)
    noteBackup(data, { file, madeAt })
    const seconds = Math.round((performance.now() - begun) / 100) / 10
    return { file, madeAt, bytes: size, seconds, next: summary.next! }
  } finally {
    await server.stop()
  }
}

/** The name in a folder tells the moment, in the order of time. */
function fileFor(place: string, madeAt: string): string {
  if (!fs.statSync(place, { throwIfNoEntry: false })?.isDirectory()) return place
  return path.join(place, `banso-${madeAt.replace(/[-:]|\.\d+/g, '')}.backup`)
}

/** The backups that this command made in a folder, the oldest first. */
export const backupsIn = (place: string) =>
  fs
    .readdirSync(place)
    .filter((name) => /^banso-\d{8}T\d{6}Z\.backup$/.test(name))
    .sort()
    .map((name) => path.join(place, name))

/** Keeps the newest backups, and the log of each with it. */
export function dropOld({ place, keep }: BackupCommand): void {
  for (const file of backupsIn(place).slice(0, -keep)) {
    fs.rmSync(logFolder(file), { recursive: true, force: true })
    fs.rmSync(file, { force: true })
  }
}
