import fs from 'node:fs'
import path from 'node:path'
import { externalServer } from '#platform/database/externalServer.ts'
import { openDatabase } from '#platform/database/open.ts'
import type { Database } from '#platform/database/scope.ts'
import { StartRefused } from '#platform/startRefused.ts'
import { serverBeside } from './serverBeside.ts'
import { readSettings, type Settings } from './settings.ts'

/** Works on the database of a data directory, or of DATABASE_URL, beside a running Banso or without one. */
export async function withDatabaseBeside<T>(
  data: string,
  work: (database: Database, settings: Settings) => Promise<T>,
): Promise<T> {
  const settings = readSettings(['--data', path.resolve(data)], process.env)
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
    try {
      return await work(database, settings)
    } finally {
      await database.stop()
    }
  } finally {
    await server.stop()
  }
}
