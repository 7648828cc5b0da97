import { execFile } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/**
 * Takes all space of a disk, to the last block, whatever is reserved for root included; what is there by now is kept. What
 * others free meanwhile is theirs.
 */
export async function fill(ballast: string): Promise<void> {
  const { bfree, bsize } = fs.statfsSync(path.dirname(ballast))
  const size = fs.statSync(ballast, { throwIfNoEntry: false })?.size ?? 0
  const free = bfree * bsize
  if (free > 4_000_000) await run('fallocate', ['--length', String(size + free - 2_000_000), ballast]).catch(() => {}) // the rest is written
  const taken = (fs.statSync(ballast, { throwIfNoEntry: false })?.size ?? 0) - size
  const file = fs.openSync(ballast, 'a')
  try {
    const block = Buffer.alloc(bsize, 1)
    for (let left = free - taken; left > 0; left -= bsize) fs.writeSync(file, block)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error
  } finally {
    fs.closeSync(file)
  }
}

/** Whether the file system takes a write down to the disk. */
export function isWritable(place: string): boolean {
  try {
    fs.writeFileSync(path.join(place, 'probe'), 'x', { flush: true })
    return true
  } catch {
    return false
  }
}
