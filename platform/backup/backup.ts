import { createReadStream, createWriteStream } from 'node:fs'
import { open, rename, rm, stat, statfs } from 'node:fs/promises'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createZstdCompress, createZstdDecompress } from 'node:zlib'
import { type CopyOptions, copyOf, type Summary } from './copy.ts'
import { type Arrived, entriesOf } from './records.ts'
import { type BackupFront, frontOf, opener, sealer } from './sealedFile.ts'
import { BackupUnreadable } from './unreadable.ts'

export type SealOptions = {
  file: string
  passphrase: string
  front: BackupFront
  /** Of files that come one after the other: theirs together. */
  salt?: string
  /** Told how many bytes of data were read so far. */
  onProgress?: (bytes: number) => void
  signal: AbortSignal
}

/** Writes a backup of everything. Answers its length in bytes and what it ends with. */
export async function writeBackup(options: SealOptions & CopyOptions): Promise<{ size: number; summary: Summary }> {
  let summary: Summary | undefined
  const copy = async function* () {
    summary = yield* copyOf(options)
  }
  return { size: await writeSealed(options, copy()), summary: summary! }
}

/**
 * Writes records into one file, compressed and sealed. It bears its name only once it is whole and on the disk; what breaks
 * off is removed again. Answers its length in bytes.
 */
export async function writeSealed(options: SealOptions, records: AsyncIterable<Buffer>): Promise<number> {
  const { file, signal, onProgress = () => {} } = options
  const draft = `${file}.part`
  const seal = await sealer(options.passphrase, options.front, options.salt)
  try {
    await pipeline(
      counted(records, onProgress),
      createZstdCompress(),
      seal,
      createWriteStream(draft, { mode: 0o600, flush: true }),
      { signal },
    )
    await rename(draft, file)
    await synced(path.dirname(file))
  } catch (error) {
    await rm(draft, { force: true })
    throw error
  }
  return (await stat(file)).size
}

/** What a file says of itself at its front. Throws BackupUnreadable where it is no backup. */
export async function readFront(file: string): Promise<BackupFront> {
  return frontOf(await startOf(file)).front
}

/** The entries of a backup as they come. Throws BackupUnreadable at the first byte that is not as it was written. */
export async function* readBackup(file: string, passphrase: string): AsyncGenerator<Arrived<Summary>> {
  const start = await startOf(file)
  const unseal = await opener(passphrase, start)
  const sealed = createReadStream(file, { start: frontOf(start).end, highWaterMark: 256 * 1024 })
  const plain = createZstdDecompress()
  const flowing = pipeline(sealed, unseal, plain)
  flowing.catch(() => {}) // it is told below, by whoever reads on
  try {
    for await (const arrived of entriesOf<Summary>(plain as AsyncIterable<Buffer>)) yield arrived
    await flowing
  } catch (error) {
    if (error instanceof BackupUnreadable) throw error
    // Compressed data cannot be wrong where every chunk was proven: what broke is the chunk before.
    const cause = await flowing.then(
      () => error,
      (first: unknown) => first,
    )
    throw cause instanceof BackupUnreadable ? cause : error
  } finally {
    sealed.destroy()
    plain.destroy()
  }
}

/** Reads a backup to its end and answers what it ends with: every byte was looked at, and nothing was written. */
export async function checkBackup(
  file: string,
  passphrase: string,
): Promise<{ summary: Summary; bytes: number; entries: number }> {
  let [bytes, entries] = [0, 0]
  for await (const { entry } of readBackup(file, passphrase)) {
    if (entry.kind === 'file') bytes += entry.size
    if (entry.kind === 'end') return { summary: entry.summary, bytes, entries }
    entries++
  }
  throw new BackupUnreadable('damaged')
}

/** Bytes free on the disk of a folder. */
export async function freeAt(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder)
  return bavail * bsize
}

async function startOf(file: string): Promise<Buffer> {
  const handle = await open(file)
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(4096), 0, 4096, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await handle.close()
  }
}

async function* counted(records: AsyncIterable<Buffer>, tell: (bytes: number) => void): AsyncGenerator<Buffer> {
  let read = 0
  for await (const bytes of records) {
    tell((read += bytes.length))
    yield bytes
  }
}

async function synced(folder: string): Promise<void> {
  const handle = await open(folder)
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
