import { statfs } from 'node:fs/promises'
import type { Taking } from '#kernel/taking.ts'

/** The disk that the data lies on. */
export type Disk = {
  /** What is taken in, as the last look at it found. */
  readonly taking: () => Taking
  /** How large it is, and what is free on it for us, in bytes. */
  readonly room: () => Promise<{ size: number; free: number }>
}

/** A disk that nobody watches: everything is taken in until it refuses by itself. */
export function unwatchedDisk(directory: string): Disk {
  return { taking: () => 'all', room: () => diskOf(directory) }
}

/**
 * How large the disk of a folder is for us, and what is free on it, in bytes. What the file system keeps for its owner alone
 * counts as neither, as in `df`.
 */
export async function diskOf(directory: string): Promise<{ size: number; free: number }> {
  const { blocks, bfree, bavail, bsize } = await statfs(directory)
  return { size: (blocks - bfree + bavail) * bsize, free: bavail * bsize }
}
