import fs from 'node:fs'

const block = 4096 // bytes that a drive writes whole or not at all
const cacheSize = 64 * 1024 * 1024

/** What a drive holds: what it wrote for good, and what lies in its cache until it is told to write that. */
export type Platter = {
  read: (offset: number, size: number) => Buffer
  write: (offset: number, bytes: Buffer) => void
  flush: () => void
  /** What lies in its cache, block by block. */
  cached: () => { offset: number; bytes: Buffer }[]
}

/**
 * `live` is what whoever reads is shown, `kept` what was written for good; both are the same file system to begin with. A
 * full cache is written before it is told to, the oldest first, as drives do.
 */
export function platterOf(live: string, kept: string): Platter {
  const [shown, durable] = [fs.openSync(live, 'r+'), fs.openSync(kept, 'r+')]
  const cache: { offset: number; bytes: Buffer }[] = []
  const held = { bytes: 0 }
  const writeOldest = () => {
    const { offset, bytes } = cache.shift()!
    held.bytes -= bytes.length
    fs.writeSync(durable, bytes, 0, bytes.length, offset)
  }
  return {
    read: (offset, size) => {
      const bytes = Buffer.alloc(size)
      fs.readSync(shown, bytes, 0, size, offset)
      return bytes
    },
    write: (offset, bytes) => {
      fs.writeSync(shown, bytes, 0, bytes.length, offset)
      cache.push({ offset, bytes: Buffer.from(bytes) })
      held.bytes += bytes.length
      while (held.bytes > cacheSize) writeOldest()
    },
    flush: () => {
      while (cache.length > 0) writeOldest()
    },
    cached: () =>
      cache.flatMap(({ offset, bytes }) =>
        Array.from({ length: Math.ceil(bytes.length / block) }, (_, i) => ({
          offset: offset + i * block,
          bytes: bytes.subarray(i * block, (i + 1) * block),
        })),
      ),
  }
}
