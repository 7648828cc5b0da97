import { expect, test } from 'vitest'
import { matchScore } from './match.ts'

test('an action is found by its label, its reading and by romaji', () => {
  for (const typed of ['顧客', 'こきゃく', 'コキャク', 'kokyaku', 'koky', 'cust'])
    expect(matchScore(typed, '顧客', 'こきゃく customers')).toBe(3)
  expect(matchScore('せってい', '顧客', 'こきゃく customers')).toBe(0)
})

test('several words are found in any order', () => {
  expect(matchScore('dark 表示', '暗い表示にする', 'dark theme')).toBe(1)
})
