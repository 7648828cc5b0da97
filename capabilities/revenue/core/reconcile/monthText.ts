import { readDate } from '#capabilities/connect/core/dates.ts'
import { type Month, monthOf } from '../calendar/month.ts'

const names = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const eras: Record<string, number> = { 令和: 2018, r: 2018, 平成: 1988, h: 1988 }

/** A month as lists write it: 2026-10, 2026/10, 202610, 2026年10月, 2026年10月度, R8.10, Oct 2026, or any day of it. */
export function readMonth(text: string): Month | null {
  const plain = text.normalize('NFKC').trim().toLowerCase()
  const figures = /^(\d{4})(?:\s*[-/.年]\s*|)(\d{1,2})(?:月度?|月分)?$/.exec(plain)
  if (figures) return monthNamed(Number(figures[1]), Number(figures[2]))
  const era = /^(令和|平成|r|h)\s*(\d{1,2}|元)\s*[年./-]\s*(\d{1,2})月?[度分]?$/.exec(plain)
  if (era) return monthNamed(eras[era[1]!]! + (era[2] === '元' ? 1 : Number(era[2])), Number(era[3]))
  const named = /^([a-z]{3})[a-z]*\.?[\s\-/,]+(\d{4})$/.exec(plain)
  if (named) return monthNamed(Number(named[2]), names.indexOf(named[1]!) + 1)
  const written = readDate(text, 'ymd')
  return written ? monthOf(written.day) : null
}

function monthNamed(year: number, month: number): Month | null {
  if (month < 1 || month > 12 || year < 1900) return null
  return `${year}-${String(month).padStart(2, '0')}`
}
