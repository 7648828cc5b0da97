import fs from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { unlock } from '#capabilities/access/server/index.ts'
import { externalServer } from '#platform/database/externalServer.ts'
import { openDatabase } from '#platform/database/open.ts'
import { StartRefused } from '#platform/startRefused.ts'
import { addressOf } from './address.ts'
import { serverBeside } from './serverBeside.ts'
import { readSettings } from './settings.ts'
import { spoken } from './speak.ts'

const help = `banso unlock EMAIL [--data DIR] [--without-factors]

  ${spoken({
    ja: '管理者が誰も入れなくなったときに使います。EMAIL の管理者がパスワードで入れるようにし、決め直すリンクを表示します。',
    en: 'For when no administrator gets in: lets the one with this address in by password again, and prints a link to choose one.',
  })}
  --without-factors    ${spoken({ ja: '二つ目の確認方法も解除する', en: 'takes their second factors away as well' })}`

/** `banso unlock`: the operator opens the door again. Beside a running Banso or without one. */
export async function unlockCommand(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: {
      data: { type: 'string', default: 'data' },
      'without-factors': { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
    allowPositionals: true,
  })
  const [email] = positionals
  if (values.help || !email) {
    console.log(help)
    return values.help ? 0 : 1
  }
  const settings = readSettings(['--data', path.resolve(values.data)], process.env)
  if (!settings.databaseUrl && !fs.existsSync(path.join(settings.dataDirectory, 'postgres', 'PG_VERSION')))
    throw new StartRefused({
      ja: `${settings.dataDirectory} に伴走のデータはありません。--data で場所を指定してください。何も変更していません。`,
      en: `${settings.dataDirectory} holds no data of Banso. Name the place with --data. Nothing was changed.`,
    })
  const server = settings.databaseUrl
    ? await externalServer(settings.databaseUrl, settings.databaseRolesPassword, () => {})
    : await serverBeside(settings.dataDirectory)
  try {
    const database = await openDatabase(server)
    const opened = await unlock(database, email, values['without-factors'])
    await database.stop()
    if (opened.length === 0)
      throw new StartRefused({
        ja: `${email} の管理者はいません。何も変更していません。`,
        en: `No administrator has the address ${email}. Nothing was changed.`,
      })
    for (const { workspace, page } of opened)
      console.log(
        spoken({
          ja: `${workspace}: パスワードで入れるようにしました。新しいパスワードを決めるリンクです（1回限り、24時間有効）:`,
          en: `${workspace}: passwords open it again. One-time link to choose a new one (good for 24 hours):`,
        }) + `\n  ${addressOf(settings, settings.port)}${page}`,
      )
  } finally {
    await server.stop()
  }
  return 0
}
