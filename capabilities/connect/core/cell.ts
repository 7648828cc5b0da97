import { isCurrency } from '#kernel/money.ts'
import { type Result, ok, refuse } from '#kernel/result.ts'
import { type DateOrder, dateOrders } from './dateOrders.ts'
import { momentOf, readDate } from './dates.ts'
import type { ImportChoice, ImportField, ImportValue } from './kind.ts'
import { sameName } from './names.ts'
import { readMoney, readNumber } from './numbers.ts'
import type { ImportRule } from './rules.ts'
import { readYesNo } from './yesNo.ts'

/** What a cell is read with beside its field. */
export type CellContext = {
  readonly dateOrder: DateOrder
  readonly currency: string
  /** Minutes by which the workspace's clocks are ahead of UTC at a local time (ms since 1970, as if it were UTC). */
  readonly zoneOffset: (localMs: number) => number
}

export type CellRefusal = { readonly rule: string; readonly detail?: Readonly<Record<string, string | number>> }
type CellResult = Result<ImportValue, CellRefusal>

const broken = (rule: ImportRule, detail?: CellRefusal['detail']): CellResult =>
  refuse(detail ? { rule, detail } : { rule })

// What systems write where they know nothing. In a text only the unmistakable ones count.
const nothing = new Set(['-', '—', '－', '?', 'n/a', 'na', 'null', '#n/a', 'none', '(null)', 'nan', '不明', '未設定'])
const nothingInText = new Set(['null', '#n/a', '(null)'])
const controls = /[^\P{Cc}\t\n\r]/u

const others = /[^\uf900-\ufaff\u{2f800}-\u{2fa1f}]+/gu

/**
 * A text with its marks joined to their letters (か + ゛ = が), as it is compared. Compatibility ideographs stay what they
 * are: Unicode's own composition would turn the 福 and 隆 of some names into other characters.
 */
function composed(text: string): string {
  return text.replace(others, (part) => part.normalize('NFC'))
}

/** Whether a cell says nothing. */
export function isEmptyCell(text: string, type: ImportField['type']): boolean {
  const plain = text.trim()
  if (plain === '') return true
  if (plain.length > 6) return false
  return (type === 'text' || type === 'reference' || type === 'list' ? nothingInText : nothing).has(plain.toLowerCase())
}

/** Reads a cell that is not empty as its field wants it, or says which rule it breaks. */
export function readCell(field: ImportField, raw: string, context: CellContext): CellResult {
  const text = raw.trim()
  if (text.includes('\ufffd')) return broken('unreadable')
  if (controls.test(text)) return broken('control_character')
  const longest = field.maxLength ?? (field.type === 'text' ? 100_000 : 10_000)
  if (text.length > longest) return broken('too_long', { max: longest })
  const rule = field.check?.(text)
  if (rule) return refuse({ rule })
  return readers[field.type](field, text, context)
}

const readers: Record<ImportField['type'], (field: ImportField, text: string, context: CellContext) => CellResult> = {
  text: (_, text) => ok(composed(text)),
  number: (field, text) => {
    const value = readNumber(text)
    return value === null ? broken('not_a_number') : bounded(field, value, value)
  },
  money: (field, text, { currency }) => {
    const read = readMoney(text, isCurrency(currency) ? currency : 'JPY')
    if (read.ok) return bounded(field, read.value, read.value)
    if (read.error === 'notANumber') return broken('not_a_number')
    return read.error === 'tooLarge' ? broken('too_large') : broken('too_many_decimals', { currency })
  },
  date: (_, text, { dateOrder }) => {
    const written = readDate(text, dateOrder)
    return written ? ok(written.day) : noDate(text)
  },
  instant: (_, text, { dateOrder, zoneOffset }) => {
    const written = readDate(text, dateOrder)
    return written ? ok(new Date(momentOf(written, zoneOffset)).toISOString()) : noDate(text)
  },
  yes_no: (_, text) => {
    const value = readYesNo(text)
    return value === null ? broken('not_yes_or_no') : ok(value)
  },
  choice: (field, text) => choiceOf(field.choices ?? [], text),
  list: (field, text) => listOf(field, text),
  reference: (_, text) => ok({ text: composed(text), id: null, accountId: null }),
}

function bounded(field: ImportField, measured: number, value: number): CellResult {
  if (field.whole && !Number.isInteger(measured)) return broken('not_whole')
  if (field.min !== undefined && measured < field.min) return broken('below_minimum', { min: field.min })
  if (field.max !== undefined && measured > field.max) return broken('above_maximum', { max: field.max })
  return ok(value)
}

function noDate(text: string): CellResult {
  const order = dateOrders.find((each) => readDate(text, each) !== null)
  return order ? broken('date_in_other_order', { order }) : broken('not_a_date')
}

function choiceOf(choices: readonly ImportChoice[], text: string): CellResult {
  const named = choices.find((choice) =>
    [choice.key, choice.label.ja, choice.label.en, ...(choice.synonyms ?? [])].some((name) => sameName(name, text)),
  )
  const known = choices.map((choice) => choice.key).join(', ')
  return named ? ok(named.key) : broken('unknown_choice', { choices: known })
}

function listOf(field: ImportField, text: string): CellResult {
  const parts = [...new Set(text.split(/[,、;；|\n]/).map((part) => composed(part.trim())))].filter(
    (part) => part !== '',
  )
  if (!field.choices) return ok(parts)
  const read = parts.map((part) => choiceOf(field.choices!, part))
  return read.find((each) => !each.ok) ?? ok(read.map((each) => (each.ok ? (each.value as string) : '')))
}
