import type { Props, Refusal } from './event.ts'

const deepest = 12
const keysAtMost = 300
const textAtMost = 32_768

const noProps: Props = Object.freeze({})

/**
 * Properties as they can be kept: an object of JSON values without what no store takes (NUL characters, halves of
 * surrogate pairs, empty keys). Refused where it is no object, nested deeper than 12, or larger than 32 KiB as JSON.
 */
export function readProps(value: unknown, field: string): { props: Props } | { refusal: Refusal } {
  if (value === undefined || value === null) return { props: noProps }
  if (typeof value !== 'object' || Array.isArray(value)) return { refusal: { field, rule: 'not_an_object' } }
  const look: Look = { keys: keysAtMost, text: textAtMost, tooDeep: false, clean: true }
  lookInto(value, deepest, look)
  if (look.keys < 0 || look.text < 0) return { refusal: { field, rule: 'too_large' } }
  if (look.tooDeep) return { refusal: { field, rule: 'too_deep' } }
  // Nearly all are clean, and stay the object they are: this is done for every event.
  return { props: look.clean ? (value as Props) : (cleaned(value) as Props) }
}

/** What is left of the bounds while a value is looked through, and what was found. */
type Look = { keys: number; text: number; tooDeep: boolean; clean: boolean }

function lookInto(value: unknown, depth: number, look: Look): void {
  if (look.keys < 0 || look.text < 0 || look.tooDeep) return
  if (typeof value === 'string') {
    look.text -= value.length
    if (look.clean && !isClean(value)) look.clean = false
  } else if (typeof value === 'object' && value !== null) {
    if (depth === 0) {
      look.tooDeep = true
    } else if (Array.isArray(value)) {
      look.text -= 2 * value.length
      for (const entry of value) lookInto(entry, depth - 1, look)
    } else {
      for (const key of Object.keys(value)) {
        look.keys--
        look.text -= key.length
        if (look.clean && (key === '' || !isClean(key))) look.clean = false
        lookInto((value as Props)[key], depth - 1, look)
      }
    }
  }
}

function cleaned(value: unknown): unknown {
  if (typeof value === 'string') return cleanText(value)
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(cleaned)
  // Built from entries: `__proto__` stays a plain key.
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, entry]) => (key === '' ? [] : [[cleanText(key), cleaned(entry)]])),
  )
}

function isClean(text: string): boolean {
  return text.isWellFormed() && !text.includes('\0')
}

/** A text without NUL characters and halves of surrogate pairs. */
export function cleanText(text: string): string {
  return isClean(text) ? text : text.toWellFormed().replaceAll('\0', '')
}
