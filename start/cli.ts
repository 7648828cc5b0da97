// The command line `banso`: its first word says what to do, the rest belongs to that.
import { spoken, tellFailure } from './speak.ts'
import { version } from './version.ts'

const help = `banso COMMAND [--help]

  start       ${spoken({ ja: '起動する', en: 'start Banso' })}
  demo        ${spoken({ ja: 'デモ企業を開く', en: 'start it with the demo company' })}
  import      ${spoken({ ja: 'ファイルを取り込む', en: 'bring in a file' })}
  backup      ${spoken({ ja: '起動したまま、すべてを1つのファイルに控える', en: 'a copy of everything in one file, while it runs' })}
  restore     ${spoken({ ja: '控えから復元する', en: 'bring a backup back' })}
  doctor      ${spoken({ ja: '運用に必要なことを点検する', en: 'see whether all is well' })}
  migrate     ${spoken({ ja: '起動せずに、データベースを最新の形にする', en: 'bring the databases up to date, without starting' })}
  unlock      ${spoken({ ja: '入れなくなった管理者を、もう一度入れるようにする', en: 'let an administrator in again who is shut out' })}
  rotate-keys ${spoken({ ja: '秘密の値を封じる鍵を新しくする', en: 'replace the key that seals secrets' })}
  version     ${spoken({ ja: '版を表示する', en: 'say which version this is' })}`

/** Each resolves to an exit code, or to nothing where the process goes on. Only what a command needs is read. */
const commands: Record<string, (args: string[]) => Promise<number | void>> = {
  start: async (args) => (await import('./startCommand.ts')).startCommand(args),
  demo: async (args) => (await import('./startCommand.ts')).startCommand(['--demo', ...args]),
  import: async (args) => (await import('./importCommand.ts')).importCommand(args),
  backup: async (args) => (await import('./backupCommand.ts')).backupCommand(args),
  restore: async (args) => (await import('./restoreCommand.ts')).restoreCommand(args),
  doctor: async (args) => (await import('./doctorCommand.ts')).doctorCommand(args),
  migrate: async (args) => (await import('./migrateCommand.ts')).migrateCommand(args),
  unlock: async (args) => (await import('./unlockCommand.ts')).unlockCommand(args),
  'rotate-keys': async (args) => (await import('./rotateKeysCommand.ts')).rotateKeysCommand(args),
  version: async () => console.log(version),
}

const [name = '', ...args] = process.argv.slice(2)
const command = commands[name]
if (!command) {
  console.log(help)
  process.exit(name === '' || /^(--?h(elp)?|help)$/.test(name) ? 0 : 1)
}
try {
  const code = await command(args)
  if (code !== undefined) process.exit(code)
} catch (error) {
  tellFailure(error)
  process.exit(1)
}
