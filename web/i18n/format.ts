import { addDays, type Day, dayOf, daysBetween } from '#kernel/day.ts'
import { minorDigits } from '#kernel/money.ts'
import type { Language } from './copy.ts'

/** What is shown where a value is missing. */
export const missing = '—'

/** What is shown where a value is withheld from the reader. */
export const withheldWord = { ja: '非表示', en: 'Hidden' } as const

/** Whose figures are shown: language of the reader, calendar and money of the workspace. */
export type FormatFor = {
  /** The reader does not see amounts of money. */
  hidesMoney?: boolean
  language: Language
  timeZone: string
  currency: string
  /** 1 to 12: the month a fiscal year begins with. */
  fiscalStartMonth: number
}

export type Format = ReturnType<typeof makeFormat>

const tag = { ja: 'ja-JP', en: 'en-US' } as const
/** A minus sign as wide as the plus. */
const withMinus = (text: string) => text.replace('-', '−')
const noon = (day: string) => Date.parse(`${day}T12:00:00Z`)

const made = new Map<string, Format>()

/**
 * Everything that turns a value into a text. Money is minor units of the workspace's currency, days are `YYYY-MM-DD`,
 * instants ISO texts, percentages 30 for 30 %. `null` and `undefined` become `—`.
 */
export function formatFor(asked: FormatFor): Format {
  // Making one takes about a millisecond, and a page has a hundred parts that ask for the same.
  const key = JSON.stringify(asked)
  const known = made.get(key) ?? makeFormat(asked)
  made.set(key, known)
  return known
}

function makeFormat({ language, timeZone, currency, fiscalStartMonth, hidesMoney = false }: FormatFor) {
  const shown = (text: string) => (hidesMoney ? withheldWord[language] : text)
  const locale = tag[language]
  const ofDay = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { timeZone: 'UTC', ...options })
  const ofTime = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, { timeZone, ...options })
  const full = ofDay({ year: 'numeric', month: 'long', day: 'numeric' })
  const fullWeekday = ofDay({ year: 'numeric', month: 'long', day: 'numeric', weekday: 'short' })
  const near = ofDay({ month: language === 'ja' ? 'long' : 'short', day: 'numeric', weekday: 'short' })
  const month = ofDay({ year: 'numeric', month: language === 'ja' ? 'long' : 'short' })
  const clock = ofTime({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
  // The same in both languages, as days stand in tables.
  const stamp = new Intl.DateTimeFormat('ja-JP', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
  const relativeFormat = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' })
  // Japanese sets no space between a number and its unit: 3日前.
  const relative = {
    format: (value: number, unit: Intl.RelativeTimeFormatUnit) => {
      const text = relativeFormat.format(value, unit)
      return language === 'ja' ? text.replace(/(\d) /, '$1') : text
    },
  }
  const plain = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 })
  const digits = minorDigits(currency)
  const wholeFormat = new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
    maximumFractionDigits: digits,
  })
  const shortFormat = new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
    notation: 'compact',
    maximumFractionDigits: 1,
  })
  // Japanese locale data writes the wide yen sign, which breaks the alignment of figures.
  const narrowYen = (text: string) => text.replace('￥', '¥')
  const wholeMoney = (major: number) => narrowYen(wholeFormat.format(major))
  const manYen = new Intl.NumberFormat(locale, { maximumFractionDigits: 1, signDisplay: 'negative' })

  const today = (): Day => dayOf(Date.now(), timeZone)

  const compactMoney = (minor: number): string => {
    const major = minor / 10 ** digits
    if (language === 'ja' && currency === 'JPY') {
      const size = Math.abs(major)
      if (size >= 1e8) return `${manYen.format(major / 1e8)}億円`
      if (size >= 1e4) return `${manYen.format(major / 1e4)}万円`
      return wholeMoney(major)
    }
    return narrowYen(shortFormat.format(major))
  }

  const relativeDays = (days: number): string => {
    const size = Math.abs(days)
    if (size < 60) return relative.format(days, 'day')
    return size < 730
      ? relative.format(Math.round(days / 30.44), 'month')
      : relative.format(Math.round(days / 365.25), 'year')
  }

  return {
    language,
    timeZone,
    currency,
    /** The workspace's day of this moment. */
    today,
    number: (value: number | null | undefined) => (value == null ? missing : withMinus(plain.format(value))),
    /** ¥1,234,567 */
    money: (minor: number | null | undefined) => shown(minor == null ? missing : wholeMoney(minor / 10 ** digits)),
    /** 123.5万円, 1.2億円, ¥1.2M */
    moneyShort: (minor: number | null | undefined) => shown(minor == null ? missing : compactMoney(minor)),
    /** 12.5% from 12.5 */
    percent: (value: number | null | undefined) => (value == null ? missing : `${withMinus(manYen.format(value))}%`),
    /** +3, −3, ±0: a change always has its sign. */
    change: (value: number | null | undefined, suffix = '') => {
      if (value == null) return missing
      if (value === 0) return `±0${suffix}`
      return `${value > 0 ? '+' : '−'}${plain.format(Math.abs(value))}${suffix}`
    },
    /** 2026年4月1日(水) */
    day: (value: string | null | undefined) => (value ? fullWeekday.format(noon(value)) : missing),
    /** 2026年4月1日 */
    dayPlain: (value: string | null | undefined) => (value ? full.format(noon(value)) : missing),
    /** 4月1日(水) in this year, with the year otherwise. */
    dayNear: (value: string | null | undefined) =>
      value ? (value.slice(0, 4) === today().slice(0, 4) ? near : fullWeekday).format(noon(value)) : missing,
    /** 2026/04/01, for tables. */
    dayTable: (value: string | null | undefined) => (value ? value.replaceAll('-', '/') : missing),
    month: (value: string | null | undefined) => (value ? month.format(noon(value)) : missing),
    /** 今日, 3日前, 2か月後 from a day. */
    dayRelative: (value: string | null | undefined) =>
      value ? relativeDays(daysBetween(today(), value as Day)) : missing,
    /** 3日前 from a count of days since. */
    daysAgo: (days: number | null | undefined) => (days == null ? missing : relativeDays(-days)),
    /** 3分前, 昨日, 10月16日(金) from an instant. */
    ago: (instant: string | null | undefined) => {
      if (!instant) return missing
      const at = Date.parse(instant)
      const seconds = Math.round((at - Date.now()) / 1000)
      const day = dayOf(at, timeZone)
      const days = daysBetween(today(), day)
      if (Math.abs(seconds) < 45) return relative.format(0, 'second')
      if (Math.abs(seconds) < 3600) return relative.format(Math.round(seconds / 60), 'minute')
      if (days === 0) return relative.format(Math.round(seconds / 3600), 'hour')
      if (Math.abs(days) <= 7) return `${relative.format(days, 'day')} ${clock.format(at)}`
      return (day.slice(0, 4) === today().slice(0, 4) ? near : full).format(noon(day))
    },
    /** 16:20 */
    clock: (instant: string | null | undefined) => (instant ? clock.format(Date.parse(instant)) : missing),
    /** 2026/04/01 16:20 */
    stamp: (instant: string | null | undefined) => (instant ? stamp.format(Date.parse(instant)) : missing),
    /** The workspace's day that an instant falls on. */
    dayOfInstant: (instant: string): Day => dayOf(Date.parse(instant), timeZone),
    /** FY2026 Q1, by the workspace's calendar; the fiscal year is named after the year it begins in. */
    fiscal: (value: string | null | undefined) => {
      if (!value) return missing
      const [year, monthOf] = value.split('-').map(Number) as [number, number]
      const since = (monthOf - fiscalStartMonth + 12) % 12
      return `FY${monthOf < fiscalStartMonth ? year - 1 : year} Q${Math.floor(since / 3) + 1}`
    },
    addDays: (value: string, days: number) => addDays(value as Day, days) as string,
  }
}
