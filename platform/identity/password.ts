import { argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'

const argon2id = promisify(argon2)

// OWASP's first choice: 19 MiB, two passes, one lane; about 40 ms here. The figures are kept with each hash.
const cost = { memory: 19_456, passes: 2, parallelism: 1 }
const tagLength = 32

/** At this many hashings at once, further ones wait; at that many waiting, further ones are turned away. */
const running = 2
const waiting = 64
const queue: Array<() => void> = []
let busy = 0

/** Too many passwords are being checked right now to take another. */
export class TooBusy extends Error {}

/** The hash to keep of a password (argon2id, PHC string). Texts that look alike in Unicode count as the same. */
export async function hashPassword(password: string): Promise<string> {
  const nonce = randomBytes(16)
  const tag = await derive(password, nonce, cost, tagLength)
  return `$argon2id$v=19$m=${cost.memory},t=${cost.passes},p=${cost.parallelism}$${base64(nonce)}$${base64(tag)}`
}

/** Whether a password is the one a hash was made of; false as well where the hash is none of ours. */
export async function verifyPassword(password: string, hash: string): Promise<boolean> {
  const match = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([\w+/]+)\$([\w+/]+)$/.exec(hash)
  if (!match) return false
  const [, memory, passes, parallelism, nonce, tag] = match
  const expected = Buffer.from(tag!, 'base64')
  const parameters = { memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism) }
  return timingSafeEqual(await derive(password, Buffer.from(nonce!, 'base64'), parameters, expected.length), expected)
}

async function derive(password: string, nonce: Buffer, parameters: typeof cost, length: number): Promise<Buffer> {
  if (busy >= running) {
    if (queue.length >= waiting) throw new TooBusy('too many passwords are being checked')
    await new Promise<void>((resolve) => queue.push(resolve))
  } else busy++
  try {
    return await argon2id('argon2id', { ...parameters, message: password.normalize('NFKC'), nonce, tagLength: length })
  } finally {
    const next = queue.shift()
    if (next) next()
    else busy--
  }
}

function base64(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '')
}
