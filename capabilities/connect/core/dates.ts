import { type Day, parseDay } from '#kernel/day.ts'
import type { DateOrder } from './dateOrders.ts'

/** A day, and the time of day where one is written: minutes and seconds, and the offset from UTC if it is stated. */
export type Written = {
  readonly day: Day
  readonly time: { readonly ms: number; readonly offsetMinutes: number | null } | null
}

const eras: Record<string, number> = { 令和: 2018, 平成: 1988, 昭和: 1925, 大正: 1911, 明治: 1867 }
const eraLetters: Record<string, number> = { r: 2018, h: 1988, s: 1925, t: 1911, m: 1867 }
const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const msPerMinute = 60_000

const beyondAscii = /[^\x20-\x7e]/
const era = /^(令和|平成|昭和|大正|明治|[rhstm])\.?\s*(\d{1,2}|元)\s*[年./-]\s*(\d{1,2})\s*[月./-]\s*(\d{1,2})日?/
const kanji = /^(\d{4})年\s*(\d{1,2})月\s*(\d{1,2})日/
const figures = /^(\d{1,4})([-/.])(\d{1,2})\2(\d{1,4})(?!\d)/
const eight = /^(\d{4})(\d{2})(\d{2})(?!\d)/
const dayMonthName = /^(\d{1,2})[-\s/.]([a-z]{3})[a-z]*\.?[-\s/.,]+(\d{4}|\d{2})(?!\d)/
const monthNameDay = /^([a-z]{3})[a-z]*\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})/
const weekdayMark = /^\s*[(（]?[日月火水木金土](?:曜日?)?[)）]?/
const clock =
  /^(?:t|,?\s*)(午前|午後)?\s*(\d{1,2})(?::|時)(\d{1,2})分?(?::?(\d{1,2})(?:[.,](\d{1,9}))?秒?)?\s*(am|pm)?\s*(z|utc|[+-]\d{2}:?\d{2})?$/

/**
 * Reads a date, with or without a time, in the ways people and systems write one: 2026-04-01, 01-04-2026, 20260401,
 * 2026年4月1日(水), 令和8年4月1日, R8.4.1, 1 Apr 2026, 2026-04-01T09:00:00+09:00. null: it is none, or no such day exists.
 */
export function readDate(text: string, order: DateOrder): Written | null {
  const plain = (beyondAscii.test(text) ? text.normalize('NFKC') : text).trim().toLowerCase()
  const named = dayIn(plain, order)
  if (!named) return null
  const after = plain.slice(named.length).replace(weekdayMark, '').trimEnd()
  if (after.trim() === '') return { day: named.day, time: null }
  const time = timeIn(after)
  return time && { day: named.day, time }
}

type Found = { readonly day: Day; readonly length: number } | null

function dayIn(text: string, order: DateOrder): Found {
  const inEra = era.exec(text)
  if (inEra) {
    const first = eras[inEra[1]!] ?? eraLetters[inEra[1]!]!
    return found(inEra, first + (inEra[2] === '元' ? 1 : Number(inEra[2])), inEra[3], inEra[4])
  }
  const inKanji = kanji.exec(text)
  if (inKanji) return found(inKanji, Number(inKanji[1]), inKanji[2], inKanji[3])
  const inFigures = figures.exec(text)
  if (inFigures) return ordered(inFigures, order)
  const inEight = eight.exec(text)
  if (inEight) return found(inEight, Number(inEight[1]), inEight[2], inEight[3])
  const dayFirst = dayMonthName.exec(text)
  if (dayFirst) return found(dayFirst, fullYear(dayFirst[3]!), months.indexOf(dayFirst[2]!) + 1, dayFirst[1])
  const monthFirst = monthNameDay.exec(text)
  return monthFirst && found(monthFirst, Number(monthFirst[3]), months.indexOf(monthFirst[1]!) + 1, monthFirst[2])
}

function ordered(match: RegExpExecArray, order: DateOrder): Found {
  const [first, middle, last] = [match[1]!, match[3]!, match[4]!]
  // A year of four figures says where it stands; only then may the order be overruled by the text.
  if (first.length === 4) return last.length <= 2 ? found(match, Number(first), middle, last) : null
  if (first.length === 3 || last.length === 3) return null
  if (order === 'ymd') return last.length <= 2 ? found(match, fullYear(first), middle, last) : null
  const year = fullYear(last)
  return order === 'dmy' ? found(match, year, middle, first) : found(match, year, first, middle)
}

function found(match: RegExpExecArray, year: number, month?: string | number, date?: string | number): Found {
  const two = (value: string | number | undefined) => String(value).padStart(2, '0')
  const day = parseDay(`${String(year).padStart(4, '0')}-${two(month)}-${two(date)}`)
  return day && year >= 1868 && year <= 2200 ? { day, length: match[0].length } : null
}

/** Two figures: 69 and below are of this century (POSIX). */
function fullYear(text: string): number {
  const year = Number(text)
  if (text.length > 2) return year
  return year < 69 ? 2000 + year : 1900 + year
}

function timeIn(text: string): Written['time'] {
  const match = clock.exec(text)
  if (!match) return null
  const half = match[1] ?? match[6]
  const written = Number(match[2])
  if (half !== undefined && written > 12) return null
  const afternoon = half === '午後' || half === 'pm'
  const hour = half === undefined ? written : (written % 12) + (afternoon ? 12 : 0)
  const [minute, second] = [Number(match[3]), Number(match[4] ?? 0)]
  if (hour > 24 || minute > 59 || second > 59 || (hour === 24 && minute + second > 0)) return null
  const ms = ((hour * 60 + minute) * 60 + second) * 1000 + Math.floor(Number(`0.${match[5] ?? 0}`) * 1000)
  return { ms, offsetMinutes: offsetOf(match[7]) }
}

function offsetOf(zone: string | undefined): number | null {
  if (zone === undefined) return null
  if (zone === 'z' || zone === 'utc') return 0
  const sign = zone.startsWith('-') ? -1 : 1
  return sign * (Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2)))
}

/** The moment, in milliseconds since 1970 UTC, of what is written; without a stated offset it is meant in `zoneOffset`. */
export function momentOf(written: Written, zoneOffset: (localMs: number) => number): number {
  const local = Date.parse(`${written.day}T00:00:00Z`) + (written.time?.ms ?? 0)
  const offset = written.time?.offsetMinutes ?? zoneOffset(local)
  return local - offset * msPerMinute
}
