import { promisify } from 'node:util'
import zlib from 'node:zlib'
import { isOverwhelming } from '#platform/http/jsonShape.ts'

/** The request cannot be read; `rule` is a key of the interface's texts. */
export class Unreadable extends Error {
  readonly status: number
  readonly rule: string
  /** Where in the body, in characters from 1; null where there is no such place. */
  readonly at: number | null

  constructor(status: number, rule: string, message: string, at: number | null = null) {
    super(message)
    this.status = status
    this.rule = rule
    this.at = at
  }
}

/** Bytes a body may have on the wire, and unpacked: a batch of Segment is 500 kB, history is brought in larger ones. */
export const wireAtMost = 8 * 1024 * 1024
const unpackedAtMost = 32 * 1024 * 1024

const unpackers = {
  gzip: promisify<Buffer, zlib.ZlibOptions, Buffer>(zlib.gunzip),
  deflate: promisify<Buffer, zlib.ZlibOptions, Buffer>(zlib.inflate),
  br: promisify<Buffer, zlib.BrotliOptions, Buffer>(zlib.brotliDecompress),
  zstd: promisify<Buffer, zlib.ZstdOptions, Buffer>(zlib.zstdDecompress),
}

/** How many bodies that may be large are unpacked and read at once: each may take forty times its size on the wire. */
const largeAtOnce = 4
const large = 512 * 1024
const free = { places: largeAtOnce, waiting: [] as (() => void)[] }

/**
 * The JSON of a body. What it is labelled as is not believed: SDKs send gzip as a form, and JSON as text. Unpacking stops
 * at its limit, and what would keep others waiting is not read, so that a bomb costs no more than a large batch.
 */
export async function readJson(body: Buffer, encoding: string | undefined): Promise<unknown> {
  const how = packing(body, encoding?.trim().toLowerCase())
  if (how === null && body.length < large) return readPlain(body)
  if (free.places === 0) await new Promise<void>((resolve) => free.waiting.push(resolve))
  else free.places--
  try {
    return await readPlain(how === null ? body : await unpack(body, how))
  } finally {
    const next = free.waiting.shift()
    if (next) setImmediate(next)
    else free.places++
  }
}

async function readPlain(body: Buffer): Promise<unknown> {
  if (await isOverwhelming(body)) throw new Unreadable(413, 'too_complex', 'the body is too deep or has too many parts')
  const text = body.toString()
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new Unreadable(400, 'not_json', 'the body is not JSON', placeIn(text, (error as Error).message))
  }
}

// The engine tells the place in words, if at all.
function placeIn(text: string, told: string): number | null {
  if (told.includes('Unexpected end')) return text.length + 1
  const position = /position (\d+)/.exec(told)?.[1]
  return position === undefined ? null : Number(position) + 1
}

function packing(body: Buffer, encoding: string | undefined): keyof typeof unpackers | null {
  const gzip = body[0] === 0x1f && body[1] === 0x8b
  const named = encoding === 'x-gzip' ? 'gzip' : encoding
  const how = gzip ? 'gzip' : named
  if (how === undefined || how === 'identity' || how === '' || (how === 'gzip' && !gzip)) return null
  if (!(how in unpackers)) throw new Unreadable(415, 'unknown_encoding', `the content encoding ${how} is not known`)
  return how as keyof typeof unpackers
}

async function unpack(body: Buffer, how: keyof typeof unpackers): Promise<Buffer> {
  try {
    return await unpackers[how](body, { maxOutputLength: unpackedAtMost })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE')
      throw new Unreadable(413, 'too_large', `the body is larger than ${unpackedAtMost} bytes when unpacked`)
    throw new Unreadable(400, 'not_unpacked', `the body cannot be unpacked as ${how}`)
  }
}
