import fs from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { StartRefused } from '#platform/startRefused.ts'

export const backupHelp = `banso backup FILE|DIR [--follow] [--every 6h [--keep 14]]     banso backup --verify FILE     banso restore FILE [--at TIME]

  backup FILE          起動したまま、暗号化した1つのファイルに控える / a sealed copy in one file, while Banso goes on
  backup DIR           DIR に日時の名前で控える / the same in DIR, named by the moment
  --follow             控えたあとの変更も、10秒ごとに控え続ける（DIR のみ） / go on with what changes, every 10 seconds (DIR only)
  --every 30m|6h|1d    くり返し控える（DIR のみ） / again and again (DIR only)
  --keep N             新しい N 件を残す / keep the newest N
  --verify FILE        仮の場所に復元して、件数と内容を照合する / restore it to a temporary place and compare
  restore FILE         空の --data に復元する。続きの控えがあれば最新の時点まで / into an empty --data, up to the newest that was followed
  --at TIME            その時点まで復元する（例 2026-04-01T09:00:00+09:00） / restore what was there at that time
  --yes                確かめずに進める / do not ask
  --data DIR           データの置き場所 / where the data lies (./data)
  --passphrase-file F  合言葉のファイル（または BANSO_BACKUP_PASSPHRASE） / file of the passphrase, or that variable
  --json               結果を1行のJSONで / the result as one line of JSON`

const flags = {
  data: { type: 'string', default: 'data' },
  'passphrase-file': { type: 'string' },
  every: { type: 'string' },
  follow: { type: 'boolean', default: false },
  at: { type: 'string' },
  keep: { type: 'string', default: '14' },
  verify: { type: 'boolean', default: false },
  yes: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const

/** What `banso backup` or `banso restore` was asked to do. */
export type BackupCommand = {
  help: boolean
  json: boolean
  yes: boolean
  verify: boolean
  data: string
  /** A file, or a folder to put files in. */
  place: string
  /** ms between backups; null: one. */
  every: number | null
  keep: number
  /** To go on after the backup, change by change. */
  follow: boolean
  /** The moment to restore, ms since 1970; null: the newest. */
  at: number | null
  passphrase: () => string
}

/** Reads the command's arguments. Throws StartRefused, naming the option, where one cannot be understood. */
export function readBackupCommand(args: readonly string[], env: NodeJS.ProcessEnv): BackupCommand {
  const { values, positionals } = parsed(args)
  const [place = ''] = positionals
  if (!values.help && positionals.length !== 1) throw refused('FILE', positionals.join(' '))
  const every = values.every === undefined ? null : pauseOf(values.every)
  const keep = Number(values.keep)
  if (!Number.isInteger(keep) || keep < 1) throw refused('--keep', values.keep)
  return {
    help: values.help,
    json: values.json,
    yes: values.yes,
    verify: values.verify,
    data: path.resolve(values.data),
    place: path.resolve(place),
    every,
    keep,
    follow: values.follow,
    at: values.at === undefined ? null : momentOf(values.at),
    passphrase: () => passphraseOf(values['passphrase-file'], env),
  }
}

const units = { m: 60_000, h: 3_600_000, d: 86_400_000 } as const

function pauseOf(given: string): number {
  const match = /^([1-9]\d{0,4})([mhd])$/.exec(given)
  if (!match) throw refused('--every', given)
  return Number(match[1]) * units[match[2] as keyof typeof units]
}

/** A time with its zone: two machines may be in different ones. */
function momentOf(given: string): number {
  const at = Date.parse(given)
  if (!/T.*(Z|[+-]\d\d:\d\d)$/.test(given) || Number.isNaN(at)) throw refused('--at', given)
  return at
}

const shortest = 12 // characters: who has the file can guess for as long as they like

function passphraseOf(file: string | undefined, env: NodeJS.ProcessEnv): string {
  const given = file ? textOf(file) : env['BANSO_BACKUP_PASSPHRASE']
  const passphrase = given?.trim() ?? ''
  if (passphrase.length >= shortest) return passphrase
  throw new StartRefused({
    ja: `控えを暗号化する合言葉を、${shortest}文字以上で BANSO_BACKUP_PASSPHRASE か --passphrase-file に指定してください。合言葉をなくすと、控えは誰にも開けません。`,
    en: `Give the passphrase that seals backups, of ${shortest} characters at least, in BANSO_BACKUP_PASSPHRASE or --passphrase-file. Nobody can open a backup whose passphrase is lost.`,
  })
}

function textOf(file: string): string {
  try {
    return fs.readFileSync(file, 'utf8')
  } catch (cause) {
    throw new StartRefused(
      { ja: `--passphrase-file を読めません: ${file}`, en: `--passphrase-file cannot be read: ${file}` },
      { cause },
    )
  }
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: flags, strict: true, allowPositionals: true })
  } catch (cause) {
    const { message } = cause as Error
    throw new StartRefused(
      { ja: `指定が正しくありません: ${message}\n\n${backupHelp}`, en: `${message}\n\n${backupHelp}` },
      { cause },
    )
  }
}

function refused(flag: string, given: string): StartRefused {
  return new StartRefused({
    ja: `${flag} の指定が正しくありません: ${given}\n\n${backupHelp}`,
    en: `${flag} cannot be understood: ${given}\n\n${backupHelp}`,
  })
}
