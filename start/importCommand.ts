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
import { en } from '#capabilities/connect/web/copy.en.ts'
import { ja } from '#capabilities/connect/web/copy.ja.ts'
import { uuidV7, type WorkspaceId } from '#kernel/id.ts'
import { externalServer } from '#platform/database/externalServer.ts'
import { migrateServer, openDatabase } from '#platform/database/open.ts'
import type { Database } from '#platform/database/scope.ts'
import type { DatabaseServer } from '#platform/database/server.ts'
import { livePublisher } from '#platform/http/live.ts'
import { StartRefused } from '#platform/startRefused.ts'
import { addressIn } from './addresses.ts'
import { imports, parts as tables } from './catalogue.ts'
import { prepareDataDirectory } from './dataDirectory.ts'
import { fileInPlace } from './fileInPlace.ts'
import { importHelp, readImportCommand } from './importOptions.ts'
import { openLog } from './log.ts'
import { serverBeside } from './serverBeside.ts'
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
  refuseUnreadable(options.file)
  refuseNoData(command.data)
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
    throw refusal(options.file, error, options.encoding)
  }
}

/** A running Banso's database is used where there is one; else the embedded one is started for the while. */
async function serverFor(data: string): Promise<DatabaseServer> {
  const url = addressIn(process.env, 'DATABASE_URL', ['postgres', 'postgresql'])
  if (url) return externalServer(url, process.env['DATABASE_ROLES_PASSWORD'])
  const server = await serverBeside(data)
  if (server.started) await migrateServer(server, tables)
  return server
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

/** Sees that there is a file to read, before a store is touched. Throws StartRefused. */
function refuseUnreadable(file: string): void {
  const found = fs.statSync(file, { throwIfNoEntry: false })
  if (!found) throw new StartRefused({ ja: `ファイルがありません: ${file}`, en: `There is no file ${file}` })
  if (found.isDirectory())
    throw new StartRefused({
      ja: `フォルダーは取り込めません。中のファイルを1つずつ指定してください: ${file}`,
      en: `A folder cannot be imported; name the files in it one by one: ${file}`,
    })
  try {
    fs.accessSync(file, fs.constants.R_OK)
  } catch (cause) {
    throw new StartRefused(
      { ja: `ファイルを読む権限がありません: ${file}`, en: `The file may not be read (permissions): ${file}` },
      { cause },
    )
  }
}

/** Sees that there is a Banso to import into, rather than making an empty one. Throws StartRefused. */
function refuseNoData(data: string): void {
  if (process.env['DATABASE_URL'] || fs.existsSync(path.join(data, 'postgres', 'PG_VERSION'))) return
  throw new StartRefused({
    ja: `${data} に Banso のデータがありません。--data で場所を指定するか、先に npm start で作ってください。`,
    en: `There is no data of Banso in ${data}. Name its place with --data, or make it with npm start first.`,
  })
}

/** Why a file is not imported, in the words of the pages, with what the command line offers instead. */
function refusal(file: string, error: ImportRefused, encoding: string | undefined): StartRefused {
  const { field, rule } = error
  const kinds = imports.kinds.map((kind) => kind.key).join(', ')
  const more: Record<string, { ja: string; en: string }> = {
    field_without_column: { ja: `: ${field}（--map 列=${field}）`, en: `: ${field} (--map COLUMN=${field})` },
    unknown_column: { ja: `: ${field}`, en: `: ${field}` },
    unknown_field: { ja: '（--map を確かめてください）', en: ' (check --map)' },
    unknown_kind: { ja: `。使えるもの: ${kinds}`, en: `; there are: ${kinds}` },
    wrong_encoding: encoding
      ? {
          ja: `（--encoding ${encoding} を外すと、自動で判定します）`,
          en: ` (without --encoding ${encoding} it is told by itself)`,
        }
      : { ja: '（--encoding）', en: ' (--encoding)' },
  }
  const say = (language: 'ja' | 'en') => {
    const words: Record<string, string> = { ja, en }[language].rules
    return `${words[rule] ?? `${field}: ${rule}`}${more[rule]?.[language] ?? ''}`
  }
  const name = path.basename(file)
  return new StartRefused(
    {
      ja: `${name}: ${say('ja')}。何も書き込んでいません。`,
      en: `${name}: ${say('en')}. Nothing was written.`,
    },
    { cause: error },
  )
}
