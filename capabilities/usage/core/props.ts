import type { Props, Refusal } from './event.ts'

const deepest = 12
const keysAtMost = 300
const textAtMost = 32_768

/**
 * Properties as they can be kept: an object of JSON values without what no store takes (NUL characters, halves of
 * surrogate pairs, empty keys). Refused where it is no object, nested deeper than 12, or larger than 32 KiB as JSON.
 */
export function readProps(value: unknown, field: string): { props: Props } | { refusal: Refusal } {
  if (value === undefined || value === null) return { props: {} }
  if (typeof value !== 'object' || Array.isArray(value)) return { refusal: { field, rule: 'not_an_object' } }
  const budget = { keys: keysAtMost, text: textAtMost }
  const read = readValue(value, deepest, budget)
  if (read === tooMuch)
    return { refusal: { field, rule: budget.keys < 0 || budget.text < 0 ? 'too_large' : 'too_deep' } }
  return { props: read as Props }
}

const tooMuch = Symbol('too much')

function readValue(value: unknown, depth: number, budget: { keys: number; text: number }): unknown {
  if (typeof value === 'string') {
    budget.text -= value.length
    return budget.text < 0 ? tooMuch : cleanText(value)
  }
  if (typeof value !== 'object' || value === null) return value
  if (depth === 0) return tooMuch
  if (Array.isArray(value)) {
    const out: unknown[] = []
    for (const entry of value) {
      budget.text -= 2
      const read = readValue(entry, depth - 1, budget)
      if (read === tooMuch || budget.text < 0) return tooMuch
      out.push(read)
    }
    return out
  }
  const out: Record<string, unknown> = {}
  for (const [key, entry] of Object.entries(value)) {
    if (key === '') continue
    budget.keys--
    budget.text -= key.length
    if (budget.keys < 0 || budget.text < 0) return tooMuch
    const read = readValue(entry, depth - 1, budget)
    if (read === tooMuch) return tooMuch
    // `__proto__` as a plain key, not as the prototype.
    Object.defineProperty(out, cleanText(key), { value: read, enumerable: true, configurable: true, writable: true })
  }
  return out
}

/** A text without NUL characters and halves of surrogate pairs. */
export function cleanText(text: string): string {
  return text.isWellFormed() && !text.includes('\0') ? text : text.toWellFormed().replaceAll('\0', '')
}
