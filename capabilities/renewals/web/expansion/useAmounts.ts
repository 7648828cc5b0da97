import { useTranslation } from 'react-i18next'
import { parseNumber } from '#kernel/japaneseText.ts'
import { majorUnits, moneyOf } from '#kernel/money.ts'

/** Amounts as they are typed, in a currency: major units in a field, minor units on the wire. Empty: none is said. */
export function useAmounts(currency: string) {
  const { t } = useTranslation('expansion')
  return {
    written: (minor: number | null) => (minor === null ? '' : String(majorUnits({ amount: minor, currency }))),
    minorOf: (text: string): number | null => {
      const number = parseNumber(text)
      return number === null ? null : moneyOf(number, currency).amount
    },
    check: (text: string): string | undefined => {
      if (text.trim() === '') return undefined
      const number = parseNumber(text)
      return number !== null && number >= 0 ? undefined : t('amountWrong')
    },
  }
}
