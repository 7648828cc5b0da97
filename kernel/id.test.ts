import { describe, expect, it } from 'vitest'
import { isId, uuidV7 } from './id.ts'

describe('Ids', () => {
  it('sort by the moment they were made', () => {
    const random = new Uint8Array(10).fill(255)
    const ids = [1_700_000_000_000, 1_700_000_000_001, 1_800_000_000_000].map((at) => uuidV7(at, random))
    expect([...ids].sort()).toEqual(ids)
    expect(ids.every(isId)).toBe(true)
    expect(ids[0]!.slice(14, 15)).toBe('7')
    expect(ids[0]!.slice(19, 20)).toMatch(/[89ab]/)
  })

  it('sort by their second half too, second by second, as the event store sorts them', () => {
    const made = (at: number) => uuidV7(at, crypto.getRandomValues(new Uint8Array(10))).slice(19)
    const halves = Array.from({ length: 100 }, (_, second) => made(1_700_000_000_000 + second * 1024))
    expect([...halves].sort()).toEqual(halves)
  })

  it('made in the same moment they differ', () => {
    const ids = Array.from({ length: 1000 }, () =>
      uuidV7(1_700_000_000_000, crypto.getRandomValues(new Uint8Array(10))),
    )
    expect(new Set(ids).size).toBe(1000)
  })
})
