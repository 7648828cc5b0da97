import { majorUnits } from '#kernel/money.ts'
import type { FactDefinition, FactUnit, FactValue, Label } from './fact.ts'
import type { SeenFact } from './seen.ts'

export type SayIn = { locale: 'ja' | 'en'; currency: string }

const units: Record<FactUnit, { ja: string; one: string; many: string }> = {
  days: { ja: '日', one: ' day', many: ' days' },
  weeks: { ja: '週', one: ' week', many: ' weeks' },
  people: { ja: '名', one: ' person', many: ' people' },
  seats: { ja: '席', one: ' seat', many: ' seats' },
  count: { ja: '件', one: '', many: '' },
  points: { ja: '点', one: ' point', many: ' points' },
  percent: { ja: '%', one: '%', many: '%' },
}

/** What saying a value needs to know of its fact. */
export type Sayable = Pick<FactDefinition, 'key' | 'type'> & {
  unit?: FactUnit | null | undefined
  choices?: readonly { key: string; label: Label }[] | undefined
}

/**
 * A fact's value as it stands in a sentence: `94日`, `−38%`, `¥8,640,000`, `2026年4月1日`. Changes carry a sign,
 * percentages at most one place, missing is `—`. Choices and lists are said by their labels.
 */
export function sayValue(fact: Sayable, value: FactValue, say: SayIn): string {
  if (value === null) return '—'
  if (Array.isArray(value)) {
    return value.length === 0
      ? '—'
      : value.map((entry) => choiceLabel(fact, entry, say)).join(say.locale === 'ja' ? '、' : ', ')
  }
  if (typeof value === 'boolean') return say.locale === 'ja' ? (value ? 'はい' : 'いいえ') : value ? 'yes' : 'no'
  if (typeof value === 'number') return sayNumber(fact, value, say)
  if (fact.type === 'date') return sayDay(value as string, say.locale)
  if (fact.type === 'instant') return sayDay((value as string).slice(0, 10), say.locale)
  return choiceLabel(fact, value as string, say)
}

/** A value that was seen, with the label of its choice. */
export function saySeen(seen: SeenFact, say: SayIn): string {
  return seen.words ? seen.words[say.locale] : sayValue(seen, seen.value, say)
}

function choiceLabel(fact: Sayable, key: string, { locale }: SayIn): string {
  return fact.choices?.find((choice) => choice.key === key)?.label[locale] ?? key
}

function sayNumber(fact: Sayable, value: number, { locale, currency }: SayIn): string {
  if (fact.type === 'money') {
    const amount = majorUnits({ amount: value, currency })
    return moneyFormat(locale, currency, Number.isInteger(amount) ? 0 : 2)
      .format(amount)
      .replace('￥', '¥')
  }
  const rounded = Math.round(value * 10) / 10 + 0
  const digits = plainNumbers.format(Math.abs(rounded))
  const sign = rounded < 0 ? '−' : fact.key.endsWith('.change') && rounded > 0 ? '+' : ''
  const unit = fact.type === 'percent' ? units.percent : fact.unit ? units[fact.unit] : null
  if (!unit) return `${sign}${digits}`
  return `${sign}${digits}${locale === 'ja' ? unit.ja : Math.abs(rounded) === 1 ? unit.one : unit.many}`
}

const plainNumbers = new Intl.NumberFormat('en-US', { maximumFractionDigits: 1 })
const moneyFormats = new Map<string, Intl.NumberFormat>()

function moneyFormat(locale: 'ja' | 'en', currency: string, maximumFractionDigits: number): Intl.NumberFormat {
  const name = `${locale} ${currency} ${maximumFractionDigits}`
  let format = moneyFormats.get(name)
  if (!format) {
    format = new Intl.NumberFormat(locale === 'ja' ? 'ja-JP' : 'en-US', {
      style: 'currency',
      currency,
      currencyDisplay: 'narrowSymbol',
      maximumFractionDigits,
    })
    moneyFormats.set(name, format)
  }
  return format
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

function sayDay(day: string, locale: 'ja' | 'en'): string {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number]
  return locale === 'ja' ? `${year}年${month}月${date}日` : `${months[month - 1]} ${date}, ${year}`
}

/**
 * Fills `{fact.key}` in a text with the values of its facts, said in each language. A sentence about a fact that is missing
 * is left out, unless nothing else remains. A key that is not known stays as it is, so that a mistake is seen.
 */
export function fillIn(
  text: Label,
  definitionOf: (key: string) => Sayable | undefined,
  read: (key: string) => FactValue,
  currency: string,
): Label {
  const fill = (part: string, locale: 'ja' | 'en') =>
    part.replace(gaps, (whole, key: string) => {
      const fact = definitionOf(key)
      return fact ? sayValue(fact, read(key), { locale, currency }) : whole
    })
  const isTold = (sentence: string) =>
    [...sentence.matchAll(gaps)].every(([, key]) => {
      const value = read(key!)
      return value !== null && !(Array.isArray(value) && value.length === 0)
    })
  const fillAll = (whole: string, locale: 'ja' | 'en') => {
    const told = sentencesOf(whole, locale).filter(isTold).join('')
    return fill(told.trim() === '' ? whole : told, locale).trim()
  }
  return { ja: fillAll(text.ja, 'ja'), en: fillAll(text.en, 'en') }
}

/** The same text before there are values: `{phase.key}` becomes the fact's label in brackets. */
export function nameGaps(text: Label, labelOf: (key: string) => Label | undefined): Label {
  const named = (part: string, locale: 'ja' | 'en') =>
    part.replace(gaps, (whole, key: string) => {
      const label = labelOf(key)
      return label ? (locale === 'ja' ? `〔${label.ja}〕` : `[${label.en}]`) : whole
    })
  return { ja: named(text.ja, 'ja'), en: named(text.en, 'en') }
}

const gaps = /\{([a-z][a-z0-9_.]*)\}/g

function sentencesOf(text: string, locale: 'ja' | 'en'): string[] {
  return text.split(locale === 'ja' ? /(?<=。)/ : /(?<=\. )/)
}
