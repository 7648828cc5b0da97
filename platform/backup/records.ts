import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { BackupUnreadable } from './unreadable.ts'

/** What is at a place of a backup. The end says that nothing is missing, and what was counted. */
export type Entry<End> =
  | { kind: 'folder'; at: string }
  /** `from`: these bytes are a part of the file, and stand there in it. */
  | { kind: 'file'; at: string; size: number; from?: number }
  | { kind: 'end'; summary: End }

/** An entry on its way out of a backup; the bytes of a file are to be read before the next is asked for. */
export type Arrived<End> = { entry: Entry<End>; bytes: AsyncIterable<Buffer> }

const headAtMost = 16 * 1024 * 1024

/** An entry without bytes of a file. */
export function headOf(entry: Entry<unknown>): Buffer {
  const text = Buffer.from(JSON.stringify(entry))
  const length = Buffer.alloc(4)
  length.writeUInt32BE(text.length)
  return Buffer.concat([length, text])
}

/** A small file that is made here. */
export function* textRecord(at: string, text: string | Buffer): Generator<Buffer> {
  const bytes = Buffer.from(text)
  yield headOf({ kind: 'file', at, size: bytes.length })
  yield bytes
}

/**
 * A file of the disk, as long as it was when it was looked at: one that grows meanwhile is cut there, one that shrinks
 * is filled with zeros, and PostgreSQL's log puts both right. One that is gone is left out.
 */
export async function* fileRecord(at: string, place: string): AsyncGenerator<Buffer> {
  const file = await open(place).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw error
  })
  if (!file) return
  try {
    const { size } = await file.stat()
    yield headOf({ kind: 'file', at, size })
    let left = size
    if (size > 0) {
      const stream = createReadStream('', { fd: file, autoClose: false, end: size - 1, highWaterMark: 256 * 1024 })
      for await (const bytes of stream as AsyncIterable<Buffer>) {
        left -= bytes.length
        yield bytes
      }
    }
    for (; left > 0; left -= Math.min(left, 65_536)) yield Buffer.alloc(Math.min(left, 65_536))
  } finally {
    await file.close()
  }
}

/** Reads entries in their order. Throws BackupUnreadable where the stream ends before the last. */
export async function* entriesOf<End>(stream: AsyncIterable<Buffer>): AsyncGenerator<Arrived<End>> {
  const bytes = reader(stream)
  for (;;) {
    const length = (await bytes.exactly(4)).readUInt32BE()
    if (length > headAtMost) throw new BackupUnreadable('damaged')
    const entry = JSON.parse((await bytes.exactly(length)).toString()) as Entry<End>
    const body = bytes.next(entry.kind === 'file' ? entry.size : 0)
    yield { entry, bytes: body }
    for await (const _ of body); // what nobody wanted is passed over
    if (entry.kind === 'end') return
  }
}

function reader(stream: AsyncIterable<Buffer>) {
  const source = stream[Symbol.asyncIterator]()
  let held: Buffer = Buffer.alloc(0)
  const more = async () => {
    const { value, done } = await source.next()
    if (done) throw new BackupUnreadable('damaged')
    return value
  }
  const take = async (most: number): Promise<Buffer> => {
    while (held.length === 0) held = await more()
    const piece = held.subarray(0, most)
    held = held.subarray(piece.length)
    return piece
  }
  async function* next(size: number): AsyncGenerator<Buffer> {
    for (let left = size; left > 0; ) {
      const piece = await take(left)
      left -= piece.length
      yield piece
    }
  }
  const exactly = async (size: number) => {
    const pieces: Buffer[] = []
    for await (const piece of next(size)) pieces.push(piece)
    return Buffer.concat(pieces)
  }
  return { next, exactly }
}
