import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readMoney, readNumber, spokenCurrency } from './numbers.ts'
import { readYesNo } from './yesNo.ts'

const fullWidth = (text: string) => text.replace(/[!-~]/g, (x) => String.fromCharCode(x.charCodeAt(0) + 0xfee0))

describe('reading numbers', () => {
  it('a grouped, full-width or signed figure is the figure', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e12, max: 1e12 }), (value) => {
        const written = value.toLocaleString('en-US')
        for (const text of [written, `¥${written}`, `${written}円`, fullWidth(written), ` ${value} `, `${value}.00`]) {
          expect(readNumber(text), text).toBe(value)
        }
        if (value < 0)
          for (const text of [`▲${-value}`, `△ ${-value}`, `(${-value})`, `−${-value}`])
            expect(readNumber(text)).toBe(value)
      }),
    )
  })

  it.each([
    ['1.2億円', 120_000_000],
    ['350万', 3_500_000],
    ['45%', 45],
    ['5百万円', 5_000_000],
    ['1e3', 1000],
    ['.5', 0.5],
  ])('%s is %d', (text, value) => expect(readNumber(text)).toBe(value))

  it.each(['', '1,5', '1.2.3', '12,34,567', 'abc', '--1', '0x10', 'Infinity', '1 2', '10823件'])(
    '%s is no number',
    (text) => {
      expect(readNumber(text)).toBeNull()
    },
  )

  it('money becomes minor units, never rounded', () => {
    expect(readMoney('4.03', 'USD')).toEqual({ ok: true, value: 403 })
    expect(readMoney('19.99', 'USD')).toEqual({ ok: true, value: 1999 })
    expect(readMoney('4.03', 'JPY')).toEqual({ ok: false, error: 'tooManyDecimals' })
    expect(readMoney('￥１２，０００', 'JPY')).toEqual({ ok: true, value: 12000 })
    expect(readMoney('1e20', 'JPY')).toEqual({ ok: false, error: 'tooLarge' })
    fc.assert(
      fc.property(fc.integer({ min: -1e11, max: 1e11 }), (cents) => {
        expect(readMoney((cents / 100).toFixed(2), 'USD')).toEqual({ ok: true, value: cents + 0 })
      }),
    )
  })

  it('a currency is told from the name of a column or from its cells', () => {
    expect(spokenCurrency('refund_amount_usd', [])).toBe('USD')
    expect(spokenCurrency('月額（円）', [])).toBe('JPY')
    expect(spokenCurrency('MRR', ['$1,200'])).toBe('USD')
    expect(spokenCurrency('MRR', ['1200'])).toBeNull()
  })
})

describe('reading yes and no', () => {
  it.each(['TRUE', 'はい', '有', '１', 'Yes', '○'])('%s is yes', (text) => expect(readYesNo(text)).toBe(true))
  it.each(['FALSE', 'いいえ', '無', '0', 'no', '×'])('%s is no', (text) => expect(readYesNo(text)).toBe(false))
  it.each(['', 'maybe', '2'])('%s is neither', (text) => expect(readYesNo(text)).toBeNull())
})
