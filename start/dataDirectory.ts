import fs from 'node:fs'
import path from 'node:path'
import { leastToBegin } from '#capabilities/limits/core/disk.ts'
import { StartRefused } from '#platform/startRefused.ts'

const leastFree = 200 * 1024 * 1024 // bytes: a database that runs out in the middle of its start is no help to anybody

/**
 * Makes the data directory and sees that it can be written to and has room. A server whose database is there already starts
 * on a full disk, too: people sign in and delete, and what grows is refused. Throws StartRefused where not.
 */
export function prepareToServe(directory: string): void {
  const begun = fs.existsSync(path.join(directory, 'postgres', 'PG_VERSION'))
  prepareDataDirectory(directory, begun ? 0 : leastToBegin)
}

/** The same, for work that needs so many bytes free. */
export function prepareDataDirectory(directory: string, needed = leastFree): void {
  try {
    fs.mkdirSync(directory, { recursive: true, mode: 0o700 })
    const probe = path.join(directory, '.writable')
    fs.writeFileSync(probe, 'x')
    fs.rmSync(probe)
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'ENOSPC') throw unwritable(directory, cause)
    if (needed > 0) throw full(directory, 0, needed)
  }
  const { bavail, bsize } = fs.statfsSync(directory)
  if (bavail * bsize < needed) throw full(directory, bavail * bsize, needed)
}

function full(directory: string, free: number, needed: number): StartRefused {
  const [has, needs] = [free, needed].map((bytes) => Math.floor(bytes / 1024 / 1024))
  return new StartRefused({
    ja: `ディスクの空きが足りません（${directory}: 残り ${has} MB、必要 ${needs} MB）。データは失われていません。空きを作ってから、もう一度起動してください。`,
    en: `The disk is too full to start (${directory}: ${has} MB free, ${needs} MB needed). Nothing is lost: free some space and start again.`,
  })
}

const reasons: Record<string, { ja: string; en: string }> = {
  EACCES: { ja: '権限がありません', en: 'permission denied' },
  EPERM: { ja: '権限がありません', en: 'permission denied' },
  EROFS: { ja: '読み取り専用のディスクです', en: 'the disk is read-only' },
  EEXIST: { ja: 'フォルダーではなくファイルです', en: 'it is a file, not a folder' },
  ENOTDIR: { ja: '途中にフォルダーではなくファイルがあります', en: 'there is a file where a folder should be' },
}

function unwritable(directory: string, cause: unknown): StartRefused {
  const code = (cause as NodeJS.ErrnoException).code ?? String(cause)
  const why = reasons[code] ?? { ja: code, en: code }
  return new StartRefused(
    {
      ja: `${directory} に書き込めません（${why.ja}）。書き込めるようにするか、--data で別の場所を指定してください。`,
      en: `${directory} cannot be written to (${why.en}). Make it writable, or name another place with --data.`,
    },
    { cause },
  )
}
