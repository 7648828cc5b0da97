import { mkdtemp, readFile, rm, truncate } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { reserveIn } from './reserve.ts'

const bytes = 2 * 1024 * 1024
let directory: string
beforeEach(async () => {
  directory = await mkdtemp(path.join(os.tmpdir(), 'banso-reserve-'))
})
afterEach(() => rm(directory, { recursive: true }))

test('a reserve takes its room on the disk until it is given free, twice being no error', async () => {
  const reserve = reserveIn(directory, bytes)
  expect(await reserve.lies()).toBe(false)
  await reserve.lay()
  expect(await reserve.lies()).toBe(true)
  const content = await readFile(path.join(directory, 'reserve'))
  expect(new Set(content.subarray(0, 4096)).size).toBeGreaterThan(100) // nothing that a disk would pack
  await reserve.giveFree()
  await reserve.giveFree()
  expect(await reserve.lies()).toBe(false)
})

test('one that a crash left half-way counts as none, and is laid anew', async () => {
  const reserve = reserveIn(directory, bytes)
  await reserve.lay()
  await truncate(path.join(directory, 'reserve'), 1000)
  expect(await reserve.lies()).toBe(false)
  await reserve.lay()
  expect(await reserve.lies()).toBe(true)
})
