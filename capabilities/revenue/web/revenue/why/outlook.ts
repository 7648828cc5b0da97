import { outlook } from '#capabilities/revenue/core/measures/outlook.ts'
import type { Definition } from '#capabilities/revenue/web/definition.ts'
import { changeText, type Words } from './figures.ts'

/** A curve of the outlook: its name, the rate of renewal in percent as it is shown and reckoned with, and where it comes from: null, by hand. */
export type Course = { name: string; percent: number; from: Definition | null }

/** ARR of now and of each year after it at a rate, in whole minor units. */
export function courseOf(arr: number, { percent }: Pick<Course, 'percent'>, years: number): number[] {
  return outlook(arr, percent / 100, years + 1).map(Math.round)
}

/** How the ARR of a year to come comes about: today's, once by the rate for each year. */
export function yearDefinition(arr: number, course: Course, year: number, { t, format }: Words): Definition {
  const { name, percent } = course
  const before = courseOf(arr, course, year)
  return {
    name: t('outlook.yearOf', { name, count: year }),
    told: [t('outlook.changed', { before: format.money(before[year - 1]), after: format.money(before[year]) })],
    terms: [{ name: t('outlook.now'), text: format.money(arr) }],
    by: [
      {
        how: '×',
        name: year === 1 ? t('outlook.once') : t('outlook.power', { count: year }),
        text: power(format.percent(percent), year),
      },
    ],
    value: format.money(before[year]),
  }
}

/** What a year to come differs from today by. */
export function changeDefinition(arr: number, course: Course, year: number, words: Words): Definition {
  const { t, format } = words
  const then = yearDefinition(arr, course, year, words)
  return {
    name: t('outlook.changeOf', { name: course.name, count: year }),
    terms: [
      { name: then.name, text: then.value },
      { name: t('outlook.now'), text: format.money(arr), sign: '−' },
    ],
    parts: [then],
    value: changeText(courseOf(arr, course, year)[year]! - arr, format),
  }
}

/** Where a rate comes from: chosen by hand, or what the last twelve months came to. */
export function rateDefinition({ name, percent, from }: Course, range: string, { t, format }: Words): Definition {
  const value = format.percent(percent)
  if (from === null) return { name, told: [t('outlook.chosen', { range })], terms: [], value }
  return { ...from, name, told: [t('outlook.ownRate')], value }
}

/** Today's ARR: what contracts come to in a month, twelve times. */
export function nowDefinition(mrr: number, { t, format }: Words): Definition {
  return {
    name: t('outlook.now'),
    terms: [{ name: t('outlook.mrr'), text: format.money(mrr) }],
    by: [{ how: '×', name: t('outlook.months'), text: '12' }],
    value: format.money(mrr * 12),
    conventions: ['discounts', 'pauses'],
  }
}

const raised = '⁰¹²³⁴⁵⁶⁷⁸⁹'

/** 90%, (90%)², (90%)³ … */
const power = (rate: string, times: number): string =>
  times === 1 ? rate : `(${rate})${String(times).replace(/\d/g, (digit) => raised.charAt(Number(digit)))}`
