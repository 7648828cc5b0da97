import { expect, test } from 'vitest'
import { asPrecondition, takesVersion, versionOf, withVersion } from './etag.ts'
import { changedMeanwhile, notFound } from './refusal.ts'
import { z } from 'zod'

test('the version of an answer is its own, or that of the part which the address names', () => {
  expect(versionOf({ version: 3 }, {})).toBe(3)
  expect(versionOf({ account: { id: 'a', version: 7 }, other: { id: 'b', version: 9 } }, { id: 'a' })).toBe(7)
  expect(versionOf({ rows: [{ id: 'a', version: 7 }] }, { id: 'a' })).toBeUndefined()
})

test('a write takes its version from If-Match, and is refused where it has none or the tag is not ours', () => {
  expect(withVersion({ name: 'x' }, '"v12.abc"', true)).toEqual({ name: 'x', version: 12 })
  expect(withVersion({ name: 'x' }, undefined, false)).toEqual({ name: 'x' })
  expect(() => withVersion({}, '"v12.abc"', false)).toThrow(expect.objectContaining({ status: 422 }))
  expect(() => withVersion({}, 'W/"v12.abc"', true)).toThrow(expect.objectContaining({ status: 412 }))
})

test('what restores an older version is not held to it', () => {
  const input = z.object({ version: z.number() })
  expect([takesVersion(input, ['cards', 'publish']), takesVersion(input, ['cards', 'restore'])]).toEqual([true, false])
})

test('a conflict of versions is a failed precondition only where If-Match stated one', () => {
  expect(asPrecondition(changedMeanwhile(3), '"v2"')).toMatchObject({ status: 412, code: 'PRECONDITION_FAILED' })
  expect(asPrecondition(changedMeanwhile(3), undefined)).toMatchObject({ status: 409 })
  expect(asPrecondition(notFound(), '"v2"')).toMatchObject({ status: 404 })
})
