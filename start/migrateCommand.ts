import path from 'node:path'
import { prepareDataDirectory } from './dataDirectory.ts'
import { openLog } from './log.ts'
import { help, readSettings } from './settings.ts'
import { spoken } from './speak.ts'
import { openStores } from './stores.ts'

/** Brings both stores up to date and stops them again: for operators who want that apart from a start. */
export async function migrateCommand(args: readonly string[]): Promise<number> {
  const settings = readSettings(args, process.env)
  if (settings.help) {
    console.log(help)
    return 0
  }
  prepareDataDirectory(settings.dataDirectory)
  const { log, close } = await openLog(path.join(settings.dataDirectory, 'banso.log'))
  const stores = await openStores(settings, log)
  await stores.stop()
  await close()
  console.log(spoken({ ja: 'データベースは最新です。', en: 'The databases are up to date.' }))
  return 0
}
