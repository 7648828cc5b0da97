import { createReadStream } from 'node:fs'
import { open, stat } from 'node:fs/promises'
import path from 'node:path'
import { diskOf, unwatchedDisk } from '#platform/files/disk.ts'
import type { Files } from '#platform/files/files.ts'

/** A file of the operator's disk under the port of stored files: read where it lies, never copied, never removed. */
export function fileInPlace(place: string): Files {
  return {
    save: async (content) => {
      content.destroy()
      return { key: place, size: (await stat(place)).size }
    },
    read: async (_key, start = 0) => createReadStream(place, { start }),
    head: async (_key, length) => {
      const file = await open(place)
      try {
        const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, 0)
        return buffer.subarray(0, bytesRead)
      } finally {
        await file.close()
      }
    },
    size: async () => (await stat(place)).size,
    remove: async () => {},
    room: async () => ({ stored: (await stat(place)).size, ...(await diskOf(path.dirname(place))) }),
    disk: unwatchedDisk(path.dirname(place)),
  }
}
