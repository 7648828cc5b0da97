import type { Taking } from '#kernel/taking.ts'

/** How the disk stands. `reserve`: whether the file that is removed when nothing else is left lies on it. */
export type DiskStanding = { taking: Taking; reserve: boolean }

/** What a look at the disk found: bytes free for us, and whether it takes a write. */
export type DiskLook = { free: number; writable: boolean }

const megabyte = 1024 ** 2

/** Bytes of the reserve: PostgreSQL's log grows by 16 MB at a time, and for some of these people can sign in and delete. */
export const reserveBytes = 128 * megabyte

/** Bytes that a database is not begun with less of: the reserve, and as much again as is needed to take everything in. */
export const leastToBegin = 512 * megabyte

const closesBelow = 256 * megabyte // beside the reserve: some seconds of the fastest load until the next look
const opensFrom = 320 * megabyte // more than that, so that it does not open and close with every file
const spendsBelow = 48 * megabyte

/**
 * How a disk stands after a look: what grows is refused while there is still room for what must go on, and the reserve is
 * given free when there is none. It is laid down again before everything is taken in.
 */
export function nextStanding(before: DiskStanding, { free, writable }: DiskLook): DiskStanding {
  if (!writable) return { ...before, taking: 'nothing' }
  const reserve = before.reserve ? free >= spendsBelow : free >= reserveBytes + 2 * spendsBelow
  const beside = before.reserve ? free : free - reserveBytes
  const enough = beside >= (before.taking === 'all' ? closesBelow : opensFrom)
  return { taking: reserve && enough ? 'all' : 'little', reserve }
}
