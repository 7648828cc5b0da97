import type { FactDefinition, FactValue } from '#capabilities/facts/core/fact.ts'
import { type AccountId, isId } from '#kernel/id.ts'

/** An order of a list: by a fact, missing values last in either direction, accounts that are alike by their id. */
export type Sort = { key: string; descending: boolean }

/** `-contract.arr` is by ARR, descending. */
export function parseSort(text: string): Sort {
  return text.startsWith('-') ? { key: text.slice(1), descending: true } : { key: text, descending: false }
}

/** The keys in a text separated by commas, each once. */
export function parseKeys(text: string | undefined): string[] {
  return [...new Set((text ?? '').split(',').map((key) => key.trim()))].filter((key) => key !== '')
}

/** Where a page of a list ended: after this value (null: among the missing ones) and this account. */
export type Cursor = { value: FactValue; id: AccountId }

/** A cursor as it is sent: opaque, safe in an address. */
export function writeCursor(cursor: Cursor): string {
  const bytes = new TextEncoder().encode(JSON.stringify([cursor.value, cursor.id]))
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '')
}

/** The cursor that a text holds, or null where it is none of ours. */
export function readCursor(text: string): Cursor | null {
  try {
    const bytes = Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (char) => char.charCodeAt(0))
    const read: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
    if (!Array.isArray(read) || read.length !== 2 || typeof read[1] !== 'string' || !isId(read[1])) return null
    const value: unknown = read[0]
    const plain = value === null || ['string', 'number', 'boolean'].includes(typeof value)
    return plain ? { value: value as FactValue, id: read[1] as AccountId } : null
  } catch {
    return null
  }
}

/** Whether a list can be in the order of a fact: everything but lists has one. */
export function isSortable(fact: FactDefinition): boolean {
  return fact.type !== 'list'
}

/** Whether sums of a fact mean something: counts, amounts and money, not days, points or percentages. */
export function isSummable(fact: FactDefinition): boolean {
  if (fact.type === 'money') return true
  return (
    fact.type === 'number' && !fact.derived && fact.unit !== 'days' && fact.unit !== 'points' && fact.unit !== 'percent'
  )
}

/**
 * The pairs of neighbouring characters of a needle (or the one character it has): all of them stand in a text that
 * contains it.
 */
export function gramsOf(needle: string): string[] {
  const characters = Array.from(needle)
  if (characters.length === 1) return characters
  return [...new Set(characters.slice(1).map((character, at) => `${characters[at]}${character}`))]
}
