import path from 'node:path'
import { parseArgs } from 'node:util'
import type { ImportFileOptions } from '#capabilities/connect/server/index.ts'
import { StartRefused } from '#platform/startRefused.ts'

export const importHelp = `banso import FILE [--kind KIND] [--data DIR] [--workspace ID] [--json] …

  --kind KIND          何として取り込むか（既定: 列から判定） / what to import it as (told by its columns)
  --dry-run            書き込まずに結果だけを見る / see what would happen, write nothing
  --all-or-nothing     1行でも問題があれば何も書き込まない / write nothing if any row is bad
  --map COLUMN=FIELD   列の対応（くり返せる。COLUMN= で取り込まない） / which column goes where (repeatable)
  --set OPTION=VALUE   通貨などの指定（くり返せる） / an option of the kind, e.g. currency=USD (repeatable)
  --encoding utf-8|cp932|euc-jp|utf-16le|utf-16be|windows-1252
  --delimiter ,|tab|;|'|'
  --header LINE        見出しの行（0: なし） / the line of the column names (0: none)
  --date-order ymd|dmy|mdy
  --clear-empty        空のセルでいまの値を消す / empty cells clear the present value
  --workspace ID       ワークスペースが複数あるとき / where there are several
  --data DIR           データの置き場所 / where the data lies (./data)
  --json               結果を1行のJSONで / the result as one line of JSON`

const flags = {
  kind: { type: 'string' },
  'dry-run': { type: 'boolean', default: false },
  'all-or-nothing': { type: 'boolean', default: false },
  map: { type: 'string', multiple: true, default: [] as string[] },
  set: { type: 'string', multiple: true, default: [] as string[] },
  encoding: { type: 'string' },
  delimiter: { type: 'string' },
  header: { type: 'string' },
  'date-order': { type: 'string' },
  'clear-empty': { type: 'boolean', default: false },
  workspace: { type: 'string' },
  data: { type: 'string', default: 'data' },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const

/** What `banso import` was asked to do. */
export type ImportCommand = {
  readonly help: boolean
  readonly json: boolean
  readonly data: string
  readonly workspace: string | undefined
  readonly options: Omit<ImportFileOptions, 'workspaceId'>
}

/** Reads the command's arguments. Throws StartRefused, naming the option, where one cannot be understood. */
export function readImportCommand(args: readonly string[]): ImportCommand {
  const { values, positionals } = parsed(args)
  const [file] = positionals
  if (!values.help && positionals.length !== 1) throw refused('FILE', positionals.join(' '))
  const { kind } = values
  const encoding = oneOf('--encoding', values.encoding, [
    'utf-8',
    'cp932',
    'euc-jp',
    'utf-16le',
    'utf-16be',
    'windows-1252',
  ])
  const delimiter = oneOf('--delimiter', values.delimiter === 'tab' ? '\t' : values.delimiter, [',', '\t', ';', '|'])
  const dateOrder = oneOf('--date-order', values['date-order'], ['ymd', 'dmy', 'mdy'])
  const headerLine = values.header === undefined ? undefined : Number(values.header)
  if (headerLine !== undefined && !(Number.isInteger(headerLine) && headerLine >= 0))
    throw refused('--header', values.header)
  return {
    help: values.help,
    json: values.json,
    data: path.resolve(values.data),
    workspace: values.workspace,
    options: {
      file: path.resolve(file ?? ''),
      ...(kind ? { kind } : {}),
      ...(encoding ? { encoding } : {}),
      ...(delimiter ? { delimiter } : {}),
      ...(dateOrder ? { dateOrder } : {}),
      ...(headerLine === undefined ? {} : { headerLine }),
      map: pairs('--map', values.map),
      options: pairs('--set', values.set),
      emptyCells: values['clear-empty'] ? 'clear' : 'keep',
      mode: values['all-or-nothing'] ? 'all_or_nothing' : 'good_rows',
      dryRun: values['dry-run'],
    },
  }
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: flags, strict: true, allowPositionals: true })
  } catch (cause) {
    const { message } = cause as Error
    throw new StartRefused(
      { ja: `指定が正しくありません: ${message}\n\n${importHelp}`, en: `${message}\n\n${importHelp}` },
      { cause },
    )
  }
}

function oneOf<Word extends string>(flag: string, given: string | undefined, words: readonly Word[]): Word | undefined {
  if (given === undefined) return undefined
  const word = words.find((each) => each === given)
  if (word === undefined) throw refused(flag, given)
  return word
}

function pairs(flag: string, given: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    given.map((pair) => {
      const at = pair.lastIndexOf('=')
      if (at <= 0) throw refused(flag, pair)
      return [pair.slice(0, at), pair.slice(at + 1)]
    }),
  )
}

function refused(flag: string, given: string | undefined): StartRefused {
  return new StartRefused({
    ja: `${flag} の指定が正しくありません: ${given ?? ''}\n\n${importHelp}`,
    en: `${flag} cannot be understood: ${given ?? ''}\n\n${importHelp}`,
  })
}
