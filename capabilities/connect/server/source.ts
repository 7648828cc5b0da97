import type { Files } from '#platform/files/files.ts'
import { decoding } from '../core/decode.ts'
import { delimitedReader, type RawRow } from '../core/delimited.ts'
import type { Reading } from '../core/reading.ts'

/** Rows of a file below its header, and how many of its bytes were read for them. */
export type RawBatch = { readonly rows: readonly RawRow[]; readonly bytes: number }

/**
 * The rows of a stored file in batches of exactly `size` (the last one is what remains), read piece by piece: no more
 * of the file is in memory than a batch. The batches of one reading are the same every time.
 */
export async function* rawBatches(
  files: Files,
  fileKey: string,
  reading: Reading,
  size: number,
): AsyncGenerator<RawBatch> {
  const decode = decoding(reading.encoding)
  const reader = delimitedReader(reading.delimiter)
  let rows: RawRow[] = []
  let bytes = 0
  const add = (more: readonly RawRow[]) => {
    for (const row of more) if (row.line > reading.headerLine) rows.push(row)
  }
  for await (const piece of await files.read(fileKey)) {
    const chunk = piece as Buffer
    bytes += chunk.length
    add(reader.push(decode.push(chunk)))
    while (rows.length >= size) {
      yield { rows: rows.slice(0, size), bytes }
      rows = rows.slice(size)
    }
  }
  add(reader.push(decode.end()))
  add(reader.end())
  while (rows.length > 0) {
    yield { rows: rows.slice(0, size), bytes }
    rows = rows.slice(size)
  }
}
