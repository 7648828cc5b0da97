import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import type { Database } from '#platform/database/scope.ts'
import { keyRing } from './keyRing.ts'

/**
 * Seals a secret that somebody else gave out and that has to be read again (AES-256-GCM), with the newest key, whose number
 * stands before it. The key lies where the role that serves requests does not see it: who reads a workspace's rows, or an
 * export of them, has nothing.
 */
export async function seal(database: Database, text: string): Promise<string> {
  const [{ number, key }] = await keyRing(database)
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  const bytes = Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url')
  return number === 1 ? bytes : `${number}.${bytes}`
}

/** What was sealed; throws where it was tampered with, or its key is there no more. */
export async function unseal(database: Database, sealed: string): Promise<string> {
  const number = keyNumber(sealed)
  const found = (await keyRing(database, number)).find((one) => one.number === number)
  if (!found) throw new Error(`the key ${number} that this was sealed with is gone`)
  const bytes = Buffer.from(sealed.slice(sealed.indexOf('.') + 1), 'base64url')
  const decipher = createDecipheriv('aes-256-gcm', found.key, bytes.subarray(0, 12))
  decipher.setAuthTag(bytes.subarray(12, 28))
  return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8')
}

/** The key that something was sealed with, by its number. */
export function keyNumber(sealed: string): number {
  return sealed.includes('.') ? Number(sealed.slice(0, sealed.indexOf('.'))) : 1
}
