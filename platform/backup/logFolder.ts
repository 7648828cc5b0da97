import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { checkBackup, readFront } from './backup.ts'
import type { BackupFront, LogPart } from './sealedFile.ts'
import { BackupUnreadable } from './unreadable.ts'

/** A piece of the log that follows a backup. */
export type Piece = { file: string; number: number; front: BackupFront & { log: LogPart } }

/** Where the log of a backup lies: beside it, under its name. */
export const logFolder = (backup: string) => `${backup.replace(/\.backup$/, '')}.log`

const named = /^(\d{8})\.piece$/

/** The file of a piece. */
export const pieceFile = (backup: string, number: number) =>
  path.join(logFolder(backup), `${String(number).padStart(8, '0')}.piece`)

/**
 * The pieces of a backup's log, those alone that follow one another without a gap. `broken`: there are others behind a gap,
 * or one that cannot be read.
 */
export async function piecesOf(backup: string): Promise<{ pieces: Piece[]; broken: boolean }> {
  const names = await readdir(logFolder(backup)).catch(() => [])
  const numbers = names.flatMap((name) => named.exec(name)?.[1] ?? []).map(Number)
  const pieces: Piece[] = []
  for (const number of numbers.sort((a, b) => a - b)) {
    const file = pieceFile(backup, number)
    const front = await readFront(file).catch(() => null)
    if (!front?.log || number !== pieces.length + 1) return { pieces, broken: true }
    const before = pieces.at(-1)?.front.log
    const follows = !before || (before.to === front.log.from && before.system === front.log.system)
    if (!follows) return { pieces, broken: true }
    pieces.push({ file, number, front: { ...front, log: front.log } })
  }
  return { pieces, broken: false }
}

/**
 * Reads every byte of a piece. `next`: where the first piece of a log must begin. Answers how long it is unpacked; throws
 * BackupUnreadable where it is not as it was written.
 */
export async function checkPiece({ file, front, number }: Piece, passphrase: string, next: string | undefined) {
  if (number === 1 && front.log.from !== next) throw new BackupUnreadable('damaged')
  return (await checkBackup(file, passphrase)).bytes
}
