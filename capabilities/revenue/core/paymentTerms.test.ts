import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type PaymentTerms, paymentColumns, paymentTermsOf, readPaymentTerms } from './paymentTerms.ts'

test.each([
  ['NET30', { kind: 'net', days: 30 }],
  ['Net 45 days', { kind: 'net', days: 45 }],
  ['３０日以内', { kind: 'net', days: 30 }],
  ['請求書発行後60日', { kind: 'net', days: 60 }],
  ['請求日から30日以内に支払い', { kind: 'net', days: 30 }],
  ['月末締め翌月末払い', { kind: 'month_end', months: 1 }],
  ['月末締 翌々月末払', { kind: 'month_end', months: 2 }],
  ['月末締め、当月末払い', { kind: 'month_end', months: 0 }],
  ['月末締め3か月後末日払い', { kind: 'month_end', months: 3 }],
  ['EOM+1', { kind: 'month_end', months: 1 }],
  ['20日締め翌月10日払い', { kind: 'text', text: '20日締め翌月10日払い' }],
  ['前払い', { kind: 'text', text: '前払い' }],
  ['  ', null],
] as const)('%s', (text, terms) => {
  expect(readPaymentTerms(text)).toEqual(terms)
})

test('payment terms survive their columns', () => {
  const some: fc.Arbitrary<PaymentTerms | null> = fc.option(
    fc.oneof(
      fc.nat(365).map((days) => ({ kind: 'net' as const, days })),
      fc.nat(12).map((months) => ({ kind: 'month_end' as const, months })),
      fc.string({ minLength: 1 }).map((text) => ({ kind: 'text' as const, text })),
    ),
  )
  fc.assert(
    fc.property(some, (terms) => {
      expect(paymentTermsOf(paymentColumns(terms))).toEqual(terms)
    }),
  )
})
