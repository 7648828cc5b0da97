import { setTimeout as pause } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { addKey, forgetOldKeys, ringRememberedFor } from '#platform/identity/keyRing.ts'
import { reseal } from '#platform/identity/reseal.ts'
import { withDatabaseBeside } from './databaseBeside.ts'
import { sealedColumns } from './sealedColumns.ts'
import { spoken } from './speak.ts'

const help = `banso rotate-keys [--data DIR] [--forget-old]

  ${spoken({
    ja: '秘密の値を封じる鍵を新しくし、保存されている値をすべて封じ直します。起動したままで使えます。',
    en: 'Makes a new key to seal secrets with, and seals all that are kept anew. Banso may go on running.',
  })}
  --forget-old    ${spoken({
    ja: '古い鍵を捨てる（鍵が漏れたとき）。送信済みメールの配信停止リンクは使えなくなります',
    en: 'throws old keys away (where one leaked); links to unsubscribe in mails that went out then open nothing',
  })}`

/** `banso rotate-keys`: replaces the key that seals secrets. */
export async function rotateKeysCommand(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      data: { type: 'string', default: 'data' },
      'forget-old': { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) {
    console.log(help)
    return 0
  }
  await withDatabaseBeside(values.data, async (database) => {
    const number = await addKey(database)
    // By then every process that runs seals with the new key.
    await pause(ringRememberedFor)
    const { resealed, unreadable } = await reseal(database, sealedColumns)
    if (values['forget-old']) await forgetOldKeys(database)
    console.log(
      spoken({
        ja: `鍵 ${number} で封じ直しました: ${resealed}件。${unreadable > 0 ? `開ける鍵のない値: ${unreadable}件（設定で入れ直してください）。` : ''}${values['forget-old'] ? '古い鍵は捨てました。' : '古い鍵は、送信済みメールのリンクを開くために残しています。'}`,
        en: `Sealed anew with key ${number}: ${resealed}. ${unreadable > 0 ? `Without a key that opens them: ${unreadable} (enter them again in the settings). ` : ''}${values['forget-old'] ? 'Old keys were thrown away.' : 'Old keys stay, for links in mails that went out.'}`,
      }),
    )
  })
  return 0
}
