import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { FactValue } from '#capabilities/facts/core/fact.ts'
import { factCatalogue, factsAsOf } from '#capabilities/facts/server/index.ts'
import { addDays, type Day, day } from '#kernel/day.ts'
import type { AccountId } from '#kernel/id.ts'
import { givenFacts } from '#test/build/givenFacts.ts'
import { testDatabase } from '#test/servers/database.ts'
import { testEvents } from '#test/servers/events.ts'
import { testWorkspace } from '#test/servers/workspace.ts'
import { sql } from 'kysely'

const database = await testDatabase()
const events = testEvents()
const workspace = await testWorkspace(database)
const { account, given, pass, facts } = await givenFacts(database, events, workspace)

const change = fc.record({
  days: fc.integer({ min: 0, max: 20 }), // since the change before
  fact: fc.constantFrom(
    'metric.licence_use',
    'survey.nps.latest',
    'metric.weekly_active_users.change',
    'metric.habit_weeks_12',
  ),
  value: fc.option(fc.integer({ min: 0, max: 10 })),
  reweigh: fc.integer({ min: 0, max: 6 }).map((n) => n === 0),
})

/** Publishes the newest version of every scorecard anew, with its first dimension weighing twice as much. */
const reweigh = (at: string) =>
  database.workspace(workspace.id, (tx) =>
    sql`
      insert into scorecards (workspace_id, id, key, version, position, definition, published_at)
      select workspace_id, gen_random_uuid(), key, version + 1, position,
        jsonb_set(definition, '{dimensions,0,weight}', to_jsonb((definition #>> '{dimensions,0,weight}')::float * 2)), ${at}
      from scorecards s where version = (select max(version) from scorecards n where n.key = s.key)
    `.execute(tx),
  )

let today = day('2025-01-01')
test('the score of any past day is the one that was shown that day, whatever changed since, scorecards included', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(change, { minLength: 2, maxLength: 8 }), async (changes) => {
      const id = await account('海老名物流', {
        'contract.state': 'active',
        'metric.licence_use': 50,
        'survey.nps.on': today,
      })
      const shown = new Map<Day, [FactValue, FactValue]>()
      for (const { days, fact, value, reweigh: cards } of changes) {
        const before = shown.get(today)
        for (let n = 1; n <= days; n++) if (before) shown.set(addDays(today, n), before)
        today = addDays(today, days)
        const at = `${today}T05:00:00Z`
        if (cards) await reweigh(at)
        given(id, { [fact]: value })
        await pass(at, [id])
        const now = await facts(id, at)
        shown.set(today, [now.value('health.score'), now.value('health.grade')])
      }
      const catalogue = await database.workspace(workspace.id, (tx) => factCatalogue(tx, workspace))
      const asked = { catalogue, facts: ['health.score', 'health.grade'], accounts: [id] as AccountId[] }
      for (const [on, pair] of shown) {
        const row = (await factsAsOf(events, workspace, { ...asked, day: on })).get(id) ?? {}
        expect([on, row['health.score'] ?? null, row['health.grade'] ?? null]).toEqual([on, ...pair])
      }
      today = addDays(today, 1)
    }),
    { numRuns: 4 },
  )
}, 120_000)
