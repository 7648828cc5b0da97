import { expect, test } from 'vitest'
import { ingestKill } from '../chaos/ingest/kill.ts'

// The full run is `npm run chaos -- ingest-kill`; this one kills the server once, with seed 3, and no other process.
test('a server killed with -9 while events arrive has lost nothing that it acknowledged, and counts nothing twice', async () => {
  const { violations } = await ingestKill({ events: 3000, kills: 1, seed: 3, say: () => {} })
  expect(violations).toEqual([])
}, 120_000)
