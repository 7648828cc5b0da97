import { createHash } from 'node:crypto'

/**
 * An identifier made of what a thing stands for, always the same for the same texts (as UUID version 5, RFC 9562, has
 * them): a mail that is worked out twice is one mail.
 */
export function stableId(...texts: readonly string[]): string {
  const bytes = createHash('sha1')
    .update(`banso outreach ${texts.join(' ')}`)
    .digest()
    .subarray(0, 16)
  bytes[6] = (bytes[6]! & 0x0f) | 0x50
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  const hex = bytes.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
