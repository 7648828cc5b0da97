import fs from 'node:fs'
import path from 'node:path'
import { createInterface } from 'node:readline/promises'
import { holdEffects } from '#platform/backup/holds.ts'
import { startRecovered, unpack } from '#platform/backup/unpack.ts'
import { withClient } from '#platform/database/client.ts'
import { migrateServer } from '#platform/database/open.ts'
import { StartRefused } from '#platform/startRefused.ts'
import { megabytes, showProgress } from './progress.ts'
import { backupHelp, readBackupCommand } from './backupOptions.ts'
import { parts } from './catalogue.ts'
import { eraseAgain } from './erasuresBeside.ts'
import { holdDataDirectory } from './onlyInstance.ts'
import { proveReadable, readable } from './readableBackup.ts'
import { rulesAgain } from './rulesBeside.ts'
import { spoken } from './speak.ts'

/**
 * `banso restore`: the data of a backup into an empty place. All of it is proven before a byte is written, and it takes its
 * place only when it is whole. Mails and other effects stay off until an administrator lets them out.
 */
export async function restoreCommand(args: readonly string[]): Promise<number> {
  const command = readBackupCommand(args, process.env)
  if (command.help) {
    console.log(backupHelp)
    return 0
  }
  const { place: file, data } = command
  const passphrase = command.passphrase()
  fs.mkdirSync(path.dirname(data), { recursive: true })
  await refuseTaken(data)
  const proven = await proveReadable(file, passphrase, path.dirname(data), command.at)
  const { front, bytes, moment, pieces } = proven
  console.error(
    spoken({
      ja: `${moment} 時点の控え（版 ${front.version}、${megabytes(bytes)} MB）を ${data} に復元します。復元後、メールなどの送信は管理者が確認するまで止まります。`,
      en: `Restores what was there at ${moment} (version ${front.version}, ${megabytes(bytes)} MB) into ${data}. Mails and other effects stay off afterwards until an administrator has looked.`,
    }),
  )
  if (!command.yes && !(await agreed())) return 1
  const begun = performance.now()
  const draft = `${data}.restoring-${process.pid}`
  fs.mkdirSync(draft, { mode: 0o700 })
  let again = 0
  const leave = () => {
    fs.rmSync(draft, { recursive: true, force: true })
    process.exit(1)
  }
  process.once('SIGINT', leave)
  try {
    await readable(file, () => unpack({ file, pieces }, passphrase, draft, showProgress(bytes)))
    const server = await startRecovered(draft)
    try {
      await migrateServer(server, parts)
      again = await eraseAgain(server, file, path.join(draft, 'files'))
      await withClient(server.login('owner'), async (owner) => {
        await rulesAgain(owner, file)
        await holdEffects(owner, moment)
      })
    } finally {
      await server.stop()
    }
    await refuseTaken(data)
    fs.rmSync(data, { recursive: true, force: true }) // it is empty
    fs.renameSync(draft, data)
  } finally {
    process.off('SIGINT', leave)
    fs.rmSync(draft, { recursive: true, force: true })
  }
  const seconds = Math.round((performance.now() - begun) / 100) / 10
  if (command.json) console.log(JSON.stringify({ data, madeAt: moment, bytes, seconds, erasedAgain: again }))
  else
    console.log(
      spoken({
        ja: `復元しました（${seconds} 秒）。${again > 0 ? `控えたあとに消去された ${again} 人のデータを、もう一度消去しました。` : ''}banso start --data ${data} で起動できます。利用データの保管庫は、起動後に記録から作り直されます。`,
        en: `Restored (${seconds} s). ${again > 0 ? `Erased ${again} people again, whose data was erased after the backup. ` : ''}Start it with banso start --data ${data}. The event store is built again from the journal after the start.`,
      }),
    )
  return 0
}

/** Refuses a place that somebody uses, or that holds anything. */
async function refuseTaken(data: string): Promise<void> {
  if (!fs.existsSync(data)) return
  const hold = await holdDataDirectory(data)
  await hold.release()
  if (fs.readdirSync(data).length === 0) return
  throw new StartRefused({
    ja: `${data} は空ではありません。何も書き込んでいません。空の場所を --data で指定するか、いまのデータを別の場所に移してください。`,
    en: `${data} is not empty. Nothing was written. Name an empty place with --data, or move the present data away.`,
  })
}

async function agreed(): Promise<boolean> {
  if (!process.stdin.isTTY)
    throw new StartRefused({
      ja: '確かめる相手がいません。進めるには --yes を付けてください。',
      en: 'There is nobody to ask. Add --yes to go on.',
    })
  const asking = createInterface({ input: process.stdin, output: process.stderr })
  try {
    const answer = await asking.question(spoken({ ja: '進めますか？ [y/N] ', en: 'Go on? [y/N] ' }))
    return /^y(es)?$/i.test(answer.trim())
  } finally {
    asking.close()
  }
}
