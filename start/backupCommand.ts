import fs from 'node:fs'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { writeBackup } from '#platform/backup/backup.ts'
import { withClient } from '#platform/database/client.ts'
import { StartRefused } from '#platform/startRefused.ts'
import { type BackupCommand, backupHelp, readBackupCommand } from './backupOptions.ts'
import { noteErasures } from './erasuresBeside.ts'
import { noteBackup } from './lastBackup.ts'
import { megabytes, showProgress } from './progress.ts'
import { serverBeside } from './serverBeside.ts'
import { spoken, tellFailure } from './speak.ts'
import { verifyBackup } from './verifyBackup.ts'
import { version } from './version.ts'

/**
 * `banso backup`: a copy of everything in one sealed file, beside a running Banso or without one. Returns the exit code: 0 it
 * is there (or proven), 1 it is not; what was broken off leaves nothing behind.
 */
export async function backupCommand(args: readonly string[]): Promise<number> {
  const command = readBackupCommand(args, process.env)
  if (command.help) {
    console.log(backupHelp)
    return 0
  }
  if (command.verify) return verifyBackup(command)
  refuseWhereNotOurs(command.data)
  const passphrase = command.passphrase()
  const stopping = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => stopping.abort())
  if (command.every === null) return once(command, passphrase, stopping.signal)
  fs.mkdirSync(command.place, { recursive: true, mode: 0o700 })
  while (!stopping.signal.aborted) {
    const next = Date.now() + command.every
    try {
      await once(command, passphrase, stopping.signal)
      dropOld(command)
    } catch (error) {
      tellFailure(error) // the disk may have room again by the next time
    }
    await wait(Math.max(0, next - Date.now()), undefined, { signal: stopping.signal }).catch(() => {})
  }
  return 0
}

async function once(command: BackupCommand, passphrase: string, signal: AbortSignal): Promise<number> {
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
    const onProgress = json ? () => {} : showProgress(front.bytes)
    const size = await writeBackup({
      admin: server.admin,
      dataDirectory: fs.realpathSync(data),
      file,
      passphrase,
      front,
      onProgress,
      signal,
    })
    await noteErasures(server.admin('banso'), file)
    noteBackup(data, { file, madeAt })
    const seconds = Math.round((performance.now() - begun) / 100) / 10
    if (json) console.log(JSON.stringify({ file, madeAt, bytes: size, seconds }))
    else
      console.log(
        spoken({
          ja: `控えました: ${file}（${megabytes(size)} MB、${seconds} 秒）`,
          en: `Backed up: ${file} (${megabytes(size)} MB, ${seconds} s)`,
        }),
      )
    return 0
  } catch (error) {
    if (!signal.aborted) throw error
    console.error(spoken({ ja: '中断しました。ファイルは残していません。', en: 'Broken off. No file was left.' }))
    return 1
  } finally {
    await server.stop()
  }
}

/** The name in a folder tells the moment, in the order of time. */
function fileFor(place: string, madeAt: string): string {
  if (!fs.statSync(place, { throwIfNoEntry: false })?.isDirectory()) return place
  return path.join(place, `banso-${madeAt.replace(/[-:]|\.\d+/g, '')}.backup`)
}

function dropOld({ place, keep }: BackupCommand): void {
  const all = fs.readdirSync(place).filter((name) => /^banso-\d{8}T\d{6}Z\.backup$/.test(name))
  for (const name of all.sort().slice(0, -keep)) fs.rmSync(path.join(place, name), { force: true })
}

function refuseWhereNotOurs(data: string): void {
  if (process.env['DATABASE_URL'])
    throw new StartRefused({
      ja: `DATABASE_URL の PostgreSQL は、その道具（pg_dump、pg_basebackup、クラウドの自動バックアップ）で控えてください。あわせて ${data}/files（アップロードされたファイル）も控えてください。利用データの保管庫は、復元後に記録から作り直されます。`,
      en: `Back up the PostgreSQL of DATABASE_URL with its own tools (pg_dump, pg_basebackup, your provider's backups), and ${data}/files (uploaded files) with it. The event store is built again from the journal after a restore.`,
    })
  if (fs.existsSync(path.join(data, 'postgres', 'PG_VERSION'))) return
  throw new StartRefused({
    ja: `${data} に Banso のデータがありません。--data で場所を指定してください。`,
    en: `There is no data of Banso in ${data}. Name the place with --data.`,
  })
}
