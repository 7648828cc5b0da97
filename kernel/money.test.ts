import { describe, expect, it } from 'vitest'
import { majorUnits, minorDigits, moneyOf, sumMoney } from './money.ts'

describe('Money', () => {
  it('has the minor units of its currency', () => {
    expect([minorDigits('JPY'), minorDigits('USD'), minorDigits('KWD')]).toEqual([0, 2, 3])
  })
  it('is made from major units, half away from zero', () => {
    expect(moneyOf(4.03, 'USD')).toEqual({ amount: 403, currency: 'USD' })
    expect(moneyOf(1.005, 'USD').amount).toBe(101)
    expect(moneyOf(-2.5, 'JPY').amount).toBe(-3)
    expect(majorUnits(moneyOf(96.45, 'USD'))).toBe(96.45)
  })
  it('is never added across currencies or beyond exact integers', () => {
    expect(sumMoney([moneyOf(1, 'JPY'), moneyOf(2, 'JPY')], 'JPY').amount).toBe(3)
    expect(() => sumMoney([moneyOf(1, 'USD')], 'JPY')).toThrow('cannot add USD to JPY')
    expect(() => sumMoney([{ amount: Number.MAX_SAFE_INTEGER, currency: 'JPY' }, moneyOf(2, 'JPY')], 'JPY')).toThrow(
      RangeError,
    )
  })
})
