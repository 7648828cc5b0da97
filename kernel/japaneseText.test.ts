import { describe, expect, it } from 'vitest'
import { foldCompanyName, foldText, isCorporateNumber, parseNumber } from './japaneseText.ts'

describe('Japanese text', () => {
  it('finds a company whatever its corporate form, width and kanji variant', () => {
    for (const name of ['株式会社髙松建設', '高松建設(株)', '㈱高松建設', '髙松建設　株式会社'])
      expect(foldCompanyName(name)).toBe('高松建設')
    expect(foldCompanyName('Aomi Precision Co., Ltd.')).toBe('aomiprecision')
    expect(foldCompanyName('ＫＮＴ－ＣＴホールディングス株式会社')).toBe('knt-ctほーるでぃんぐす')
  })
  it('keeps a name that is nothing but a corporate form', () => {
    expect(foldCompanyName('株式会社')).toBe('株式会社')
  })
  it('folds kana, case and width alike', () => {
    expect(foldText('ｱｵﾐ　Ｓｅｉｋｉ')).toBe('あおみ seiki')
    expect(foldText('山﨑 サトシ')).toBe('山崎 さとし')
  })
  it('reads numbers as people type them', () => {
    expect(['１，２３４', '¥1,234,567', '▲500', '(1,000)', '3.5', '12円'].map(parseNumber)).toEqual([
      1234, 1_234_567, -500, -1000, 3.5, 12,
    ])
    expect(['20万', '１．１億円', '1億2,000万', '▲3百万', '1億500', 'ー３０'].map(parseNumber)).toEqual([
      200_000, 110_000_000, 120_000_000, -3_000_000, 100_000_500, -30,
    ])
    expect(['200k', '-1.1M'].map(parseNumber)).toEqual([200_000, -1_100_000])
    expect(['', 'abc', '1-2', '1.2.3', '万', '2万円台'].map(parseNumber)).toEqual(Array(6).fill(null))
  })
  it('checks the digit of a corporate number', () => {
    expect(isCorporateNumber('7000012050002')).toBe(true) // the National Tax Agency's own
    expect(isCorporateNumber('1000012050002')).toBe(false)
    expect(isCorporateNumber('700001205000')).toBe(false)
  })
})
