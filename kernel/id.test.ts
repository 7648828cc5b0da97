import { describe, expect, it } from 'vitest'
import { isId, uuidV7 } from './id.ts'

describe('Ids', () => {
  it('sort by the moment they were made', () => {
    const random = new Uint8Array(10).fill(255)
    const ids = [1_700_000_000_000, 1_700_000_000_001, 1_800_000_000_000].map((at) => uuidV7(at, random))
    expect([...ids].sort()).toEqual(ids)
    expect(ids.every(isId)).toBe(true)
    expect(ids[0]!.slice(14, 15)).toBe('7')
  })
})
