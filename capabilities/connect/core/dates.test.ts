import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readDateColumn } from './dateColumn.ts'
import { momentOf, readDate } from './dates.ts'

const anyDay = fc
  .date({ min: new Date('1990-01-01'), max: new Date('2068-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10))

const two = (text: string) => String(Number(text))

describe('reading dates', () => {
  it('every way of writing a day gives that day', () => {
    fc.assert(
      fc.property(anyDay, (day) => {
        const [y, m, d] = day.split('-') as [string, string, string]
        const reiwa = Number(y) - 2018
        const ways: [string, 'ymd' | 'dmy' | 'mdy'][] = [
          [day, 'dmy'],
          [`${y}/${two(m)}/${two(d)}`, 'mdy'],
          [`${y}${m}${d}`, 'dmy'],
          [`${y}年${two(m)}月${two(d)}日(水)`, 'dmy'],
          [`${d}-${m}-${y}`, 'dmy'],
          [`${two(d)}.${two(m)}.${y}`, 'dmy'],
          [`${two(m)}/${two(d)}/${y}`, 'mdy'],
          [`${y.slice(2)}/${m}/${d}`, 'ymd'],
          ...(reiwa > 1
            ? ([
                [`令和${reiwa}年${two(m)}月${two(d)}日`, 'ymd'],
                [`R${reiwa}.${m}.${d}`, 'dmy'],
              ] as const)
            : []),
        ].map((way) => [...way]) as [string, 'ymd' | 'dmy' | 'mdy'][]
        for (const [text, order] of ways) expect(readDate(text, order)?.day, text).toBe(day)
        expect(
          readDate(
            day.replace(/\d/g, (x) => String.fromCharCode(x.charCodeAt(0) + 0xfee0)),
            'ymd',
          )?.day,
        ).toBe(day)
      }),
    )
  })

  it.each([
    ['28-07-2023 03:00', 'dmy', '2023-07-28T03:00:00.000Z'],
    ['2026年4月1日 午後3時5分', 'ymd', '2026-04-01T15:05:00.000Z'],
    ['2026-04-01T09:00:00.5+09:00', 'ymd', '2026-04-01T00:00:00.500Z'],
    ['4/1/2026 12:30 AM', 'mdy', '2026-04-01T00:30:00.000Z'],
    ['令和元年5月1日', 'ymd', '2019-05-01T00:00:00.000Z'],
    ['1 Apr 2026', 'ymd', '2026-04-01T00:00:00.000Z'],
    ['April 1st, 2026', 'ymd', '2026-04-01T00:00:00.000Z'],
    ['29/2/2016 01:16', 'dmy', '2016-02-29T01:16:00.000Z'],
  ] as const)('%s (%s) is %s', (text, order, instant) => {
    expect(new Date(momentOf(readDate(text, order)!, () => 0)).toISOString()).toBe(instant)
  })

  it.each([
    '',
    '2026-02-30',
    '31-04-2026',
    '13/13/2026',
    '2026-04',
    '3月31日',
    '10823件',
    '2026-04-01 25:00',
    '0-0-0',
    '123456789',
  ])('%s is no date', (text) => expect(readDate(text, 'dmy')).toBeNull())
})

describe('the order of a column of dates', () => {
  it('is told by the cells that allow one order only', () => {
    expect(readDateColumn(['01-02-2024', '16-10-2024', ''])).toMatchObject({
      order: 'dmy',
      certainty: 'clear',
      dates: 1,
    })
    expect(readDateColumn(['01/02/2024', '10/16/2024'])).toMatchObject({ order: 'mdy', certainty: 'clear' })
    expect(readDateColumn(['2024-01-02'])).toMatchObject({ order: 'ymd', certainty: 'clear', others: [] })
  })

  it('stays open where several orders read every cell, and follows the preferred one', () => {
    expect(readDateColumn(['01-02-2024', '03-04-2024'], 'mdy')).toEqual({
      order: 'mdy',
      certainty: 'open',
      others: ['dmy'],
      dates: 1,
    })
    expect(readDateColumn(['01/02/03'])).toMatchObject({ order: 'ymd', certainty: 'open', others: ['dmy', 'mdy'] })
  })

  it('is none where the cells are no dates', () => {
    expect(readDateColumn(['3月31日', '上場', '13500'])).toBeNull()
  })
})
