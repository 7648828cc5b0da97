import { expect, test } from 'vitest'
import { day } from '#kernel/day.ts'
import { leavingCustomers } from '#test/build/leavingCustomers.ts'
import { testDatabase } from '#test/servers/database.ts'
import { testEvents } from '#test/servers/events.ts'
import { testWorkspace } from '#test/servers/workspace.ts'
import { dear } from '../core/ready/dear.ts'
import { suggestFor } from './suggestion.ts'

const events = testEvents()
const database = await testDatabase()
const workspace = await testWorkspace(database)

test('weights follow what told losses, proven on months later than all they were fitted to, and the card stays as it is', async () => {
  const today = day('2026-01-15')
  await events.insert('fact_history', Buffer.from(leavingCustomers(workspace.id, today, 240).join('\n')))
  const { key, ...card } = dear
  const pick = (of: string, measure: string, weight: number) => {
    const dimension = card.dimensions.find((one) => one.key === of)!
    return { ...dimension, weight, measures: dimension.measures.filter((one) => one.key === measure) }
  }
  const draft = {
    ...card,
    confidenceNeeded: 1,
    dimensions: [pick('deployment', 'licences', 10), pick('adoption', 'habit', 90)],
  }
  const before = JSON.stringify(draft)
  const asked = { database, events, workspace, today, horizon: 60, cards: [{ ...draft, key }], key, draft }
  const { missing, found } = await suggestFor(asked)
  expect(missing).toBe(0)
  const [licences, habit] = found!.measures
  expect([licences!.now, licences!.reason]).toEqual([0.1, 'tells'])
  expect(licences!.suggested).toBeGreaterThan(0.7)
  expect(habit!.suggested).toBeLessThan(0.3)
  const { comparison, to } = found!
  expect(comparison.from! > to).toBe(true)
  expect(comparison).toMatchObject({ missing: 0, says: 'second' })
  expect(comparison.aucs!.difference.low).toBeGreaterThan(0)
  expect(JSON.stringify(draft)).toBe(before)
})
