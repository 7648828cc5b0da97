import fs from 'node:fs'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { StartRefused } from '#platform/startRefused.ts'
import { type BackupCommand, backupHelp, readBackupCommand } from './backupOptions.ts'
import { followBackup } from './followCommand.ts'
import { dropOld, makeBackup } from './makeBackup.ts'
import { megabytes } from './progress.ts'
import { spoken, tellFailure } from './speak.ts'
import { verifyBackup } from './verifyBackup.ts'

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
  if (command.follow) return followBackup(command, passphrase, stopping.signal)
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
  try {
    const { file, madeAt, bytes, seconds } = await makeBackup(command, passphrase, signal)
    if (command.json) console.log(JSON.stringify({ file, madeAt, bytes, seconds }))
    else
      console.log(
        spoken({
          ja: `控えました: ${file}（${megabytes(bytes)} MB、${seconds} 秒）`,
          en: `Backed up: ${file} (${megabytes(bytes)} MB, ${seconds} s)`,
        }),
      )
    return 0
  } catch (error) {
    if (!signal.aborted) throw error
    console.error(spoken({ ja: '中断しました。ファイルは残していません。', en: 'Broken off. No file was left.' }))
    return 1
  }
}

function refuseWhereNotOurs(data: string): void {
  if (process.env['DATABASE_URL'])
    throw new StartRefused({
      ja: `DATABASE_URL の PostgreSQL は、その道具（pg_basebackup と pg_receivewal、pgBackRest、クラウドの自動バックアップなど）で控えてください。あわせて ${data}/files（アップロードされたファイル）も控えてください。利用データの保管庫は、復元後に記録から作り直されます。`,
      en: `Back up the PostgreSQL of DATABASE_URL with its own tools (pg_basebackup with pg_receivewal, pgBackRest, your provider's backups), and ${data}/files (uploaded files) with it. The event store is built again from the journal after a restore.`,
    })
  if (fs.existsSync(path.join(data, 'postgres', 'PG_VERSION'))) return
  throw new StartRefused({
    ja: `${data} に Banso のデータがありません。--data で場所を指定してください。`,
    en: `There is no data of Banso in ${data}. Name the place with --data.`,
  })
}
