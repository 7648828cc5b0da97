import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { sql } from 'kysely'
import { pino } from 'pino'
import { startIngest } from '#capabilities/usage/server/index.ts'
import { differences, digestOf, type TableDigest } from '#platform/backup/digest.ts'
import { startRecovered, unpack } from '#platform/backup/unpack.ts'
import { withClient } from '#platform/database/client.ts'
import type { EmbeddedServer } from '#platform/database/embeddedServer.ts'
import { migrateServer, openDatabase } from '#platform/database/open.ts'
import { startEventStore } from '#platform/events/start.ts'
import { livePublisher } from '#platform/http/live.ts'
import { showProgress } from './progress.ts'
import type { BackupCommand } from './backupOptions.ts'
import { parts } from './catalogue.ts'
import { proveReadable, readable } from './readableBackup.ts'
import { spoken } from './speak.ts'

type Verdict = {
  madeAt: string
  /** Up to when its log was followed; that every byte of it can be read was seen too. */
  until: string
  tables: number
  rows: number
  /** False: long writers left no moment in which the tables could be counted. */
  compared: boolean
  differences: ReturnType<typeof differences>
  events: { journal: number; store: number }
  seconds: { database: number; events: number }
}

/** A restore for practice: into a temporary place, every table and the rebuilt event store compared, and away again. */
export async function verifyBackup({ place: file, json, passphrase }: BackupCommand): Promise<number> {
  const secret = passphrase()
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'banso-verify-'))
  const leave = () => {
    fs.rmSync(folder, { recursive: true, force: true })
    process.exit(1)
  }
  process.once('SIGINT', leave)
  try {
    const { front, bytes, moment } = await proveReadable(file, secret, folder)
    const verdict = { ...(await drill(file, secret, folder, bytes, front.madeAt)), until: moment }
    const good = verdict.differences.length === 0 && verdict.events.journal === verdict.events.store
    console.log(json ? JSON.stringify({ file, good, ...verdict }) : told(verdict, good))
    return good ? 0 : 1
  } finally {
    process.off('SIGINT', leave)
    fs.rmSync(folder, { recursive: true, force: true })
  }
}

async function drill(
  file: string,
  secret: string,
  folder: string,
  bytes: number,
  madeAt: string,
): Promise<Omit<Verdict, 'until'>> {
  const begun = performance.now()
  const summary = await readable(file, () => unpack({ file }, secret, folder, showProgress(bytes)))
  const server = await startRecovered(folder)
  try {
    const found = await withClient(server.admin('banso'), digestOf)
    const database = performance.now()
    const events = await rebuilt(server, folder)
    const seconds = (from: number, to: number) => Math.round((to - from) / 100) / 10
    return {
      madeAt,
      tables: found.length,
      rows: found.reduce((sum: number, { rows }: TableDigest) => sum + rows, 0),
      compared: summary.tables !== null,
      differences: summary.tables ? differences(summary.tables, found) : [],
      events,
      seconds: { database: seconds(begun, database), events: seconds(database, performance.now()) },
    }
  } finally {
    await server.stop()
  }
}

/** Builds the event store anew from the journal, as a start after a restore does, and counts both. */
async function rebuilt(server: EmbeddedServer, folder: string): Promise<Verdict['events']> {
  await using opened = new AsyncDisposableStack()
  await migrateServer(server, parts)
  const events = await startEventStore({ directory: path.join(folder, 'events') })
  opened.defer(events.stop)
  const database = await openDatabase(server)
  opened.defer(database.stop)
  const log = pino({ level: 'silent' })
  const live = livePublisher(database, log)
  opened.defer(live.stop)
  const ingest = await startIngest({ database, events, live, log, listen: database.listen })
  opened.defer(ingest.stop)
  await ingest.projector.settled()
  const [journal] = await database.ask(
    sql<{ count: number }>`select coalesce(sum(row_count), 0)::bigint as count from journal where kind = 'events'`,
  )
  const [store] = await events.query<{ count: number }>('select count() as count from events final where gone = 0')
  return { journal: journal!.count, store: store!.count }
}

function told(verdict: Verdict, good: boolean): string {
  const { tables, rows, events, compared, seconds } = verdict
  const wrong = verdict.differences.map(({ table, before, after }) => `  ${table}: ${before} → ${after}`)
  const head = good
    ? spoken({
        ja: `この控えは復元できます: ${tables} 表・${rows} 行${compared ? 'の件数と内容が控えた時点と一致しました' : 'を読めました（書き込みが続いていたため、照合の記録はありません）'}。`,
        en: `This backup can be restored: ${rows} rows of ${tables} tables ${compared ? 'are what they were when it was made' : 'could be read (writes went on without a pause, so that there is nothing to compare with)'}.`,
      })
    : spoken({ ja: 'この控えは元のデータと一致しません。', en: 'This backup is not what it was made of.' })
  const store = spoken({
    ja: `利用データ: 記録 ${events.journal} 件、作り直した保管庫 ${events.store} 件。データベース ${seconds.database} 秒、保管庫 ${seconds.events} 秒。`,
    en: `Usage: ${events.journal} events in the journal, ${events.store} in the store built from it. Database ${seconds.database} s, store ${seconds.events} s.`,
  })
  const followed = spoken({
    ja: `続きの控えは ${verdict.until} まで、すべて読めました。`,
    en: `What followed it until ${verdict.until} can all be read.`,
  })
  const more = verdict.until === verdict.madeAt ? [] : [followed]
  return [`${head} (${verdict.madeAt})`, ...wrong, store, ...more].join('\n')
}
