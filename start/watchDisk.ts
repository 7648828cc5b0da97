import { open } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { Logger } from 'pino'
import { type DiskLook, type DiskStanding, nextStanding, reserveBytes } from '#capabilities/limits/core/disk.ts'
import { type Disk, diskOf } from '#platform/files/disk.ts'
import { reserveIn } from '#platform/files/reserve.ts'

const every = 1000 // ms
const patience = 5000 // ms after which a disk that does not answer counts as one that takes nothing

export type WatchedDisk = Disk & { stop: () => Promise<void> }

/** Looks at the disk of a folder once a second, and holds a reserve on it. Resolves after the first look. */
export async function watchDisk(directory: string, log: Logger): Promise<WatchedDisk> {
  const reserve = reserveIn(directory, reserveBytes)
  const stopping = new AbortController()
  let standing: DiskStanding = { taking: 'all', reserve: await reserve.lies() }

  let asked: Promise<DiskLook> | null = null
  const look = async () => {
    // A disk that hangs is not asked again before it answers.
    asked ??= lookAt(directory, standing.taking === 'nothing').finally(() => (asked = null))
    const found = await inTime(asked)
    const next = nextStanding(standing, found)
    if (next.taking !== standing.taking)
      log.warn({ part: 'disk', ...next, free: found.free }, 'what is taken in changed')
    const { reserve: laid } = standing
    standing = { ...next, reserve: laid }
    if (next.reserve !== laid) {
      await (next.reserve ? reserve.lay() : reserve.giveFree())
      standing = { ...standing, reserve: next.reserve }
    }
  }
  const careful = () =>
    look().catch((error: unknown) => log.error({ part: 'disk', err: error }, 'the reserve could not be seen to'))

  const first = careful()
  const watching = (async () => {
    await first
    while (!stopping.signal.aborted) {
      await wait(every, undefined, { signal: stopping.signal }).catch(() => {})
      if (!stopping.signal.aborted) await careful()
    }
  })()
  await Promise.race([first, wait(every)])
  return {
    taking: () => standing.taking,
    room: () => diskOf(directory),
    stop: async () => {
      stopping.abort()
      await Promise.race([watching, wait(patience, undefined, { ref: false })])
    },
  }
}

/** A disk that does not answer counts as one that takes nothing. */
async function inTime(look: Promise<DiskLook>): Promise<DiskLook> {
  const late = new AbortController()
  const gone = wait(patience, { free: 0, writable: false }, { signal: late.signal, ref: false })
  gone.catch(() => {})
  try {
    return await Promise.race([look, gone])
  } finally {
    late.abort()
  }
}

/** `thoroughly`: down to the disk itself, which is worth its time only where it failed before. */
async function lookAt(directory: string, thoroughly: boolean): Promise<DiskLook> {
  try {
    const { free } = await diskOf(directory)
    const full = await writes(path.join(directory, '.writable'), thoroughly)
    return { free: full ? 0 : free, writable: true }
  } catch {
    return { free: 0, writable: false }
  }
}

const fullCodes = new Set(['ENOSPC', 'EDQUOT'])

/** Whether a write finds no space; throws where it fails for another reason. */
async function writes(file: string, thoroughly: boolean): Promise<boolean> {
  try {
    const handle = await open(file, 'a+', 0o600)
    try {
      await handle.truncate(0)
      await handle.writeFile('x')
      if (thoroughly) await handle.sync()
    } finally {
      await handle.close()
    }
    return false
  } catch (error) {
    if (fullCodes.has((error as NodeJS.ErrnoException).code ?? '')) return true
    throw error
  }
}
