import fc from 'fast-check'
import { expect, test } from 'vitest'
import { afterSegment, lsnOf, lsnText, segmentAt } from './lsn.ts'

const mebibytes = 2n ** 20n

test('a place in the log is in the file that PostgreSQL says it is in', () => {
  expect(segmentAt(1, lsnOf('0/3000028'), 16n * mebibytes)).toBe('000000010000000000000003')
  expect(segmentAt(2, lsnOf('1A/FF000000'), 16n * mebibytes)).toBe('000000020000001A000000FF')
  expect(lsnText(afterSegment('000000020000001A000000FF', 16n * mebibytes))).toBe('1B/0')
})

test('a file ends where the next one begins, however long files are', () => {
  const place = fc.bigInt({ min: 0n, max: 2n ** 60n })
  fc.assert(
    fc.property(place, fc.constantFrom(1n, 16n, 64n, 1024n), (lsn, size) => {
      const segment = size * mebibytes
      const end = afterSegment(segmentAt(1, lsn, segment), segment)
      expect(end > lsn && end - lsn <= segment && end % segment === 0n).toBe(true)
      expect(lsnOf(lsnText(lsn))).toBe(lsn)
    }),
  )
})
