import { expect, test } from 'vitest'
import { touches } from './live.ts'

const ofAccount = [['health', 'why'], { input: { id: 'a' }, type: 'query' }]
const ofAll = [['cockpit', 'today'], { input: { of: 'mine' }, type: 'query' }]

test('an answer about one thing is touched only when that thing changed, or anything may have', () => {
  expect(touches(ofAccount, ['health'], ['a', 'b'])).toBe(true)
  expect(touches(ofAccount, ['health'], ['b'])).toBe(false)
  expect(touches(ofAccount, ['health'], [])).toBe(true)
})

test('an answer about no thing in particular is touched by every change of its capability', () => {
  expect(touches(ofAll, ['cockpit'], ['a'])).toBe(true)
  expect(touches(ofAll, ['health'], ['a'])).toBe(false)
})

test('a topic may name single answers of a capability', () => {
  expect(touches(ofAll, ['cockpit.today'], [])).toBe(true)
  expect(touches(ofAll, ['cockpit.to'], [])).toBe(false)
})
