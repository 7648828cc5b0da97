import { expect, test } from 'vitest'
import { kanaOf } from './romaji.ts'

test('latin letters are read as kana in either spelling', () => {
  expect(kanaOf('kokyaku')).toBe('こきゃく')
  expect(kanaOf('settei')).toBe('せってい')
  expect(kanaOf('shinkansen')).toBe('しんかんせん')
  expect(kanaOf('sinkansen')).toBe('しんかんせん')
  expect(kanaOf('Tōkyō')).toBe('とうきょう')
  expect(kanaOf("kon'yaku")).toBe('こんやく')
})

test('a syllable still being typed is left out', () => {
  expect(kanaOf('kokyak')).toBe('こきゃ')
})

test('what spells nothing is no kana', () => {
  expect(kanaOf('xylophone')).toBeNull()
  expect(kanaOf('acme inc')).toBeNull()
})
