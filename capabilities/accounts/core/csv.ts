import type { FactDefinition, FactValue } from '#capabilities/facts/core/fact.ts'
import { csvCell } from '#kernel/csv.ts'
import { majorUnits } from '#kernel/money.ts'

/** What a cell is written for. */
export type CsvTaste = { locale: 'ja' | 'en'; currency: string }

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
