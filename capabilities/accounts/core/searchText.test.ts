import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { accountSearchText, contactSearchText, foldReading, searchNeedle, sortReading } from './searchText.ts'

const textOf = (name: string, nameKana: string | null = null, nameEn: string | null = null) =>
  accountSearchText({ name, nameKana, nameEn })

test.each([
  ['株式会社髙松コンストラクショングループ', '高松'],
  ['株式会社髙松コンストラクショングループ', 'こんすとらくしょん'],
  ['株式会社　山﨑砂利商店', '山崎砂利'],
  ['㈱サカタのタネ', '(株)サカタ'],
  ['ＫＮＴ－ＣＴホールディングス株式会社', 'knt-ct'],
  ['中山福株式会社', '中山福'],
])('%s is found by %s', (name, typed) => {
  expect(textOf(name)).toContain(searchNeedle(typed))
})

test('a company is found by its reading, with either kana', () => {
  const text = textOf('株式会社　サカタのタネ', 'カブシキガイシャ　サカタノタネ')
  expect(text).toContain(searchNeedle('サカタノ'))
  expect(text).toContain(searchNeedle('さかたの'))
  expect(text).not.toContain('がいしゃ')
})

test('a corporate form alone picks nothing out, and neither does white space', () => {
  expect(searchNeedle('株式会社')).toBe('')
  expect(searchNeedle('㈱')).toBe('')
  expect(searchNeedle('　 ')).toBe('')
})

test('no word is found across name and reading', () => {
  expect(textOf('青海精機', 'オウミセイキ')).not.toContain('機おう')
})

test('a reading that is nothing but a corporate form stays as it is', () => {
  expect(foldReading('カブシキガイシャ')).toBe('かぶしきがいしゃ')
  expect(foldReading(null)).toBe('')
})

test('companies sort by their reading, and by the folded name where none is known', () => {
  expect(sortReading({ name: '株式会社サカタのタネ', nameKana: 'カブシキガイシャ　サカタノタネ' })).toBe('さかたのたね')
  expect(sortReading({ name: '株式会社ＡＢＣ', nameKana: null })).toBe('abc')
})

test('a contact is found by any part of name, reading and address', () => {
  const text = contactSearchText({ name: '田中 一郎', nameKana: 'タナカ イチロウ', email: 'Tanaka@Example.co.jp' })
  for (const typed of ['田中一', 'たなか', 'tanaka@']) expect(text).toContain(typed)
})

test('every name is found by itself', () => {
  fc.assert(
    fc.property(
      fc.string({
        unit: fc.constantFrom(...Array.from('青海精機株式会社髙﨑ＡＢサカタｱ　・1')),
        minLength: 1,
        maxLength: 12,
      }),
      (name) => {
        expect(textOf(name)).toContain(searchNeedle(name))
      },
    ),
  )
})
