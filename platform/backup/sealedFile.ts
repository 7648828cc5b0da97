import { createCipheriv, createDecipheriv, hkdfSync, randomBytes, scrypt } from 'node:crypto'
import { promisify } from 'node:util'
import { BackupUnreadable } from './unreadable.ts'

/** What stands at the front of a backup in the clear; everything behind it is sealed, and this is bound to it. */
export type BackupFront = {
  /** ISO 8601, UTC. */
  madeAt: string
  /** Of the Banso that made it. */
  version: string
  postgres: string
  /** `linux-x64`: a copy of a database's files can be opened on the same kind of machine only. */
  machine: string
  /** About how long the data is, in bytes. */
  bytes: number
  /** Of a piece of the log that follows a backup: which part of PostgreSQL's log it is. */
  log?: LogPart
}

/** A part of PostgreSQL's log: of which database, and from where to where, as LSNs (`0/3000000`). */
export type LogPart = { system: string; timeline: number; from: string; to: string }

type Salted = BackupFront & { salt: string }

const magic = 'banso backup 1\n'
const chunk = 1024 * 1024 // bytes of plain text sealed at once
const tag = 16
const frontAtMost = 4096
// OWASP's figures for scrypt: 128 MiB of memory for each guess.
const cost = { N: 2 ** 17, r: 8, p: 1, maxmem: 256 * 1024 * 1024 }
const derive = promisify(scrypt) as (text: string, salt: Buffer, length: number, cost: object) => Promise<Buffer>

/**
 * Makes a front and seals what follows it with a passphrase: scrypt, then AES-256-GCM in numbered chunks (STREAM). Files
 * that come every few seconds share a salt, and so the costly part; their fronts, no two the same, make keys of their own.
 */
export async function sealer(passphrase: string, front: BackupFront, salt = newSalt()) {
  const head = Buffer.from(`${magic}${JSON.stringify({ ...front, salt } satisfies Salted)}\n`)
  const key = await keyOf(passphrase, salt, head)
  return async function* seal(plain: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    yield head
    let number = 0
    for await (const { bytes, last } of inChunks(plain, chunk)) {
      const cipher = createCipheriv('aes-256-gcm', key, nonce(number++, last))
      yield Buffer.concat([cipher.update(bytes), cipher.final(), cipher.getAuthTag()])
    }
  }
}

/** What makes a guess at one passphrase worth nothing for another file. */
export const newSalt = () => randomBytes(16).toString('base64url')

/** The front of a backup, and where it ends. Throws BackupUnreadable where this is none. */
export function frontOf(start: Buffer): { front: BackupFront; end: number; salt: string } {
  if (!start.subarray(0, magic.length).equals(Buffer.from(magic))) throw new BackupUnreadable('no_backup')
  const end = start.indexOf(0x0a, magic.length) + 1
  if (end === 0 || end > frontAtMost) throw new BackupUnreadable('damaged')
  try {
    const { salt, ...front } = JSON.parse(start.subarray(magic.length, end).toString()) as Salted
    return { front, end, salt }
  } catch (cause) {
    throw new BackupUnreadable('damaged', { cause })
  }
}

/** Opens what was sealed, chunk by chunk; throws BackupUnreadable at the first that was changed, is missing or cut off. */
export async function opener(passphrase: string, start: Buffer) {
  const { end, salt } = frontOf(start)
  const key = await keyOf(passphrase, salt, start.subarray(0, end))
  return async function* open(sealed: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    let number = 0
    for await (const { bytes, last } of inChunks(sealed, chunk + tag)) {
      const decipher = createDecipheriv('aes-256-gcm', key, nonce(number, last))
      if (bytes.length < tag) throw new BackupUnreadable('damaged')
      decipher.setAuthTag(bytes.subarray(-tag))
      try {
        yield Buffer.concat([decipher.update(bytes.subarray(0, -tag)), decipher.final()])
      } catch (cause) {
        throw new BackupUnreadable(number === 0 ? 'passphrase' : 'damaged', { cause })
      }
      number++
    }
  }
}

// What was derived last: a log of thousands of pieces shares a salt.
let derived: { known: string; secret: Promise<Buffer> } | null = null

/** The front takes part in the key: a front that was changed opens nothing. */
async function keyOf(passphrase: string, salt: string, front: Buffer): Promise<Buffer> {
  const known = `${salt} ${passphrase.normalize('NFKC')}`
  if (derived?.known !== known)
    derived = { known, secret: derive(passphrase.normalize('NFKC'), Buffer.from(salt, 'base64url'), 32, cost) }
  const secret = await derived.secret
  return Buffer.from(hkdfSync('sha256', secret, Buffer.alloc(0), front, 32))
}

/** The number of a chunk and whether it is the last: none can be left out, put elsewhere or cut off unseen. */
function nonce(number: number, last: boolean): Buffer {
  const bytes = Buffer.alloc(12)
  bytes.writeUInt32BE(number, 7)
  bytes[11] = last ? 1 : 0
  return bytes
}

async function* inChunks(
  stream: AsyncIterable<Buffer>,
  size: number,
): AsyncGenerator<{ bytes: Buffer; last: boolean }> {
  let [held, length]: [Buffer[], number] = [[], 0]
  for await (const piece of stream) {
    held.push(piece)
    length += piece.length
    if (length <= size) continue // whether it is the last is known only once something follows
    let all = Buffer.concat(held)
    for (; all.length > size; all = all.subarray(size)) yield { bytes: all.subarray(0, size), last: false }
    ;[held, length] = [[all], all.length]
  }
  yield { bytes: Buffer.concat(held), last: true }
}
