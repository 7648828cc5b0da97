import { createHash } from 'node:crypto'
import fs from 'node:fs'
import type pg from 'pg'
import { checkBackup, writeSealed } from '#platform/backup/backup.ts'
import { type HeldLog, nameLogPoint, pieceOf } from '#platform/backup/follow.ts'
import { logFolder, pieceFile, piecesOf } from '#platform/backup/logFolder.ts'
import { lsnOf } from '#platform/backup/lsn.ts'
import type { Made } from './makeBackup.ts'
import { version } from './version.ts'

/** A backup and how far its log was followed. */
export type Followed = {
  file: string
  /** When the backup was made, and its newest piece: ms since 1970. */
  madeAt: number
  at: number
  pieces: number
  /** Where the next piece begins. */
  next: bigint
  /** Of which database; null: no piece says so yet. */
  of: { system: string; timeline: number } | null
}

export type Following = { data: string; passphrase: string; salt: string; signal: AbortSignal }

/** The log of a database is kept for each folder that follows it apart. */
export const slotFor = (place: string) =>
  `banso_follow_${createHash('sha256').update(place).digest('hex').slice(0, 12)}`

/** A backup that was just made. */
export const followedFrom = ({ file, madeAt, next }: Made): Followed => {
  const at = Date.parse(madeAt)
  return { file, madeAt: at, at, pieces: 0, next: lsnOf(next), of: null }
}

/** The newest backup of a folder whose log can be gone on with: a follower that was stopped does not begin anew. */
export async function newestFollowed(backups: readonly string[], passphrase: string): Promise<Followed | null> {
  const file = backups.at(-1)
  if (!file) return null
  const { pieces, broken } = await piecesOf(file)
  const [first, last] = [pieces[0], pieces.at(-1)]
  // One that another passphrase sealed, or that is damaged, would make all that follows it worthless.
  if (broken || !first || !last || !(await opens(last.file, passphrase))) return null
  const { log, madeAt } = last.front
  return {
    file,
    madeAt: fs.statSync(file).mtimeMs,
    at: Date.parse(madeAt),
    pieces: pieces.length,
    next: lsnOf(log.to),
    of: log,
  }
}

const opens = (file: string, passphrase: string) =>
  checkBackup(file, passphrase).then(
    () => true,
    () => false,
  )

/** Whether the log that is there goes on where the newest piece ends. */
export function goesOn({ of, next }: Followed, held: HeldLog): boolean {
  return (
    held.from <= next &&
    next <= held.to &&
    (of === null || (of.system === held.system && of.timeline === held.timeline))
  )
}

/** Writes the next piece, where anything happened since the last. */
export async function follow(
  followed: Followed,
  held: HeldLog,
  client: pg.Client,
  given: Following,
): Promise<Followed> {
  if (held.to === followed.next) return followed
  const at = Date.now()
  const { point, log } = await nameLogPoint(client, held, followed.next)
  const number = followed.pieces + 1
  fs.mkdirSync(logFolder(followed.file), { recursive: true, mode: 0o700 })
  const { rows } = await client.query<{ postgres: string }>(`select current_setting('server_version') as postgres`)
  const bytes = Number(lsnOf(log.to) - followed.next)
  const machine = `${process.platform}-${process.arch}`
  await writeSealed(
    {
      file: pieceFile(followed.file, number),
      passphrase: given.passphrase,
      salt: given.salt,
      front: { madeAt: new Date(at).toISOString(), version, postgres: rows[0]!.postgres, machine, bytes, log },
      signal: given.signal,
    },
    pieceOf({
      dataDirectory: fs.realpathSync(given.data),
      log,
      segment: held.segment,
      point,
      since: followed.at - lag,
    }),
  )
  return { ...followed, at, pieces: number, next: lsnOf(log.to), of: log }
}

const lag = 5000 // ms: clocks of disks are not ours
