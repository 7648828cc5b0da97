import { type FileHandle, open, rename } from 'node:fs/promises'
import { setTimeout as wait } from 'node:timers/promises'

const longest = 50_000_000 // bytes; one older file of that length is kept
const waitingAtMost = 20_000 // lines, while a disk does not answer
const farewell = 2000 // ms for the last lines

/** A file that lines are added to. */
export type Lines = { write: (line: string) => void; close: () => Promise<void> }

/**
 * Adds lines to a file in the background. Lines that the disk does not take are lost, and nobody waits for them: pino's
 * own file goes on trying on a full disk, and keeps the process from doing anything else, its end included.
 */
export async function openLines(file: string): Promise<Lines> {
  let handle = await open(file, 'a', 0o600)
  let size = (await handle.stat()).size
  let waiting: string[] = []
  let broken = false // what came last may be half a line
  let writing: Promise<void> | null = null

  const turn = async () => {
    if (size < longest) return
    await rename(file, `${file}.1`)
    const old: FileHandle = handle
    handle = await open(file, 'a', 0o600)
    size = 0
    await old.close()
  }
  const writeAll = async () => {
    while (waiting.length > 0) {
      const text = (broken ? '\n' : '') + waiting.join('')
      waiting = []
      try {
        await turn()
        await handle.appendFile(text)
        size += Buffer.byteLength(text)
        broken = false
      } catch {
        broken = true
      }
    }
    writing = null
  }
  return {
    write: (line) => {
      if (waiting.length < waitingAtMost) waiting.push(line)
      writing ??= writeAll()
    },
    close: async () => {
      const late = new AbortController()
      await Promise.race([writing, wait(farewell, undefined, { signal: late.signal }).catch(() => {})])
      late.abort()
      if (!writing) await handle.close().catch(() => {}) // a disk that does not take lines need not take this
    },
  }
}
