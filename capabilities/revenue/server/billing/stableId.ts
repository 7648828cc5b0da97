import { hash } from 'node:crypto'

/** An id that follows from what a thing is: whoever derives it again, in whatever order, means the same row (UUID version 8). */
export function stableId(...parts: readonly string[]): string {
  const hex = hash('sha256', JSON.stringify(parts)).slice(0, 32).split('')
  hex[12] = '8'
  hex[16] = '89ab'[Number.parseInt(hex[16]!, 16) & 3]!
  const text = hex.join('')
  return `${text.slice(0, 8)}-${text.slice(8, 12)}-${text.slice(12, 16)}-${text.slice(16, 20)}-${text.slice(20)}`
}
