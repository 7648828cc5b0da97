import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { readPosition, writePosition } from './position.ts'

const id = '01890000-0000-7000-8000-000000000000'

test('a place comes back as it was sent', () => {
  const moments = fc.integer({ min: -1e15, max: 4e15 })
  fc.assert(
    fc.property(moments, (at) => {
      expect(readPosition(writePosition({ at, id }))).toEqual({ at, id })
    }),
  )
})

test.each(['', '~', 'x', `~${id}`, '1~2', `!~${id}`, `zzzzzzzzzzzz~${id}`])('%s is no place of ours', (text) => {
  expect(readPosition(text)).toBeNull()
})
