import { execFile } from 'node:child_process'
import path from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

const script = path.resolve(import.meta.dirname, '../../../../test/build/ledgerDigest.ts')

/** What 200 ledgers come to in a process of its own, whose clock stands in a time zone. */
async function digestIn(zone: string) {
  const { stdout } = await promisify(execFile)(process.execPath, [script], { env: { ...process.env, TZ: zone } })
  const [moved, digest, hour] = stdout.trim().split(' ')
  return { moved: Number(moved), digest, hour }
}

test('the figures are the same wherever the machine thinks it is', async () => {
  const zones = await Promise.all(['UTC', 'Asia/Tokyo', 'America/St_Johns'].map(digestIn))
  expect(zones.map(({ hour }) => hour)).toEqual(['0', '9', '20'])
  expect(zones[0]!.moved).toBeGreaterThan(500)
  expect(new Set(zones.map(({ digest }) => digest)).size).toBe(1)
})
