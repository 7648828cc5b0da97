import fs from 'node:fs'
import path from 'node:path'
import { checkBackup, freeAt, readFront } from '#platform/backup/backup.ts'
import { checkPiece, type Piece, piecesOf } from '#platform/backup/logFolder.ts'
import type { BackupFront } from '#platform/backup/sealedFile.ts'
import { BackupUnreadable } from '#platform/backup/unreadable.ts'
import { type OperatorMessage, StartRefused } from '#platform/startRefused.ts'
import { megabytes } from './progress.ts'
import { version } from './version.ts'

const words: Record<BackupUnreadable['reason'], OperatorMessage> = {
  no_backup: { ja: 'Banso の控えのファイルではありません', en: 'it is no backup of Banso' },
  passphrase: {
    ja: '合言葉が違うか、ファイルの先頭が壊れています',
    en: 'the passphrase is another one, or the beginning of the file is damaged',
  },
  damaged: {
    ja: 'ファイルが壊れています（一部が変わっているか、欠けています）',
    en: 'the file is damaged: a part of it was changed, or is missing',
  },
}

/**
 * Reads a backup and the log that follows it from the first byte to the last, and sees that they can be opened here, by this
 * version, with the room there is. Nothing is written. `at`: the moment to come back to, ms since 1970. Throws StartRefused
 * with the reason.
 */
export async function proveReadable(file: string, passphrase: string, room: string, at: number | null = null) {
  if (!fs.statSync(file, { throwIfNoEntry: false })?.isFile())
    throw new StartRefused({ ja: `控えのファイルがありません: ${file}`, en: `There is no such backup: ${file}` })
  const front = await readable(file, () => readFront(file))
  refuseOthers(front)
  const { bytes, summary } = await readable(file, () => checkBackup(file, passphrase))
  const pieces = await piecesUntil(file, at, Date.parse(front.madeAt))
  const followed = await proveLog(pieces, passphrase, summary.next)
  const free = await freeAt(room)
  const whole = bytes + followed
  if (free < whole * 1.2) throw noRoom(room, whole, free)
  const moment = pieces.at(-1)?.front.madeAt ?? front.madeAt
  return { front, bytes: whole, summary, moment, pieces: pieces.map((piece) => piece.file) }
}

/** The pieces of the log up to a moment. A log with a gap is refused where it is to be followed over it. */
async function piecesUntil(file: string, at: number | null, madeAt: number): Promise<Piece[]> {
  if (at !== null && at < madeAt) throw tooEarly(new Date(madeAt).toISOString())
  const { pieces, broken } = await piecesOf(file)
  const wanted = pieces.filter(({ front }) => at === null || Date.parse(front.madeAt) <= at)
  const newest = pieces.at(-1)?.front.madeAt ?? new Date(madeAt).toISOString()
  if (broken && wanted.length === pieces.length) throw brokenLog(newest)
  return wanted
}

async function proveLog(pieces: readonly Piece[], passphrase: string, next: string | undefined): Promise<number> {
  let bytes = 0
  for (const [at, piece] of pieces.entries())
    try {
      bytes += await checkPiece(piece, passphrase, at === 0 ? next : undefined)
    } catch (cause) {
      if (!(cause instanceof BackupUnreadable)) throw cause
      throw brokenLog(pieces[at - 1]?.front.madeAt ?? null, cause)
    }
  return bytes
}

function brokenLog(until: string | null, cause?: Error): StartRefused {
  const way = until
    ? {
        ja: `${until} までは復元できます（--at ${until}）。`,
        en: `What was there until ${until} can be restored (--at ${until}).`,
      }
    : { ja: '別の控えを使ってください。', en: 'Use another backup.' }
  return new StartRefused(
    {
      ja: `控えの続きが壊れているか、一部がありません。何も書き込んでいません。${way.ja}`,
      en: `What follows the backup is damaged, or a part is missing. Nothing was written. ${way.en}`,
    },
    { cause },
  )
}

function tooEarly(madeAt: string): StartRefused {
  return new StartRefused({
    ja: `この控えは ${madeAt} のもので、それより前には戻れません。より古い控えを使ってください。何も書き込んでいません。`,
    en: `This backup was made at ${madeAt}, and nothing before it can be restored from it. Use an older backup. Nothing was written.`,
  })
}

/** Does something with a backup; throws StartRefused where it cannot be read. */
export async function readable<T>(file: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (cause) {
    if (!(cause instanceof BackupUnreadable)) throw cause
    const { ja, en } = words[cause.reason]
    throw new StartRefused(
      {
        ja: `${path.basename(file)} を開けません。${ja}。何も書き込んでいません。別の控えを使ってください。`,
        en: `${path.basename(file)} cannot be opened: ${en}. Nothing was written. Use another backup.`,
      },
      { cause },
    )
  }
}

function refuseOthers(front: BackupFront): void {
  const machine = `${process.platform}-${process.arch}`
  if (front.machine !== machine)
    throw new StartRefused({
      ja: `この控えは ${front.machine} のもので、${machine} では開けません。同じ種類のマシンで復元してください。`,
      en: `This backup is of ${front.machine} and cannot be opened on ${machine}. Restore it on a machine of the same kind.`,
    })
  if (!isNewer(front.version)) return
  throw new StartRefused({
    ja: `この控えは新しい版（${front.version}）のものです。この版は ${version} です。同じか、より新しい版の Banso で復元してください。`,
    en: `This backup was made by a newer Banso (${front.version}); this is ${version}. Restore it with that version or a newer one.`,
  })
}

function isNewer(other: string): boolean {
  return other.localeCompare(version, 'en', { numeric: true }) > 0
}

function noRoom(room: string, bytes: number, free: number): StartRefused {
  const [needs, has] = [megabytes(bytes * 1.2), megabytes(free)]
  return new StartRefused({
    ja: `ディスクの空きが足りません（${room}: 残り ${has} MB、必要 ${needs} MB）。何も書き込んでいません。`,
    en: `The disk is too full (${room}: ${has} MB free, ${needs} MB needed). Nothing was written.`,
  })
}
