import { existsSync } from 'node:fs'
import { beforeAll, describe, expect, test } from 'vitest'
import { importFile } from '#capabilities/connect/server/index.ts'
import { learnRisk } from './learnRisk.ts'
import { testScores } from '#capabilities/health/server/backTest.ts'
import { imports } from '#start/catalogue.ts'
import { fileInPlace } from '#start/fileInPlace.ts'
import { day } from '#kernel/day.ts'
import { sharedData } from '#test/build/shared.ts'
import { type TestServer, testServer, type Visitor } from '#test/servers/server.ts'
import { testWorkspace } from '#test/servers/workspace.ts'

const data = sharedData
const patience = { timeout: 120_000, interval: 200 }

describe.skipIf(!existsSync(data))('the past of a company whose data came in today', () => {
  let server: TestServer
  let admin: Visitor

  beforeAll(async () => {
    server = await testServer()
    admin = await server.signIn('admin', await testWorkspace(server.database, { locale: 'en', currency: 'USD' }))
    const { database, live, now } = server.app
    const newId = (() => crypto.randomUUID()) as Parameters<typeof importFile>[0]['newId']
    for (const name of ['accounts', 'subscriptions', 'support_tickets', 'churn_events', 'feature_usage']) {
      const file = `${data}/ravenstack/${name}.csv`
      await importFile(
        { database, live, now, newId, files: fileInPlace(file), catalogue: imports },
        { file, workspaceId: admin.workspace.id },
      )
    }
  }, 120_000)

  test('is worked out month by month, and today’s scorecards are tried on it', async () => {
    const { facts, health } = admin.api
    const before = await health.backTest({ days: 90, of: 'replayed' })
    expect(before.discrimination).toBeNull()
    await facts.past.rebuild()
    await expect.poll(async () => (await facts.past.find()).rebuilt?.state, patience).toBe('done')
    expect((await facts.past.find()).rebuilt).toMatchObject({ months: 36, done: 36, problem: null })
    const tested = await health.backTest({ days: 90, of: 'replayed' })
    expect(tested).toMatchObject({ of: 'replayed', missing: 0 })
    // Since when somebody decides, or an inquiry is escalated, is not in the data: told, and counted as missing.
    expect(tested.silent.map(({ key }) => key)).toContain('contacts.decision_maker.last_touch_on')
    expect(tested.silent.map(({ key }) => key)).not.toContain('metric.weekly_active_users.change')
  }, 180_000)

  test('as of the end of the data, scores nobody fitted to made-up churn are worth what guessing is', async () => {
    const { database, events } = server.app
    const { workspace } = admin
    const asked = { database, events, workspace, today: day('2025-01-01'), horizon: 90, of: 'replayed' as const }
    const { from, to, result } = await testScores(asked)
    expect([from, to]).toEqual(['2023-11-30', '2024-09-30'])
    expect(result.discrimination!.low).toBeLessThan(0.5)
    expect(result.discrimination!.high).toBeGreaterThan(0.5)
    expect(result.discrimination!.high).toBeLessThan(0.7)
  }, 60_000)

  test('a model that learns forward in time comes out near what others found on this data, never far above', async () => {
    const { database, events } = server.app
    const asked = { database, events, workspace: admin.workspace, today: day('2025-01-01') }
    const within = async (horizon: number) => (await learnRisk({ ...asked, horizon })).proof!.discrimination
    const [sixty, ninety] = [await within(60), await within(90)]
    expect(sixty.auc).toBeGreaterThan(0.55)
    expect(sixty.auc).toBeLessThan(0.68)
    expect([ninety.low <= 0.6, ninety.high >= 0.6]).toEqual([true, true])
  }, 60_000)
})
