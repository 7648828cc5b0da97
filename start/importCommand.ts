import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { sql } from 'kysely'
import {
  ImportRefused,
  type ImportParts,
  importFile,
  type ImportFileResult,
} from '#capabilities/connect/server/index.ts'
import { uuidV7, type WorkspaceId } from '#kernel/id.ts'
import { readPostmaster } from '#platform/database/embedded/postmaster.ts'
import { embeddedServer, serverAt } from '#platform/database/embeddedServer.ts'
import { externalServer } from '#platform/database/externalServer.ts'
import { migrateServer, openDatabase } from '#platform/database/open.ts'
import type { Database } from '#platform/database/scope.ts'
import type { DatabaseServer } from '#platform/database/server.ts'
import { livePublisher } from '#platform/http/live.ts'
import { StartRefused } from '#platform/startRefused.ts'
import { imports, parts as tables } from './catalogue.ts'
import { prepareDataDirectory } from './dataDirectory.ts'
import { fileInPlace } from './fileInPlace.ts'
import { importHelp, readImportCommand } from './importOptions.ts'
import { openLog } from './log.ts'
import { holdDataDirectory } from './onlyInstance.ts'
import { spoken } from './speak.ts'

/**
 * `banso import`: a file of the operator's disk through the engine of the interface. It works beside a running Banso
 * (whose pages show the progress) and without one. Returns the exit code: 0 all rows, 2 some were refused, 1 nothing.
 */
export async function importCommand(args: readonly string[]): Promise<number> {
  const command = readImportCommand(args)
  if (command.help) {
    console.log(importHelp)
    return 0
  }
  const { options } = command
  if (!fs.existsSync(options.file)) {
    throw new StartRefused({ ja: `ファイルがありません: ${options.file}`, en: `There is no file ${options.file}` })
  }
  await using opened = new AsyncDisposableStack()
  prepareDataDirectory(command.data)
  const { log, close } = await openLog(path.join(command.data, 'banso.log'))
  opened.defer(close)
  const server = await serverFor(command.data)
  opened.defer(server.stop)
  const database = await openDatabase(server)
  opened.defer(database.stop)
  const live = livePublisher(database, log)
  opened.defer(live.stop)
  const workspaceId = await workspaceOf(database, command.workspace)
  const parts: ImportParts = {
    database,
    files: fileInPlace(options.file),
    live,
    now: () => new Date(),
    newId: (() => uuidV7(Date.now(), randomBytes(10))) as ImportParts['newId'],
    catalogue: imports,
  }
  const stopping = new AbortController()
  process.once('SIGINT', () => stopping.abort())
  try {
    const onProgress = command.json ? {} : { onProgress: showProgress }
    const result = await importFile(parts, { ...options, workspaceId, signal: stopping.signal, ...onProgress })
    console.log(command.json ? JSON.stringify(result) : report(result))
    if (result.import.status === 'failed') return 1
    return (result.import.counts?.rejected ?? 0) > 0 ? 2 : 0
  } catch (error) {
    if (!(error instanceof ImportRefused)) throw error
    throw new StartRefused(refusalWords(error), { cause: error })
  }
}

/** A running Banso's database is used where there is one; else the embedded one is started for the while. */
async function serverFor(data: string): Promise<DatabaseServer> {
  const url = process.env['DATABASE_URL']
  if (url) return externalServer(url, process.env['DATABASE_ROLES_PASSWORD'])
  const running = readPostmaster(path.join(fs.realpathSync(data), 'postgres'))
  if (running?.state === 'ready') return serverAt(running.socketDirectory)
  const hold = await holdDataDirectory(data)
  const server = await embeddedServer({ dataDirectory: data })
  await migrateServer(server, tables)
  const stop = async () => {
    await server.stop()
    await hold.release()
  }
  return { ...server, stop }
}

async function workspaceOf(database: Database, wanted: string | undefined): Promise<WorkspaceId> {
  const { rows } = await database.system((tx) =>
    sql<{ id: WorkspaceId; name: string }>`select workspace_id as id, name from workspaces order by created_at`.execute(
      tx,
    ),
  )
  const [first] = rows
  const named = wanted
    ? rows.find((row) => row.id === wanted || row.name === wanted)
    : rows.length === 1
      ? first
      : undefined
  if (named) return named.id
  const list = rows.map((row) => `  ${row.id}  ${row.name}`).join('\n')
  throw new StartRefused(
    rows.length === 0
      ? {
          ja: 'ワークスペースがまだありません。先に npm start で作ってください。',
          en: 'There is no workspace yet. Make one with npm start first.',
        }
      : {
          ja: `--workspace でワークスペースを指定してください。\n${list}`,
          en: `Name a workspace with --workspace.\n${list}`,
        },
  )
}

function showProgress({ status, rowsDone, progress }: ImportFileResult['import']): void {
  if (process.stderr.isTTY) process.stderr.write(`\r${status} ${rowsDone} (${Math.round(progress * 100)}%) `)
}

function report({ import: one, columns, issues }: ImportFileResult): string {
  const language = spoken({ ja: 'ja', en: 'en' }) as 'ja' | 'en'
  const counts = one.counts ?? one.preview
  const used = columns.flatMap(({ name, field }) => (field ? [`${name}→${field}`] : []))
  const left = columns.flatMap(({ name, field }) => (field ? [] : [name]))
  const lines = issues.map((issue) => {
    const place = [issue.line || '', issue.column ?? '', issue.value ?? ''].join('\t')
    return `${issue.severity}\t${place}\t${issue.text[language]}`
  })
  const figures = counts
    ? ['read', 'created', 'changed', 'same', 'rejected', 'warned']
        .map((key) => `${key} ${counts[key as 'read']}`)
        .join(', ')
    : ''
  return [
    `${one.fileName}: ${one.kind}, ${one.status}${one.error ? ` (${one.error})` : ''}`,
    figures,
    `${spoken({ ja: '列', en: 'columns' })}: ${used.join(', ')}${left.length > 0 ? ` / ${spoken({ ja: '取り込まない列', en: 'left out' })}: ${left.join(', ')}` : ''}`,
    ...lines,
    ...(one.status === 'previewed' ? [] : [`${spoken({ ja: '取り込み番号', en: 'import' })}: ${one.id}`]),
  ].join('\n')
}

function refusalWords({ field, rule }: ImportRefused) {
  const ja: Record<string, string> = {
    field_without_column: `必須の項目に列がありません: ${field}（--map 列=${field}）`,
    unknown_column: `ファイルにない列です: ${field}`,
    unknown_field: 'この種類にない項目です（--map を確かめてください）',
    unknown_kind: `この種類は取り込めません。使えるもの: ${imports.kinds.map((kind) => kind.key).join(', ')}`,
    file_has_no_rows: '見出しだけで、データの行がありません',
    file_is_empty: '空のファイルです',
    file_is_xlsx: 'Excel のブックです。「CSV UTF-8」として保存してから指定してください',
  }
  const en: Record<string, string> = {
    field_without_column: `a required field has no column: ${field} (--map COLUMN=${field})`,
    unknown_column: `the file has no such column: ${field}`,
    unknown_field: 'this kind has no such field (check --map)',
    unknown_kind: `this kind cannot be imported; there are: ${imports.kinds.map((kind) => kind.key).join(', ')}`,
    file_has_no_rows: 'the file has column names but no rows',
    file_is_empty: 'the file is empty',
    file_is_xlsx: 'this is an Excel workbook; save it as CSV UTF-8 first',
  }
  const other = rule.startsWith('file_is_') ? 'file_is_other' : rule
  return {
    ja: ja[rule] ?? (other === 'file_is_other' ? '文字の表として読み取れないファイルです' : `${field}: ${rule}`),
    en: en[rule] ?? (other === 'file_is_other' ? 'this file is no table of text' : `${field}: ${rule}`),
  }
}
