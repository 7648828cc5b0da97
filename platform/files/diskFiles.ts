import { randomBytes } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { type Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { type Disk, diskOf, unwatchedDisk } from './disk.ts'
import { type FileKey, FileMissing, type Files, FileTooLarge } from './files.ts'

const keyForm = /^[0-9a-f]{32}$/
const unfinished = '.part'

/** Files in a folder on disk, which is made where it is missing. What an earlier crash left half-written is removed. */
export async function diskFiles(directory: string, disk: Disk = unwatchedDisk(directory)): Promise<Files> {
  await mkdir(directory, { recursive: true, mode: 0o700 })
  for (const name of await readdir(directory)) {
    if (name.endsWith(unfinished)) await rm(path.join(directory, name), { force: true })
  }
  const placeOf = (key: FileKey) => {
    if (!keyForm.test(key)) throw new FileMissing(key)
    return path.join(directory, key)
  }
  return {
    save: async (content, limit) => {
      const key = randomBytes(16).toString('hex')
      const draft = placeOf(key) + unfinished
      try {
        const size = await writeWhole(content, draft, limit)
        await rename(draft, placeOf(key))
        return { key, size }
      } catch (error) {
        await rm(draft, { force: true })
        throw error
      }
    },
    read: async (key, start = 0) => {
      await sizeOf(placeOf(key), key)
      return createReadStream(placeOf(key), { start })
    },
    head: async (key, length) => {
      await sizeOf(placeOf(key), key)
      const file = await open(placeOf(key))
      try {
        const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, 0)
        return buffer.subarray(0, bytesRead)
      } finally {
        await file.close()
      }
    },
    size: (key) => sizeOf(placeOf(key), key),
    remove: (key) => rm(placeOf(key), { force: true }),
    room: async () => ({ stored: await storedIn(directory), ...(await diskOf(directory)) }),
    disk,
  }
}

async function storedIn(directory: string): Promise<number> {
  let stored = 0
  for (const name of await readdir(directory)) {
    if (keyForm.test(name)) stored += (await stat(path.join(directory, name)).catch(() => ({ size: 0 }))).size
  }
  return stored
}

/** Returns the length in bytes, once they are on the disk and not only in its cache. */
async function writeWhole(content: Readable, place: string, limit: number): Promise<number> {
  let size = 0
  const measure = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      size += chunk.length
      if (size > limit) done(new FileTooLarge(limit))
      else done(null, chunk)
    },
  })
  await pipeline(content, measure, createWriteStream(place, { mode: 0o600, flush: true }))
  return size
}

async function sizeOf(place: string, key: FileKey): Promise<number> {
  try {
    return (await stat(place)).size
  } catch (cause) {
    throw new FileMissing(key, { cause })
  }
}
