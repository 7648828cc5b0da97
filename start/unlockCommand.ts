import { parseArgs } from 'node:util'
import { unlock } from '#capabilities/access/server/index.ts'
import { StartRefused } from '#platform/startRefused.ts'
import { addressOf } from './address.ts'
import { withDatabaseBeside } from './databaseBeside.ts'
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
  await withDatabaseBeside(values.data, async (database, settings) => {
    const opened = await unlock(database, email, values['without-factors'])
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
  })
  return 0
}
