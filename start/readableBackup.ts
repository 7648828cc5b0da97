import fs from 'node:fs'
import path from 'node:path'
import { checkBackup, freeAt, readFront } from '#platform/backup/backup.ts'
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
 * Reads a backup from its first byte to its last, and sees that it can be opened here, by this version, with the room
 * there is. Nothing is written. Throws StartRefused with the reason.
 */
export async function proveReadable(file: string, passphrase: string, room: string) {
  if (!fs.statSync(file, { throwIfNoEntry: false })?.isFile())
    throw new StartRefused({ ja: `控えのファイルがありません: ${file}`, en: `There is no such backup: ${file}` })
  const front = await readable(file, () => readFront(file))
  refuseOthers(front)
  const { bytes, summary } = await readable(file, () => checkBackup(file, passphrase))
  const free = await freeAt(room)
  if (free < bytes * 1.2) throw noRoom(room, bytes, free)
  return { front, bytes, summary }
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
