import type { FactDefinition, FactValue } from '#capabilities/facts/core/fact.ts'
import { majorUnits } from '#kernel/money.ts'

/** What a cell is written for. */
export type CsvTaste = { locale: 'ja' | 'en'; currency: string }

/** What a spreadsheet would run as a formula when it opens a file. */
const live = /^[=+\-@\t\r]/

/** A text as a cell: neutralised where a spreadsheet would calculate it, quoted where it has to be. */
export function csvCell(text: string): string {
  const safe = live.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) || safe !== safe.trim() ? `"${safe.replaceAll('"', '""')}"` : safe
}

const yesNo = { ja: ['はい', 'いいえ'], en: ['yes', 'no'] } as const

/** A fact's value as a cell: numbers and days plain, money in major units, choices and yes/no in words. Missing is empty. */
export function factCell(fact: FactDefinition, value: FactValue, { locale, currency }: CsvTaste): string {
  if (value === null) return ''
  if (typeof value === 'number') return String(fact.type === 'money' ? majorUnits({ amount: value, currency }) : value)
  if (typeof value === 'boolean') return yesNo[locale][value ? 0 : 1]
  const word = (key: string) => fact.choices?.find((choice) => choice.key === key)?.label[locale] ?? key
  if (typeof value === 'object') return csvCell(value.map(word).join(locale === 'ja' ? '、' : ', '))
  return fact.type === 'date' || fact.type === 'instant' ? value : csvCell(word(value))
}

/** A line of cells that are ready, with the line end that spreadsheets expect. */
export function csvLine(cells: readonly string[]): string {
  return `${cells.join(',')}\r\n`
}
